"""The solver: as good as brute force, exact, repeatable, and refusing what it cannot do."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from commonweal.errors import NoPlan, TooManyStarts
from commonweal.handover.check import violations
from commonweal.handover.pathways import start_choices
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.solve import Effort, solve
from tests.handover.naive import optimum, options
from tests.handover.tiny import solved, tiny

SEEDS = (0, 2, 6, 7, 13, 22, 26, 32)
EXACTLY = Effort(gap=Fraction(0))


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
    plan, certificate = solve(problem, EXACTLY)
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
    assert solve(tiny(5)) == solve(tiny(5))


def test_where_nobody_may_start_everything_is_kept():
    problem = tiny(5)
    problem = replace(problem, providers=tuple(replace(body, willing=False) for body in problem.providers))
    plan, certificate = solve(problem)
    assert plan == carried_out(problem, keep_everything(problem))
    assert (certificate.gap_objective, certificate.gap_value, certificate.bound) == (0, 0, plan.objective)


def test_what_is_done_is_told_in_order():
    told = []
    solve(tiny(5), told=told.append)
    assert [sentence.message.split()[0] for sentence in told] == ["Pricing", "Searching", "Certifying"]


def test_too_many_starts_are_refused_with_their_number():
    problem = tiny(1, services=10, places=10, bodies=12, quarters=12, per_cell=6)
    count = len(list(start_choices(problem)))
    assert count > 3000
    with pytest.raises(TooManyStarts, match=f"{count} start choices; at most 3000"):
        solve(problem)


def test_no_time_gives_a_refusal_and_no_plan():
    problem = tiny(1, services=3, places=8, bodies=10, quarters=10, per_cell=4)
    with pytest.raises(NoPlan, match="No plan was found: after 0 s"):
        solve(problem, Effort(gap=Fraction(0), seconds=0.0))
