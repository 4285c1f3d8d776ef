"""Blended funds: each use paid from funds that allow it, each fund with prices of its own, and named where it binds."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from commonweal.formats.prose import ENGLISH, prose
from commonweal.handover.alternatives import nearly_as_good, other_ideas
from commonweal.handover.bound import bound, projected
from commonweal.handover.check import violations
from commonweal.handover.devolved import USES, DevolvedFund
from commonweal.handover.exact import exact_prices, read_tariff
from commonweal.handover.explain import explain
from commonweal.handover.model import model
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import Plan
from commonweal.handover.priced import priced
from commonweal.handover.problem import Problem
from commonweal.handover.replan import replan
from commonweal.handover.scarce import name_of, scarcest, with_more
from commonweal.handover.search import Effort, find_plan
from commonweal.handover.solve import relaxed
from commonweal.handover.tariff import lifted
from commonweal.handover.view import view
from commonweal.handover.written import read_back, written
from tests.handover.blending import blending
from tests.handover.loose import QUARTERS, F, loose
from tests.handover.naive import optimum
from tests.handover.tiny import looks_back, tiny

EXACTLY = Effort(gap=Fraction(1, 10_000))
SEEDS = range(12)


def place(seed):
    return blending(tiny(seed), seed)


@cache
def planned(seed):
    problem = place(seed)
    return problem, *find_plan(problem)


def relaxation(problem):
    looked = view(problem)
    rows = model(looked, looked.options())
    found = relaxed(rows.programme)
    return looked, found.objective, read_tariff(looked, rows, found)


def two_purses():
    """Legal work for one hand-over can be paid at once, for the other in quarter 3; building money lies idle."""
    problem = loose()
    cost = problem.legal_cost(0) * F("1.01")
    kitty = DevolvedFund("Kitty", ("activation", "legal work"), False, (cost, F(0), F(0), cost, F(0), F(0)))
    bricks = DevolvedFund("Bricks", ("building", "social action"), True, (F(50),) + (F(0),) * (QUARTERS - 1))
    whole = tuple(a + b for a, b in zip(kitty.income, bricks.income, strict=True))
    funds = replace(problem.funds, devolved_start=F(0), devolved=whole, blended=(kitty, bricks))
    return replace(problem, funds=funds)


def test_a_restricted_fund_binds_while_another_has_money_to_spare_and_is_named():
    problem = two_purses()
    plan, certificate = find_plan(problem, EXACTLY)
    assert violations(problem, plan) == []
    assert sorted(way.start for way in plan.decisions.pathways) == [1, 3]
    assert 0 <= plan.fund_balances[0][-1] < problem.legal_cost(0)
    assert plan.fund_balances[1][-1] == 50
    late = next(c for c, way in enumerate(plan.decisions.pathways) if way.start == 3)
    told = explain(problem, plan, certificate)
    said = [prose(ENGLISH).text(one) for one in told.cells[late].sentences]
    assert "Not before 1 October 2027, because: the money of Kitty (100%)." in said
    money = [prose(ENGLISH).text(one) for one in told.money]
    scarce = "Money for legal and data work is scarce until the quarter from 1 July 2027: it comes from Kitty alone."
    assert scarce in money
    assert "Bricks has £50,000 left then, and may not be spent on that." in money


def test_with_one_fund_for_everything_both_begin_at_once():
    problem = two_purses()
    plan, _ = find_plan(replace(problem, funds=replace(problem.funds, blended=())), EXACTLY)
    assert [way.start for way in plan.decisions.pathways] == [1, 1]
    assert plan.decisions.paid == ()


def test_what_would_help_is_more_money_of_that_fund():
    problem = two_purses()
    _, certificate = find_plan(problem, EXACTLY)
    more = next(one for one in scarcest(problem, certificate.prices) if one.kind == "fund")
    assert "for Kitty by" in prose(ENGLISH).text(name_of(problem, more))
    larger = with_more(problem, more)
    assert sum(fund.income[0] for fund in larger.funds.blended) == larger.funds.devolved[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_at_the_prices_of_the_relaxation_the_bound_is_its_optimum(seed):
    problem = place(seed)
    looked, least, tariff = relaxation(problem)
    assert least == pytest.approx(optimum(problem), rel=1e-7)
    assert float(bound(problem, projected(problem, exact_prices(problem, tariff)))) == pytest.approx(least, rel=1e-6)
    assert priced(looked, lifted(tariff)).bound == pytest.approx(least, rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_looking_back_the_bound_is_the_optimum_too(seed):
    problem, plan, _ = planned(seed)
    again = looks_back(problem, plan, 3)
    _, least, tariff = relaxation(again)
    assert float(bound(again, projected(again, exact_prices(again, tariff)))) == pytest.approx(least, rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_each_use_costs_is_paid_in_full_and_planned_again_it_stands(seed):
    problem, plan, _ = planned(seed)
    assert violations(problem, plan) == []
    again = replan(problem, plan, ["body-1"], 3)
    after, _ = find_plan(again)
    assert violations(again, after) == []
    for before, rows in zip(plan.decisions.paid, after.decisions.paid, strict=True):
        assert [row[:3] for row in rows] == [row[:3] for row in before]


def test_on_some_places_a_fund_has_a_price_several_pay_for_one_use_and_loans_are_taken_in():
    plans = [planned(seed) for seed in SEEDS]
    assert any(any(map(any, certificate.prices.blended)) for _, _, certificate in plans)
    assert any(sum(any(rows[u]) for rows in plan.decisions.paid) > 1 for _, plan, _ in plans for u in range(len(USES)))
    assert any(any(plan.decisions.loans) for _, plan, _ in plans)


def test_the_written_form_comes_back_as_it_was_and_says_nothing_where_there_is_one_fund():
    problem, plan, _ = planned(0)
    assert read_back(Problem, written(problem)) == problem
    assert read_back(Plan, written(plan)) == plan
    assert "blended" not in written(tiny(0))["funds"]


def test_other_plans_can_be_set_beside_it():
    problem, plan, _ = planned(3)
    found = (*nearly_as_good(problem, plan), *other_ideas(problem))
    assert all(one.plan is None or violations(problem, one.plan) == [] for one in found)
    assert next(one for one in found if one.name == "delivery first").plan is not None


def test_a_step_takes_no_more_than_the_funds_that_allow_it_have():
    problem = two_purses()
    plan, _ = find_plan(problem, replace(EXACTLY, direct=0))
    assert violations(problem, plan) == []
    both = replace(plan.decisions, pathways=(Choice(0, 1), Choice(1, 1)))
    assert both != plan.decisions
