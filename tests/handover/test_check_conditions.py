"""The rows (14) in the independent check: a sound plan passes, and what it breaks is found by its name."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.handover.check import violations
from commonweal.handover.conditions import Blackout, CapacityGain, Conditions, LargestShare, Lot, PriceFloor
from commonweal.handover.plan import carried_out
from tests.handover.tiny import looks_back, solved

SEED = 7


def ways(plan):
    return {c: way for c, way in enumerate(plan.decisions.pathways) if way}


def asked(problem, **conditions):
    return replace(problem, conditions=Conditions(**conditions))


def rows(problem, plan):
    return {found.row for found in violations(problem, plan)}


def of_one_body(problem, plan):
    """Two cells that one body takes over, and the body."""
    by_body = {}
    for c, way in ways(plan).items():
        by_body.setdefault(problem.offers[way.offer].provider, []).append(c)
    return next((cells, p) for p, cells in by_body.items() if len(cells) > 1)


def blackout(problem, plan, service=None):
    c, way = next(iter(ways(plan).items()))
    return asked(problem, blackouts=(Blackout(way.start, problem.cells[c].service if service else None, "a vote"),))


def price_floor(problem, plan):
    c, way = next(iter(ways(plan).items()))
    return asked(
        problem, price_floors=(PriceFloor(problem.cells[c].service, problem.offers[way.offer].price + 1, "a guess"),)
    )


def largest_share(problem, plan):
    c = next(iter(ways(plan)))
    return asked(problem, largest_shares=(LargestShare(problem.cells[c].service, Fraction(1, 1000), "a rule"),))


def lots(problem, plan):
    (first, second, *_), _ = of_one_body(problem, plan)
    return asked(problem, lots=(Lot("all", "one", (first,)), Lot("all", "two", (second,))))


BROKEN = {
    "(14) blackout quarter": blackout,
    "(14) living-wage price floor": price_floor,
    "(14) largest share": largest_share,
    "(14) exclusive lots": lots,
}


@pytest.mark.parametrize("row", BROKEN)
def test_what_a_place_asks_is_held_against_its_plan(row):
    problem, plan, _ = solved(SEED)
    assert rows(problem, plan) == set()
    assert rows(BROKEN[row](problem, plan), plan) == {row}


@pytest.mark.parametrize("row", BROKEN)
def test_what_had_begun_before_stands(row):
    problem, plan, _ = solved(SEED)
    until = max(way.start for way in ways(plan).values()) + 1
    past = looks_back(problem, plan, until)
    assert rows(BROKEN[row](past, plan), plan) == set()


def test_a_blackout_of_another_service_or_quarter_closes_nothing():
    problem, plan, _ = solved(SEED)
    assert rows(blackout(problem, plan, service=True), plan) == {"(14) blackout quarter"}
    taken = {problem.cells[c].service for c in ways(plan)}
    other = [s for s in range(len(problem.services)) if s not in taken]
    quarters = set(range(problem.quarters)) - {way.start for way in ways(plan).values()}
    closed = [Blackout(t, None, "a vote") for t in quarters] + [Blackout(1, s, "a vote") for s in other]
    assert rows(asked(problem, blackouts=tuple(closed)), plan) == set()


def test_a_price_or_share_that_is_just_kept_is_kept():
    problem, plan, _ = solved(SEED)
    c, way = next(iter(ways(plan).items()))
    s, p = problem.cells[c].service, problem.offers[way.offer].provider
    inside = [k for k, cell in enumerate(problem.cells) if cell.service == s]
    cheapest = min(problem.offers[ways(plan)[k].offer].price for k in inside if k in ways(plan))
    mine = [k for k in inside if k in ways(plan) and problem.offers[ways(plan)[k].offer].provider == p]
    last = problem.quarters - 1
    need = sum(problem.cells[k].demand[last] for k in inside)
    run = [
        sum((problem.cells[k].demand[last] for k in inside if _body(problem, plan, k) == q), Fraction(0))
        for q in range(len(problem.providers))
    ]
    assert mine
    just = asked(
        problem,
        price_floors=(PriceFloor(s, cheapest, "a guess"),),
        largest_shares=(LargestShare(s, max(run) / need, ""),),
    )
    assert rows(just, plan) == set()


def _body(problem, plan, c):
    return problem.offers[ways(plan)[c].offer].provider if c in ways(plan) else None


def test_a_lot_that_holds_all_that_a_body_takes_is_one_lot():
    problem, plan, _ = solved(SEED)
    cells, _ = of_one_body(problem, plan)
    assert rows(asked(problem, lots=(Lot("all", "one", tuple(cells)), Lot("all", "two", ()))), plan) == set()


def test_capacity_that_comes_by_a_development_plan_is_there_from_its_quarter_on():
    problem, plan, _ = solved(SEED)
    gains = (CapacityGain(0, 3, Fraction(2), "a second site"), CapacityGain(0, 3, Fraction(1), "a minibus"))
    more = asked(problem, gains=gains)
    assert "(4) capacity" in rows(more, plan)
    with_it = carried_out(more, plan.decisions)
    assert rows(more, with_it) == set()
    assert with_it.capacity[0][:3] == plan.capacity[0][:3]
    assert Fraction(2) < with_it.capacity[0][3] - plan.capacity[0][3] <= 3 + max(plan.overload[0])
