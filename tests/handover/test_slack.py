"""Slack, row by row: what a plan leaves, held against the independent check."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.handover.check import violations
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.search import find_plan
from commonweal.handover.slack import slacks
from tests.handover.asking import asking
from tests.handover.blending import blending
from tests.handover.tiny import solved, tiny

SEEDS = range(12)


def by_row(problem, plan):
    return {one.row: one for one in slacks(problem, plan)}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_that_keeps_every_row_has_something_left_in_each(seed):
    problem, plan, _ = solved(seed)
    found = slacks(problem, plan)
    assert {one.row for one in found} >= {"(10)", "(11)", "(13)", "(13a)"}
    for one in found:
        assert one.left >= 0
        assert 0 <= one.binding <= one.rows
        assert 0 <= one.quarter < problem.quarters


def test_on_some_plan_each_kind_of_row_binds():
    bound = {one.row for seed in range(30) for one in slacks(*solved(seed)[:2]) if one.binding}
    assert bound >= {"(3)", "(5)", "(7)", "(8)", "(12)", "(13)", "(13a)"}


def test_the_tightest_reserve_is_the_one_that_the_check_would_miss_first():
    tried = 0
    for seed in SEEDS:
        problem, plan, _ = solved(seed)
        one = by_row(problem, plan).get("(12)")
        if one is None:
            continue
        tried += 1
        held = plan.statutory_balance[one.quarter]
        assert one.left == held - problem.parameters.step_in * plan.load[one.which][one.quarter]
        assert one.limit == held
    assert tried > 3


@pytest.mark.parametrize("row", ["(8)", "(13)", "(13a)", "(3)"])
def test_what_is_left_is_exactly_what_may_be_taken(row):
    """Take away what a row leaves, and a little more: the check then finds that row broken, and before it does not."""
    names = {"(8)": "(8) volunteers", "(13)": "(13) equity", "(13a)": "(13a) no detriment", "(3)": "(3) overload cap"}
    tried = 0
    for seed in SEEDS:
        problem, plan, _ = solved(seed)
        one = by_row(problem, plan).get(row)
        if one is None:
            continue
        for more, broken in ((Fraction(0), False), (Fraction(1, 10**6), True)):
            tight = _tightened(problem, plan, one, one.left + more)
            if tight is None:
                continue
            tried += 1
            found = [seen for seen in violations(*tight) if seen.row.startswith(names[row])]
            assert bool(found) == broken, (seed, row, more)
    assert tried > 3


def _tightened(problem, plan, one, by):
    if one.row == "(8)":
        places = list(problem.neighbourhoods)
        place = places[one.which]
        if place.volunteer_units < by:
            return None
        places[one.which] = replace(place, volunteer_units=place.volunteer_units - by)
        return replace(problem, neighbourhoods=tuple(places)), plan
    if one.row == "(3)":
        units = plan.load[one.which][one.quarter]
        row = list(plan.capacity[one.which])
        row[one.quarter] -= by / (1 + problem.parameters.overload_cap)
        if units > row[one.quarter] * 2:
            return None
        rows = list(plan.capacity)
        rows[one.which] = tuple(row)
        return problem, replace(plan, capacity=tuple(rows))
    settings = replace(problem.parameters, tolerance=problem.parameters.tolerance - by)
    return replace(problem, parameters=settings), plan


def test_a_largest_share_leaves_what_the_check_allows():
    tried = 0
    for seed in range(12):
        problem = asking(tiny(seed, quarters=6, places=4), seed, ("largest_shares",))
        if not problem.conditions.largest_shares:
            continue
        plan, _ = find_plan(problem)
        one = by_row(problem, plan).get("(14)")
        if one is None:
            continue
        tried += 1
        rows = tuple(
            replace(row, most=row.most * (one.limit - one.left) / one.limit)
            for row in problem.conditions.largest_shares
        )
        tight = replace(problem, conditions=replace(problem.conditions, largest_shares=rows))
        assert not [seen for seen in violations(tight, plan) if seen.row.startswith("(14)")]
        rows = tuple(replace(row, most=row.most * Fraction(99, 100)) for row in rows)
        tighter = replace(problem, conditions=replace(problem.conditions, largest_shares=rows))
        assert [seen for seen in violations(tighter, plan) if seen.row == "(14) largest share"]
    assert tried > 2


def test_each_devolved_fund_leaves_its_own_balance():
    problem = blending(tiny(1, quarters=6, places=4), 1)
    plan, _ = find_plan(problem)
    one = by_row(problem, plan)["(11)"]
    assert one.of == "fund"
    assert one.rows == 3 * problem.quarters
    assert one.left == plan.fund_balances[one.which][one.quarter]
    assert one.limit == max(problem.funds.blended[one.which].income)


def test_keeping_everything_has_no_row_of_any_body():
    problem, _, _ = solved(1)
    rows = {one.row for one in slacks(problem, carried_out(problem, keep_everything(problem)))}
    assert rows == {"(10)", "(11)", "(13)", "(13a)"}
