"""The bound: equal to the relaxation at its own prices, never above it at any others, with every term in play."""

from dataclasses import replace
from fractions import Fraction
from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.handover import bound as bounds
from commonweal.handover import solve
from commonweal.handover.bound import bound, projected
from commonweal.handover.branches import Part
from commonweal.handover.exact import exact_prices, read_tariff
from commonweal.handover.model import model
from commonweal.handover.pathways import start_choices
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.scaled import earned
from commonweal.handover.view import view
from tests.handover.asking import asking, bringing
from tests.handover.naive import optimum
from tests.handover.tiny import looks_back, random_prices, solved, tiny

SEEDS = range(40)
GRIDS = ("capacity", "ready_load", "ready_capacity", "volunteers", "step_in", "detriment")
SHARES = ("largest_share",)
ROWS = ("statutory", "devolved", "equity")


def relaxed(problem):
    """Least objective of the relaxation without exclusive lots, and its prices, not yet projected."""
    looked = view(problem)
    rows = model(looked, looked.options(), with_lots=False)
    found = solve.relaxed(rows.programme)
    return found.objective, exact_prices(problem, read_tariff(looked, rows, found))


@pytest.fixture(scope="module")
def relaxations():
    return {seed: (tiny(seed), *relaxed(tiny(seed))) for seed in SEEDS}


def disturbed(prices, random, families):
    def change(value):
        return Fraction(round(float(value) * exp(random.gauss(0, 0.3)) * 10**9), 10**9)

    found = {}
    for name in families:
        value = getattr(prices, name)
        found[name] = (
            tuple(tuple(map(change, row)) for row in value) if name in (*GRIDS, *SHARES) else tuple(map(change, value))
        )
    return replace(prices, **found)


def test_at_the_prices_of_the_relaxation_the_bound_is_its_optimum(relaxations):
    for problem, least, prices in relaxations.values():
        assert float(bound(problem, projected(problem, prices))) == pytest.approx(least, rel=1e-7)


def test_the_relaxation_is_that_of_the_model_written_a_second_time(relaxations):
    for seed in range(20):
        problem, least, _ = relaxations[seed]
        assert least == pytest.approx(optimum(problem), rel=1e-7)


@pytest.mark.parametrize("families", [("statutory", "step_in"), ("devolved",), (*GRIDS, *ROWS)])
def test_disturbed_prices_never_give_more_than_the_relaxation(relaxations, families):
    for seed, (problem, least, prices) in relaxations.items():
        for nth in range(3):
            tried = projected(problem, disturbed(prices, Random(f"{seed} {nth}"), families))
            assert float(bound(problem, tried)) <= least * (1 + 1e-9)


def test_without_projecting_disturbed_prices_would_give_too_much(relaxations):
    too_much = [
        seed
        for seed, (problem, least, prices) in relaxations.items()
        if float(bound(problem, disturbed(prices, Random(seed), ("statutory", "step_in", "devolved")))) > least * 1.0001
    ]
    assert len(too_much) >= 5


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from([0.01, 0.3, 5.0]))
def test_no_plan_beats_the_bound_at_any_prices(seed, drawn, scale):
    problem = tiny(seed, places=2, bodies=2, quarters=4)
    prices = projected(problem, random_prices(problem, drawn, scale=scale))
    assert bound(problem, prices) <= carried_out(problem, keep_everything(problem)).objective
    if any(start_choices(problem)):
        assert float(bound(problem, prices)) <= relaxed(problem)[0] * (1 + 1e-9)


def beyond(seed):
    """A tiny place that asks more than the model's rows, on every other seed with an effect of delivery."""
    problem = asking(tiny(seed), seed)
    return bringing(problem, seed) if seed % 2 else problem


@pytest.fixture(scope="module")
def further():
    return {seed: (beyond(seed), *relaxed(beyond(seed))) for seed in SEEDS if any(start_choices(beyond(seed)))}


def test_where_a_place_asks_more_the_bound_is_the_optimum_at_its_prices_too(further):
    for seed, (problem, least, prices) in further.items():
        # Social action that is worth less than its rounding moves a bound by less than that.
        assert float(bound(problem, projected(problem, prices))) == pytest.approx(least, rel=1e-7), seed
        if seed < 20:
            assert least == pytest.approx(optimum(problem), rel=1e-7)


def test_where_a_place_asks_more_disturbed_prices_never_give_more_either(further):
    for seed, (problem, least, prices) in further.items():
        for nth in range(3):
            tried = projected(problem, disturbed(prices, Random(f"{seed} {nth}"), (*GRIDS, *ROWS, *SHARES)))
            assert float(bound(problem, tried)) <= least * (1 + 1e-9)
            drawn = projected(problem, random_prices(problem, seed * 10 + nth, scale=0.3))
            assert float(bound(problem, drawn)) <= least * (1 + 1e-9)


def test_where_a_place_asks_more_each_of_its_terms_is_in_play_on_some_seed(further):
    seen = set()
    for problem, _, prices in further.values():
        lifted, stocks = projected(problem, prices), bounds._Stocks(problem, prices)
        gained = [(row.provider, row.quarter) for row in problem.conditions.gains]
        terms = (
            ("largest share", any(map(any, lifted.largest_share))),
            ("gains", any(stocks.capacity[p][t] for p, t in gained)),
            ("delivery", any(map(any, earned(problem, stocks.action)))),
        )
        seen.update(name for name, there in terms if there)
    assert seen == {"largest share", "gains", "delivery"}


def test_exclusive_lots_only_ever_make_the_relaxation_dearer(further):
    dearer = 0
    for problem, least, _ in further.values():
        looked = view(problem)
        with_lots = solve.relaxed(model(looked, looked.options()).programme).objective
        assert with_lots >= least * (1 - 1e-9)
        dearer += with_lots > least * 1.0001
    assert dearer >= 3


def test_projecting_twice_changes_nothing(relaxations):
    for problem, _, prices in relaxations.values():
        once = projected(problem, prices)
        assert projected(problem, once) == once


def test_money_is_never_worth_more_later(relaxations):
    for problem, _, _ in relaxations.values():
        lifted = projected(problem, random_prices(problem, 3))
        for t in range(problem.quarters - 1):
            assert lifted.devolved[t] >= lifted.devolved[t + 1]
            held = sum(row[t] for row in lifted.step_in)
            assert lifted.statutory[t] >= lifted.statutory[t + 1] + held


def test_every_term_of_the_bound_is_in_play_on_some_seed(relaxations):
    seen = set()
    for problem, _, prices in relaxations.values():
        lifted = projected(problem, prices)
        seen.update(name for name in GRIDS if any(map(any, getattr(lifted, name))))
        seen.update(name for name in ROWS if any(getattr(lifted, name)))
        stocks = bounds._Stocks(problem, lifted)
        seen.update(
            name
            for name, value in (
                ("capacity stock", any(row[0] for row in stocks.capacity)),
                ("building", any(gain > 0 for row in stocks.building for gain in row)),
                ("action stock", any(row[0] for row in stocks.action)),
                ("social-action spending", any(gain > 0 for row in stocks.spending for gain in row)),
                ("readiness", bounds._readiness(problem, lifted, Part()) != 0),
                ("loans", bounds._loans(problem, lifted) != 0),
                ("funds", bounds._money(problem, lifted) != 0),
                ("fairness", bounds._equity(problem, lifted) != 0),
                ("overload", _overload_pays(problem, lifted, stocks)),
            )
            if value
        )
    assert seen == {
        *GRIDS,
        *ROWS,
        "capacity stock",
        "building",
        "action stock",
        "social-action spending",
        "readiness",
        "loans",
        "funds",
        "fairness",
        "overload",
    }


def _overload_pays(problem, prices, stocks):
    return any(
        prices.capacity[p][t] > problem.parameters.overload_loss * stocks.capacity[p][t + 1]
        for p in range(len(problem.providers))
        for t in range(problem.quarters - 1)
    )


def test_planning_again_the_bound_knows_what_is_past():
    tried = 0
    for seed in (0, 2, 6, 7, 13, 22):
        first, plan, _ = solved(seed)
        for until in (2, 3, 4):
            problem = looks_back(first, plan, until, withdrawn=(0,))
            if any(start_choices(problem)):
                least, prices = relaxed(problem)
                assert float(bound(problem, projected(problem, prices))) == pytest.approx(least, rel=1e-7)
                tried += 1
    assert tried >= 12
