"""The search: as good as brute force, exact, repeatable, going on where it was stopped, and refusing what it must."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from commonweal.errors import NoPlan, PlanNotAccepted
from commonweal.formats.searches import read_search, write_search
from commonweal.handover import search
from commonweal.handover.check import violations
from commonweal.handover.exact import read_tariff
from commonweal.handover.model import model
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.priced import priced
from commonweal.handover.search import Effort, certify, find_plan, steps
from commonweal.handover.solve import relaxed
from commonweal.handover.tariff import lifted
from commonweal.handover.view import view
from commonweal.samples.regions import Size, sample_region
from tests.handover.naive import optimum, options
from tests.handover.tiny import solved, tiny

SEEDS = (0, 2, 6, 7, 13, 22, 26, 32)
EXACTLY = Effort(gap=Fraction(0))
STEPWISE = Effort(gap=Fraction(1, 100), direct=0, stages=2)
"""Prices, openings, placing, deciding: the way of a city, whatever the size."""
VILLAGE = Size(3, 5, 6, 8)


def brute_force(problem):
    """The least objective over every set of starts, each solved for what is built, spent and borrowed."""
    ways = [[None] for _ in problem.cells]
    for way in options(problem):
        ways[problem.offers[way[0]].cell].append(way)
    found = (optimum(problem, {way for way in chosen if way}) for chosen in product(*ways))
    return min(value for value in found if value is not None)


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_is_as_good_as_the_best_of_all(seed):
    problem = tiny(seed, services=1, places=3, bodies=2, quarters=4)
    plan, certificate = find_plan(problem, EXACTLY)
    assert float(plan.objective) == pytest.approx(brute_force(problem), rel=2e-5)
    assert certificate.bound <= plan.objective


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_keeps_every_row_without_tolerance(seed):
    problem, plan, certificate = solved(seed)
    assert violations(problem, plan) == []
    assert certificate.solver_gap <= Fraction(1, 100)
    assert certificate.bound <= plan.objective <= certificate.keep * Fraction(10001, 10000)


def test_some_of_these_plans_hand_services_over_build_and_borrow():
    plans = [solved(seed)[1] for seed in SEEDS]
    assert all(any(plan.decisions.pathways) for plan in plans)
    assert any(any(map(any, plan.decisions.building)) for plan in plans)
    assert any(any(map(any, plan.decisions.spending)) for plan in plans)
    assert any(any(plan.decisions.loans) for plan in plans)
    assert any(any(map(any, plan.overload)) for plan in plans)


def test_the_same_problem_gives_the_same_plan():
    assert find_plan(tiny(5)) == find_plan(tiny(5))


def test_where_nobody_may_start_everything_is_kept():
    problem = tiny(5)
    problem = replace(problem, providers=tuple(replace(body, willing=False) for body in problem.providers))
    plan, certificate = find_plan(problem)
    assert plan == carried_out(problem, keep_everything(problem))
    assert (certificate.gap_objective, certificate.gap_value, certificate.bound) == (0, 0, plan.objective)


def test_what_is_done_is_told_in_order():
    told = []
    find_plan(tiny(5), Effort(stages=2), told=told.append)
    assert [sentence.message.split()[0] for sentence in told] == ["Pricing", "Searching", "Looking", "Certifying"]


def test_no_time_gives_a_refusal_and_no_plan():
    problem = tiny(1, services=3, places=8, bodies=10, quarters=10, per_cell=4)
    with pytest.raises(NoPlan, match="No plan was found: after 0 s"):
        find_plan(problem, Effort(gap=Fraction(0), seconds=0.0))


def states(problem, effort, begun=None):
    return list(steps(problem, effort, lambda _: None, begun))


@pytest.fixture(scope="module")
def village():
    """A synthetic village and the states of its search, step by step."""
    problem = sample_region(1, VILLAGE)
    return problem, states(problem, STEPWISE)


def test_the_steps_of_a_city_end_in_a_plan_that_keeps_every_row_and_is_certified(village):
    problem, found = village
    assert [state.step for state in found] == ["priced", "opened", "placed", "searched", "done"]
    plan, certificate = certify(problem, found[-1])
    assert violations(problem, plan) == []
    assert certificate.bound <= plan.objective < certificate.keep
    assert certificate.gap_objective <= Fraction(12, 100)


def test_step_by_step_a_plan_is_never_better_than_searched_as_one_model_or_than_its_bound(village):
    problem, found = village
    whole, _ = find_plan(problem, Effort(gap=Fraction(1, 100)))
    plan, certificate = certify(problem, found[-1])
    assert certificate.bound <= whole.objective <= plan.objective * Fraction(101, 100)


def test_every_step_leaves_a_plan_that_keeps_every_row_and_none_is_worse_than_the_one_before(village):
    problem, found = village
    plans = [carried_out(problem, state.decisions) for state in found]
    assert [violations(problem, plan) for plan in plans] == [[]] * len(plans)
    assert [plan.objective for plan in plans] == sorted((plan.objective for plan in plans), reverse=True)
    assert plans[0] == carried_out(problem, keep_everything(problem))


@pytest.mark.parametrize("done", range(5))
def test_a_search_that_was_stopped_ends_where_it_would_have_ended(village, tmp_path, done):
    problem, found = village
    path = tmp_path / "plan.search.json"
    write_search(path, found[done], problem, STEPWISE)
    begun = read_search(path, problem, STEPWISE)
    rest = states(problem, STEPWISE, begun)
    assert [state.step for state in rest] == [state.step for state in found[done + 1 :]]
    assert certify(problem, rest[-1] if rest else begun) == certify(problem, found[-1])


def test_a_search_of_something_else_or_with_another_effort_is_not_gone_on_with(village, tmp_path):
    problem, found = village
    path = tmp_path / "plan.search.json"
    assert read_search(path, problem, STEPWISE) is None
    write_search(path, found[0], problem, STEPWISE)
    assert read_search(path, sample_region(2, VILLAGE), STEPWISE) is None
    assert read_search(path, problem, replace(STEPWISE, seed=1)) is None
    path.write_bytes(path.read_bytes()[:-40])
    assert read_search(path, problem, STEPWISE) is None


def test_what_is_left_can_be_decided_neighbourhood_by_neighbourhood(village, monkeypatch):
    problem, found = village
    monkeypatch.setattr(search, "MOST_AT_ONCE", 8)
    monkeypatch.setattr(search._Search, "place", lambda _, state: replace(state, step="placed"))
    last = states(problem, STEPWISE, found[1])[-1]
    plan, certificate = certify(problem, last)
    assert violations(problem, plan) == []
    assert any(plan.decisions.pathways)
    assert plan.objective <= certificate.keep


def test_prices_from_sums_of_rows_prove_a_bound_too_and_no_more_than_the_rows_themselves(village):
    problem, _ = village
    looked = view(problem)
    rows = model(looked, looked.options())
    bounds = []
    for together in (1, 3, 5):
        answer = relaxed(rows.gathered(together).programme)
        tariff = read_tariff(looked, rows, answer, together)
        assert (tariff.statutory[0] == tariff.statutory[: min(together, problem.quarters)]).all()
        bounds.append(priced(looked, lifted(tariff)).bound)
        assert bounds[-1] <= answer.objective * (1 + 1e-9)
    assert bounds[0] >= bounds[1] > 0
    assert bounds[0] >= bounds[2] > 0
    assert rows.gathered(5).rows.count < rows.gathered(3).rows.count < rows.rows.count


def test_where_what_is_decided_cannot_be_made_exact_the_plan_of_the_step_before_stands(village, monkeypatch):
    problem, found = village
    monkeypatch.setattr(search, "made_exact", lambda *_: (None, []))
    searched = states(problem, STEPWISE, found[2])[0]
    assert searched.step == "searched"
    assert searched.decisions == found[2].decisions
    with pytest.raises(PlanNotAccepted):
        states(problem, STEPWISE, replace(found[2], decisions=None))
