"""What makes a problem unsound is found, all of it at once."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import HandoverFaults
from commonweal.handover.conditions import Blackout, CapacityGain, Conditions, LargestShare, Lot, PriceFloor
from commonweal.handover.faults import problem_faults, refuse_faults
from tests.handover.tiny import tiny

MINUS, TWO = Fraction(-1), Fraction(2)


def settings(problem, **changed):
    return replace(problem, parameters=replace(problem.parameters, **changed))


def first(rows, **changed):
    return (replace(rows[0], **changed), *rows[1:])


UNSOUND = [
    ("below 0", lambda p: settings(p, step_in=MINUS)),
    ("above 1", lambda p: settings(p, natural_loss=TWO)),
    ("below 1", lambda p: settings(p, building_lag=0)),
    ("is not above 0", lambda p: replace(p, unit_gbp=Fraction(0))),
    ("needs at least 6", lambda p: settings(p, overlap_quarters=4)),
    ("no service is up for transfer", lambda p: replace(p, services=(), cells=(), offers=())),
    ("has no residents", lambda p: replace(p, neighbourhoods=first(p.neighbourhoods, population=0))),
    ("a figure below 0", lambda p: replace(p, neighbourhoods=first(p.neighbourhoods, volunteer_units=MINUS))),
    ("a capacity below 0", lambda p: replace(p, providers=first(p.providers, capacity=MINUS))),
    ("depends on grants", lambda p: replace(p, providers=first(p.providers, grant_dependence=TWO))),
    ("has levels for 1 of 5", lambda p: replace(p, services=first(p.services, level=(Fraction(1),)))),
    ("is given for 1 quarters", lambda p: replace(p, cells=first(p.cells, demand=(Fraction(1),)))),
    ("the statutory fund is given", lambda p: replace(p, funds=replace(p.funds, statutory=()))),
    ("level or floor outside", lambda p: replace(p, services=first(p.services, floor=TWO))),
    ("criticality that is not above", lambda p: replace(p, services=first(p.services, criticality=Fraction(0)))),
    ("is below 0", lambda p: replace(p, cells=first(p.cells, demand=(MINUS,) * 5))),
    ("a share outside 0 to 1", lambda p: replace(p, offers=first(p.offers, quality=TWO))),
]


def test_a_sound_problem_has_no_fault():
    assert list(problem_faults(tiny(1))) == []
    refuse_faults(tiny(1))


@pytest.mark.parametrize(("what", "change"), UNSOUND, ids=[what for what, _ in UNSOUND])
def test_what_is_unsound_is_found(what, change):
    assert any(what in str(fault) for fault in problem_faults(change(tiny(1))))


def test_a_keeping_that_nobody_can_afford_is_refused_with_what_is_short_and_when():
    problem = tiny(1)
    short = problem.funds.statutory[2] - Fraction(1000)
    funds = replace(problem.funds, statutory=(*problem.funds.statutory[:2], short, *problem.funds.statutory[3:]))
    with pytest.raises(
        HandoverFaults, match=r"keeping every service overdraws the statutory fund .* by 2027-Q3"
    ) as said:
        refuse_faults(replace(problem, funds=funds))
    assert said.value.faults[0].line == 4


def test_all_faults_are_told_at_once():
    problem = settings(replace(tiny(1), unit_gbp=MINUS), step_in=MINUS, loan_quarters=0)
    with pytest.raises(HandoverFaults) as said:
        refuse_faults(problem)
    assert {fault.field for fault in said.value.faults} == {"unit_gbp", "step_in", "loan_quarters"}


def test_conditions_that_no_plan_can_be_held_to_are_told_together():
    problem = tiny(3)
    asked = Conditions(
        blackouts=(Blackout(99, None, "late"),),
        price_floors=(
            PriceFloor(0, Fraction(-1), "x"),
            PriceFloor(1, Fraction(1), "x"),
            PriceFloor(1, Fraction(1), "x"),
        ),
        largest_shares=(LargestShare(0, Fraction(2), "x"),),
        lots=(Lot("g", "a", (0, 1)), Lot("g", "b", (1,)), Lot("h", "c", (1,))),
        gains=(CapacityGain(0, 0, Fraction(1), "x"),),
    )
    faults = list(problem_faults(replace(problem, conditions=asked)))
    assert [fault.file for fault in faults] == [
        "blackouts.csv",
        "capacity_gains.csv",
        "price_floors.csv",
        "largest_shares.csv",
        "price_floors.csv",
        "lots.csv",
    ]
