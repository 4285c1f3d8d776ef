"""What bodies run already: staying, handing on, handing back, and the row that leaves no way on."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from commonweal.errors import NoWayOn
from commonweal.formats.prose import prose
from commonweal.handover.bound import bound
from commonweal.handover.check import violations
from commonweal.handover.exact import exact_prices
from commonweal.handover.explain import explain
from commonweal.handover.faults import refuse_faults
from commonweal.handover.limits import guards, permitted_gap
from commonweal.handover.pathways import Choice, extra_cost, load, start_choices, supply
from commonweal.handover.plan import Plan, carried_out, keep_everything
from commonweal.handover.problem import Problem
from commonweal.handover.search import Effort, find_plan
from commonweal.handover.tariff import nothing_priced
from commonweal.handover.written import read_back, written
from commonweal.terms.sentences import Sentence
from tests.handover.loose import ZERO, loose
from tests.handover.run_already import ran, with_way

F = Fraction
EXACTLY = Effort(gap=F(1, 10_000))


def rows(problem, plan):
    return {one.row for one in violations(problem, plan)}


def test_a_hand_on_and_a_hand_back_quarter_by_quarter():
    problem = ran()
    on, back = Choice(0, 2), Choice(2, 2)
    assert [supply(problem, on, t) for t in range(6)] == [F("0.7"), F("0.7"), 1, *[F("0.9")] * 3]
    assert [supply(problem, back, t) for t in range(6)] == [F("0.7"), F("0.7"), 1, *[F("0.6")] * 3]
    assert [load(problem, on, t) for t in range(6)] == [0, 0, 5, 10, 10, 10]
    assert not any(load(problem, back, t) for t in range(6))
    # Kept by the council it would cost 6 a quarter. The hall costs 8, the friends 6; while both run, half of the new 6.
    assert [extra_cost(problem, on, t) for t in range(6)] == [2, 2, 5, 0, 0, 0]
    assert [extra_cost(problem, back, t) for t in range(6)] == [2, 2, 5, 0, 0, 0]


def test_who_runs_it_carries_all_of_it_until_double_running_ends():
    problem = ran()
    on, back, still = (with_way(problem, way) for way in (Choice(0, 2), Choice(2, 2), None))
    assert on.load == ((0, 0, 5, 10, 10, 10), (10, 10, 10, 0, 0, 0))
    assert back.load == ((0,) * 6, (10, 10, 10, 0, 0, 0))
    assert still.load == ((0,) * 6, (10,) * 6)
    assert on.ready == (2, 0)
    assert still.ready == back.ready == (None, 0)
    assert all(violations(problem, plan) == [] for plan in (on, back, still))


def test_who_runs_it_already_is_not_made_ready_by_the_plan_and_needs_no_least_capacity():
    problem = ran(activation_cost=F(3), least_capacity=F(25))
    plan = with_way(problem, None)
    assert violations(problem, plan) == []
    assert plan.devolved_balance[0] == 50
    on = with_way(problem, Choice(0, 2))
    assert on.devolved_balance[2] == 50 - 3 - 1


def test_where_nothing_is_scarce_it_goes_to_who_meets_most_and_back_where_that_is_the_council():
    plan, certificate = find_plan(ran(), EXACTLY)
    assert plan.decisions.pathways == (Choice(0, 1), Choice(1, 1))
    assert certificate.bound <= plan.objective
    problem = ran(quality="0.52", offer="0.55", tolerance=F("0.5"))
    plan, _ = find_plan(problem, EXACTLY)
    assert plan.decisions.pathways[0] == Choice(2, 1)
    plan, _ = find_plan(ran(quality="0.95"), EXACTLY)
    assert plan.decisions.pathways[0] is None or supply(ran(quality="0.95"), plan.decisions.pathways[0], 5) < F("0.95")


def test_where_they_stop_staying_beyond_is_no_way():
    problem = ran(last=2)
    assert {way.start for way in start_choices(problem) if problem.offers[way.offer].cell == 0} == {1, 2}
    assert keep_everything(problem).pathways == (Choice(2, 2), None)
    assert rows(problem, with_way(problem, None)) == {"who runs it stops"}
    assert rows(problem, with_way(problem, Choice(0, 3))) == {"who runs it stops"}
    assert violations(problem, with_way(problem, Choice(2, 2))) == []
    assert violations(problem, find_plan(problem, EXACTLY)[0]) == []


def test_keeping_is_measured_without_running_twice_and_always_permitted():
    problem = ran(last=2, tolerance=ZERO)
    kept = guards(problem)[0].kept
    assert kept == (F("0.3"), F("0.3"), F("0.3"), F("0.4"), F("0.4"), F("0.4"))
    richer = replace(
        problem,
        cells=tuple(replace(cell, neighbourhood=1 - cell.neighbourhood) for cell in problem.cells),
    )
    still = carried_out(richer, keep_everything(richer))
    assert rows(richer, still) == set()
    # In the quarter in which both run it the least deprived are 0.3 better off than the level that is measured.
    assert permitted_gap(richer)[2] - permitted_gap(richer)[1] == F("0.3")


def test_a_row_that_leaves_no_way_on_is_named_with_the_way_out():
    with pytest.raises(NoWayOn) as found:
        refuse_faults(ran(last=0, quality="0.4"))
    assert found.value.code == "CW355"
    told = [prose().text(Sentence(fault.what, fault.figures)) for fault in found.value.faults]
    assert "ask The Hall to run it until 30 June 2027 or later" in " ".join(told)
    assert "meets 40.0% of need that counts towards the floor, which is 50.0%" in " ".join(told)


def test_without_prices_the_bound_is_the_best_of_each_cell():
    problem = ran(last=2)
    ways = [[None] if may_stay else [] for may_stay in (False, True)]
    for way in start_choices(problem):
        ways[problem.offers[way.offer].cell].append(way)
    plans = (carried_out(problem, replace(keep_everything(problem), pathways=both)) for both in product(*ways))
    assert bound(problem, exact_prices(problem, nothing_priced(problem))) == min(plan.objective for plan in plans)


STAYS = "It stays with The Hall, who runs it already and meets 70% of need."
ON = (
    "Handed on from The Hall to Friends of Care: from 1 July 2027 both run it together; from 1 October 2027 Friends of"
    " Care runs it alone."
)
BACK = (
    "Handed back: from 1 July 2027 The Hall and the council run it together; from 1 October 2027 the council runs it"
    " alone."
)


@pytest.mark.parametrize(("way", "said"), [(None, STAYS), (Choice(0, 2), ON), (Choice(2, 2), BACK)])
def test_what_is_told_of_it(way, said):
    problem = ran()
    _, certificate = find_plan(problem, EXACTLY)
    told = explain(problem, with_way(problem, way), certificate)
    assert prose().text(told.cells[0].sentences[0]) == said


def test_it_is_written_only_where_there_is_any_and_read_back():
    assert "running" not in written(loose())
    problem = ran(last=2)
    assert read_back(Problem, written(problem)) == problem
    assert read_back(Problem, written(loose())) == loose()
    plan = with_way(problem, Choice(2, 1))
    assert read_back(Plan, written(plan)) == plan
