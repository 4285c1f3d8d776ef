"""Development plans: the earliest due first, within the hours there are, always the same way."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.proposals.criteria import RENEWAL
from commonweal.proposals.development import (
    Action,
    Session,
    SupportHours,
    gained,
    hours_spent,
    next_quarter,
    ready_from,
    schedule,
)
from commonweal.proposals.readiness import Missing
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import say
from tests.proposals.checked import AS_AT

FIRST = Quarter(2027, 1)
CRITERION = "money-two-sign"


def action(name="a", *, hours=6, quarters=1, due=None, body="hall", criterion=CRITERION, **more):
    return Action(name, body, criterion, "Train somebody", "cvs", Fraction(hours), quarters, due, **more)


def each_quarter(*hours, body="cvs"):
    return [SupportHours(body, FIRST + k, Fraction(given)) for k, given in enumerate(hours)]


def places(found):
    return {slot.action.id: (slot.start, slot.end) for slot in found.slots}


def test_planning_begins_with_the_first_whole_quarter():
    assert schedule([], [], [], AS_AT).first == FIRST
    assert schedule([], [], [], date(2027, 1, 1)).first == FIRST
    assert next_quarter(date(2027, 1, 2)) == FIRST + 1


def test_who_is_due_earlier_goes_first_and_who_is_due_never_last():
    actions = [action("never"), action("late", due=FIRST + 5), action("soon", due=FIRST)]
    found = schedule(actions, each_quarter(6, 6, 6), [], AS_AT)
    assert [slot.action.id for slot in found.slots] == ["soon", "late", "never"]
    assert places(found) == {"soon": (FIRST, FIRST), "late": (FIRST + 1, FIRST + 1), "never": (FIRST + 2, FIRST + 2)}


def test_among_equals_the_essential_go_first_and_then_by_id():
    actions = [action("a", criterion="outcomes-told"), action("c"), action("b"), action("d", criterion=RENEWAL)]
    found = schedule(actions, each_quarter(24), [], AS_AT)
    assert [slot.action.id for slot in found.slots] == ["b", "c", "d", "a"]


def test_hours_are_spread_over_the_quarters_that_an_action_takes():
    found = schedule([action(hours=9, quarters=3)], each_quarter(2, 3, 3, 3), [], AS_AT)
    assert places(found) == {"a": (FIRST + 1, FIRST + 3)}
    assert [found.given["cvs", FIRST + k] for k in range(4)] == [0, 3, 3, 3]


def test_a_quarter_without_hours_parts_no_action():
    hours = [one for one in each_quarter(9, 9, 9, 9) if one.quarter != FIRST + 1]
    assert places(schedule([action(quarters=2)], hours, [], AS_AT)) == {"a": (FIRST + 2, FIRST + 3)}


def test_an_action_that_the_hours_do_not_hold_has_no_place_and_takes_none():
    found = schedule([action("big", hours=99, due=FIRST), action("small")], each_quarter(6), [], AS_AT)
    assert places(found) == {"big": (None, None), "small": (FIRST, FIRST)}


def test_each_infrastructure_body_has_its_own_hours():
    other = replace(action("other"), support_from="centre")
    found = schedule([action(), other], [*each_quarter(6), *each_quarter(6, body="centre")], [], AS_AT)
    assert places(found) == {"a": (FIRST, FIRST), "other": (FIRST, FIRST)}


def test_what_costs_no_hours_needs_none():
    assert places(schedule([action(hours=0, quarters=2)], [], [], AS_AT)) == {"a": (FIRST, FIRST + 1)}


def test_what_was_spent_and_begun_counts_up_to_the_day():
    held = [Session(date(2026, 8, 3), "hall", "a", Fraction(2)), Session(date(2026, 12, 1), "hall", "a", Fraction(4))]
    (slot,) = schedule([action(hours=8, quarters=4)], each_quarter(3, 3), held, AS_AT).slots
    assert (slot.start, slot.end, slot.spent, slot.ahead) == (FIRST, FIRST + 1, 2, 6)
    (over,) = schedule([action(hours=1)], [], held, AS_AT).slots
    assert (over.ahead, over.start) == (0, FIRST)


def test_what_is_done_is_planned_no_more_unless_it_was_done_later():
    assert schedule([action(done=AS_AT)], each_quarter(6), [], AS_AT).slots == ()
    assert len(schedule([action(done=date(2027, 1, 1))], each_quarter(6), [], AS_AT).slots) == 1


def test_late_says_by_how_many_quarters():
    found = schedule([action("a", due=FIRST), action("b", due=FIRST)], each_quarter(6, 0, 6), [], AS_AT)
    assert [slot.late for slot in found.slots] == [0, 2]


LACKS = [Missing((CRITERION,), say("a second person who can sign"))]
LOOK = [Missing(("money-budget", RENEWAL), say("a look at the evidence"))]


def test_ready_is_the_quarter_after_the_last_action_that_brings_what_is_missing():
    plan = schedule([action("a", quarters=2), action("b", quarters=3)], each_quarter(9, 9, 9), [], AS_AT)
    assert ready_from("hall", [], plan) == FIRST
    assert ready_from("hall", LACKS, plan) == FIRST + 3
    assert ready_from("friends", LACKS, plan) is None
    check = schedule([action("a", criterion=RENEWAL)], each_quarter(9), [], AS_AT)
    assert ready_from("hall", LOOK, check) == FIRST + 1
    assert ready_from("hall", [*LACKS, *LOOK], check) is None


def test_nobody_can_say_when_where_the_hours_do_not_hold_an_action():
    plan = schedule([action("a"), action("b", hours=99)], each_quarter(6), [], AS_AT)
    assert ready_from("hall", LACKS, plan) is None


def test_capacity_counts_once_its_action_has_ended():
    plan = schedule([action(quarters=2, capacity_units=Fraction(5))], each_quarter(9, 9), [], AS_AT)
    assert [gained("hall", plan, FIRST + k) for k in (1, 2)] == [0, 5]
    assert gained("friends", plan, FIRST + 9) == 0


def test_hours_spent_with_a_body_are_added_up_to_a_day():
    held = [Session(date(2026, 8, 3), "hall", "a", Fraction(2)), Session(date(2026, 12, 1), "hall", "a", Fraction(4))]
    assert hours_spent("hall", held, AS_AT) == 2
    assert hours_spent("hall", held, date(2026, 12, 1)) == 6
    assert hours_spent("friends", held, AS_AT) == 0


ACTIONS = st.lists(
    st.builds(
        lambda hours, quarters, due: (hours, quarters, due),
        st.integers(0, 12),
        st.integers(1, 3),
        st.none() | st.integers(0, 5),
    ),
    max_size=8,
)


@given(ACTIONS, st.lists(st.integers(0, 12), max_size=6), st.randoms(use_true_random=False))
def test_no_quarter_gives_more_hours_than_there_are_and_the_order_of_rows_changes_nothing(drawn, hours, random):
    actions = [
        action(f"a{k}", hours=cost, quarters=quarters, due=None if due is None else FIRST + due)
        for k, (cost, quarters, due) in enumerate(drawn)
    ]
    there = each_quarter(*hours)
    found = schedule(actions, there, [], AS_AT)
    used = {one.quarter: Fraction(0) for one in there}
    for slot in found.slots:
        if slot.start is not None and slot.end is not None:
            assert slot.end - slot.start + 1 == slot.action.quarters
            for k in range(slot.action.quarters if slot.action.hours else 0):
                used[slot.start + k] += slot.action.hours / slot.action.quarters
    assert all(used[one.quarter] <= one.hours for one in there)
    assert {quarter: given for (_, quarter), given in found.given.items()} == used
    random.shuffle(actions)
    random.shuffle(there)
    assert schedule(actions, there, [], AS_AT) == found
