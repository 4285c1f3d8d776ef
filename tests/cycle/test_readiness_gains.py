"""Dated gains of capacity: what comes once a body can begin, and nothing that is in its capacity already."""

from dataclasses import replace
from fractions import Fraction

from commonweal.cycle.readiness import joined
from commonweal.cycle.readiness_gains import SOURCE, dated_gains
from commonweal.handover.condition_inputs import GainRow
from tests.cycle.test_readiness import AS_AT, FIRST, LAST, action, handover, readiness


def later(name="hall-2", *, quarters=3, capacity=3):
    return replace(action(criterion="learning-skills", quarters=quarters, capacity=capacity), id=name)


def test_what_comes_once_a_body_can_begin_is_dated_in_the_quarter_after_its_action():
    found = dated_gains(handover(), readiness(actions=[later()]), AS_AT)
    assert found == (GainRow("hall", FIRST + 3, Fraction(3), SOURCE),)


def test_what_is_in_its_capacity_already_is_not_given_twice():
    tables = readiness(hall=("money-two-sign",), actions=[action(capacity=5), later(quarters=4, capacity=2)])
    given = handover(ready_from=FIRST + 2)
    assert joined(given, tables, AS_AT).tables.providers[0].capacity_units == 15
    assert dated_gains(given, tables, AS_AT) == (GainRow("hall", FIRST + 4, Fraction(2), SOURCE),)


def test_gains_of_one_quarter_are_added_up_and_later_than_the_plan_none_is_given():
    actions = [later(), later("hall-3", capacity=4), later("hall-4", quarters=LAST - FIRST + 1, capacity=9)]
    assert dated_gains(handover(), readiness(actions=actions), AS_AT) == (
        GainRow("hall", FIRST + 3, Fraction(7), SOURCE),
    )


def test_who_cannot_say_when_it_can_begin_gains_nothing():
    tables = readiness(hall=("money-two-sign",), actions=[later()])
    assert dated_gains(handover(), tables, AS_AT) == ()


def test_what_would_be_there_sooner_comes_in_the_second_quarter_of_the_plan():
    given = handover()
    shorter = replace(given, funds=given.funds[4:])
    (gain,) = dated_gains(shorter, readiness(actions=[later()]), AS_AT)
    assert gain.quarter == FIRST + 5
