"""Where the rows leave no plan: what would have to give, and that a plan is found once it does."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from commonweal.errors import NoPlan
from commonweal.formats.prose import prose
from commonweal.handover import diagnosis
from commonweal.handover.check import violations
from commonweal.handover.diagnosis import relief
from commonweal.handover.problem import rounded_up
from commonweal.handover.search import Effort, find_plan
from commonweal.handover.view import view
from tests.handover.loose import QUARTERS, ZERO, each, loose, with_funds
from tests.handover.tiny import looks_back, solved

F = Fraction


def begun(**parameters):
    """The loose place, planned again from the fourth quarter on, when both hand-overs have begun."""
    problem = loose(**parameters)
    return looks_back(problem, find_plan(problem)[0], 3)


def found(problem):
    looked = view(problem)
    every = looked.options()
    past = looked.fixed[looked.cell[every.offer]]
    return relief(looked, every.at(~past), every.at(past))


def refused(problem):
    """What is said of a problem without a plan."""
    with pytest.raises(NoPlan) as stopped:
        find_plan(problem)
    return [prose().placed_fault(fault) for fault in stopped.value.faults]


def less_money():
    return with_funds(begun(), statutory_start=F(-17))


def no_grant():
    return with_funds(begun(), devolved_start=F("0.8"))


def fewer_volunteers():
    problem = begun()
    low, hill = problem.neighbourhoods
    return replace(problem, neighbourhoods=(low, replace(hill, volunteer_units=F("0.4"))))


def smaller():
    problem = begun()
    return replace(problem, providers=each(problem.providers, capacity=F(18)))


def too_small_to_be_ready():
    problem = begun()
    return replace(problem, parameters=replace(problem.parameters, least_capacity=F(33)))


def stricter():
    problem = begun(tolerance=F("0.5"))
    offers = (replace(problem.offers[0], quality=F("0.586")), problem.offers[1])
    return replace(problem, offers=offers, parameters=replace(problem.parameters, tolerance=F("0.01")))


WANTING = {
    "statutory": (less_money, "the council's fund needs £"),
    "devolved": (no_grant, "the devolved fund needs £1,200 more by 1 April 2027"),
    "volunteers": (
        fewer_volunteers,
        "volunteers in Herring Hill would have to carry services worth £600 a quarter more",
    ),
    "capacity": (smaller, "Friends of Care would need capacity for services worth £2,000 a quarter more"),
    "readiness": (
        too_small_to_be_ready,
        "Friends of Care would need capacity for services worth £3,000 a quarter more",
    ),
    "tolerance": (stricter, "the tolerance of fairness would have to be 31.4 points instead of 1"),
}


@pytest.mark.parametrize("name", WANTING)
def test_a_problem_without_a_plan_is_told_with_what_would_have_to_give(name):
    make, said = WANTING[name]
    told = refused(make())
    assert len(told) == 1
    assert said in told[0], told


def given(problem, found):
    """The problem with all that the relief asks for, as far as it is money, volunteers or tolerance."""

    def more(row, lacking):
        return tuple(value + rounded_up(F(one), 6) for value, one in zip(row, lacking, strict=True))

    funds = problem.funds
    return replace(
        problem,
        funds=replace(
            funds, statutory=more(funds.statutory, found.statutory), devolved=more(funds.devolved, found.devolved)
        ),
        neighbourhoods=tuple(
            replace(place, volunteer_units=place.volunteer_units + rounded_up(F(row.max()), 6))
            for place, row in zip(problem.neighbourhoods, found.volunteers, strict=True)
        ),
        parameters=replace(
            problem.parameters, tolerance=problem.parameters.tolerance + rounded_up(F(found.tolerance), 6)
        ),
    )


@pytest.mark.parametrize("name", ["statutory", "devolved", "volunteers", "tolerance"])
def test_once_it_gives_there_is_a_plan_and_a_little_less_is_not_enough(name):
    problem = WANTING[name][0]()
    wanting = found(problem)
    assert wanting.least
    enough = given(problem, wanting)
    plan, _ = find_plan(enough)
    assert violations(enough, plan) == []
    less = replace(
        wanting,
        **{part: getattr(wanting, part) * 0.99 for part in ("statutory", "devolved", "volunteers", "tolerance")},
    )
    with pytest.raises(NoPlan):
        find_plan(given(problem, less))


def test_where_there_is_a_plan_nothing_has_to_give():
    for seed in (0, 7, 22):
        wanting = found(solved(seed)[0])
        assert wanting.least
        parts = (wanting.statutory, wanting.devolved, wanting.volunteers, wanting.capacity)
        assert max(np.abs(part).max() for part in parts) < 1e-6
        assert wanting.tolerance < 1e-6


def test_in_steps_too_what_is_missing_is_told():
    with pytest.raises(NoPlan) as stopped:
        find_plan(less_money(), Effort(direct=0))
    assert "the council's fund needs" in str(stopped.value)


def test_several_things_are_told_together():
    problem = fewer_volunteers()
    told = refused(with_funds(problem, devolved_start=ZERO, devolved=(ZERO,) * QUARTERS))
    assert len(told) == 2


def test_a_search_of_whole_hand_overs_that_takes_too_long_tells_what_is_enough_without_new_ones(monkeypatch):
    monkeypatch.setattr(diagnosis, "MOST_WAYS", 0)
    problem = less_money()
    problem = replace(problem, adopted=replace(problem.adopted, starts=(problem.adopted.starts[0], None)))
    assert "this is enough if nothing new is handed over; with new hand-overs less may do" in refused(problem)
