"""Stages 2 and 3: of plans that leave no more need unmet the cheapest, and of these the closest to the last one."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import LastPlanElsewhere
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.searches import read_search, write_search
from commonweal.handover.check import violations
from commonweal.handover.explain import explain
from commonweal.handover.last_plan import Begins, Changes, LastPlan
from commonweal.handover.plan import carried_out
from commonweal.handover.replan import replan
from commonweal.handover.search import Effort, certify, find_plan, steps
from commonweal.handover.stages import changes, cost, held_against
from commonweal.terms.canon import digest
from tests.handover.loose import F, loose
from tests.handover.tiny import solved

EFFORTS = [Effort(gap=Fraction(0), stages=3), Effort(gap=Fraction(0), direct=0, stages=3)]
as_both = pytest.mark.parametrize("effort", EFFORTS, ids=["as one model", "in steps"])


def two_bodies(*prices, **changed):
    """Two bodies that would do the same in both cells, at prices of their own."""
    problem = loose()
    names = ("friends", "others")
    body, offer = problem.providers[0], problem.offers[0]
    return replace(
        problem,
        providers=tuple(replace(body, id=name, name=name) for name in names),
        offers=tuple(replace(offer, cell=c, provider=p, price=F(prices[p])) for c in range(2) for p in range(2)),
        **changed,
    )


def who(problem, plan):
    return [problem.providers[problem.offers[way.offer].provider].id for way in plan.decisions.pathways if way]


def said(problem, plan, certificate):
    return " ".join(prose(ENGLISH).text(one) for one in explain(problem, plan, certificate).sentences)


@as_both
@pytest.mark.parametrize("prices", [("0.7", "0.6"), ("0.6", "0.7")])
def test_of_two_bodies_that_meet_as_much_the_cheaper_takes_over(effort, prices):
    problem = two_bodies(*prices)
    plan, _ = find_plan(problem, effort)
    alone, _ = find_plan(problem, replace(effort, stages=1))
    assert set(who(problem, plan)) == {"friends" if prices[0] < prices[1] else "others"}
    assert plan.objective <= alone.objective
    assert plan.stages.cost == cost(problem, plan) <= plan.stages.first_cost == cost(problem, alone)


@as_both
@pytest.mark.parametrize("name", ["friends", "others"])
def test_of_plans_as_good_and_as_cheap_the_one_that_changes_nobody_is_taken(effort, name):
    last = LastPlan("0" * 64, (Begins(name, 1), Begins(name, 1)))
    problem = two_bodies("0.6", "0.6", last=last)
    plan, certificate = find_plan(problem, effort)
    assert who(problem, plan) == [name, name]
    assert plan.stages.changes == Changes(0, 0)
    assert violations(problem, plan) == []
    assert "Nothing goes another way than in the plan published before." in said(problem, plan, certificate)


def test_no_need_is_left_unmet_to_change_less():
    last = LastPlan("0" * 64, (None, None))
    problem = two_bodies("0.6", "0.6", last=last)
    plan, certificate = find_plan(problem, EFFORTS[0])
    assert plan.stages.changes == Changes(2, 2 * (problem.quarters - 1))
    assert "2 services, counted in each neighbourhood, go another way" in said(problem, plan, certificate)


def test_a_plan_made_again_is_held_against_the_adopted_one():
    problem, plan, certificate = solved(7)
    again = replan(problem, plan, ["body-1"], 3)
    assert again.last.plan_sha256 == certificate.plan_sha256
    assert changes(again, plan.decisions.pathways) == Changes(0, 0)
    after, _ = find_plan(again, EFFORTS[0])
    assert after.stages.changes == changes(again, after.decisions.pathways)


def test_a_plan_that_begins_later_is_held_against_the_same_calendar_quarters():
    before = two_bodies("0.6", "0.6")
    plan, certificate = find_plan(before, EFFORTS[0])
    later = replace(before, first_quarter="2026-Q3")
    held = held_against(later, before, plan, certificate.plan_sha256)
    assert [way.start for way in held.last.pathways] == [way.start + 2 for way in plan.decisions.pathways]


def test_a_plan_of_another_place_is_refused():
    before = two_bodies("0.6", "0.6")
    plan, _ = find_plan(before, EFFORTS[0])
    elsewhere = replace(before, services=(replace(before.services[0], id="another"),))
    with pytest.raises(LastPlanElsewhere):
        held_against(elsewhere, before, plan, digest({}))


def test_a_cost_is_all_that_leaves_either_fund_beyond_keeping():
    problem = two_bodies("0.6", "0.6")
    still = carried_out(problem, replace(find_plan(problem, EFFORTS[0])[0].decisions, pathways=(None, None)))
    assert cost(problem, still) == 0


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({"cost": F(0)}, "stage 2: cost"),
        ({"first_cost": F(-1000)}, "stage 2 kept"),
        ({"objective": F(0)}, "stage 1 kept"),
        ({"changes": Changes(1, 0)}, "stage 3: changes"),
        ({"changes": None}, "stage 3: changes"),
    ],
)
def test_the_check_finds_a_stage_that_is_told_wrongly(change, row):
    last = LastPlan("0" * 64, (Begins("others", 1), Begins("others", 1)))
    problem = two_bodies("0.6", "0.6", last=last)
    plan, _ = find_plan(problem, EFFORTS[0])
    wrong = replace(plan, stages=replace(plan.stages, **change))
    assert {one.row for one in violations(problem, wrong)} == {row}


@as_both
def test_a_search_that_was_stopped_after_any_stage_ends_where_it_would_have_ended(effort, tmp_path):
    last = LastPlan("0" * 64, (Begins("friends", 1), Begins("friends", 1)))
    problem, path = two_bodies("0.6", "0.6", last=last), tmp_path / "plan.search.json"
    states = list(steps(problem, effort, lambda _: None))
    assert states[-1].found.changes is not None
    for k, state in enumerate(states):
        write_search(path, state, problem, effort)
        rest = list(steps(problem, effort, lambda _: None, read_search(path, problem, effort)))
        assert [one.step for one in rest] == [one.step for one in states[k + 1 :]]
        assert certify(problem, ([state, *rest])[-1]) == certify(problem, states[-1])
