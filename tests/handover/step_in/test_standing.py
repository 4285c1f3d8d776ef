"""Where a case stands on a day: its state, and what is due by whom by when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commonweal.errors import StepInFaults
from commonweal.handover.step_in.agreement import Report
from commonweal.handover.step_in.standing import state
from tests.handover.step_in.cases import (
    AGREEMENT,
    ASK,
    CASE,
    CLOSED,
    FIRED,
    HAND_ON,
    HANDED_ON,
    MENDED,
    STEP_IN,
    STEPPED_IN,
    act,
)

ALL = ([CLOSED], [STEP_IN, HAND_ON, act("review", HANDED_ON + timedelta(days=30), line=4)])


def due(found):
    return [(one.task, one.by, one.day) for one in found.due]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (FIRED - timedelta(days=1), "watch"),
        (FIRED, "triggered"),
        (STEPPED_IN, "step-in"),
        (HANDED_ON - timedelta(days=1), "step-in"),
        (HANDED_ON, "hand-on"),
        (HANDED_ON + timedelta(days=30), "learning review"),
    ],
)
def test_a_case_is_told_as_it_stood_on_the_day(today, expected):
    assert state(CASE, *ALL, today).state == expected


def test_at_the_watch_and_after_the_review_nothing_is_due():
    assert state(CASE, *ALL, FIRED - timedelta(days=1)).due == ()
    assert state(CASE, *ALL, HANDED_ON + timedelta(days=30)).due == ()
    assert state(CASE, [], [], FIRED).triggered is None


def test_once_triggered_the_body_answers_and_the_council_decides_in_the_days_agreed():
    found = state(CASE, *ALL, FIRED)
    assert due(found) == [("answer", "organisation", date(2026, 3, 11)), ("decide", "council", date(2026, 3, 11))]
    assert found.triggered == FIRED


def test_an_answer_that_came_is_no_longer_due():
    answered = state(CASE, [CLOSED], [act("answer", FIRED, "organisation")], FIRED)
    assert due(answered) == [("decide", "council", date(2026, 3, 11))]


def test_the_trigger_with_the_fewest_days_to_answer_sets_the_day_to_decide():
    reserves = Report("A1", "reserves", FIRED, replace(CLOSED).figure / 6, "council")
    care = Report("A1", "care", FIRED, None, "council")
    assert ("decide", "council", FIRED + timedelta(days=20)) in due(state(CASE, [reserves], [], FIRED))
    assert ("decide", "council", FIRED) in due(state(CASE, [reserves, care], [], FIRED))


def test_under_the_care_act_the_council_decides_at_once():
    care_act = replace(CASE, agreement=replace(AGREEMENT, duty="care_act"))
    assert ("decide", "council", FIRED) in due(state(care_act, *ALL, FIRED))


def test_a_step_in_ends_within_the_longest_time_agreed():
    found = state(CASE, *ALL, STEPPED_IN)
    assert ("end", "council", STEPPED_IN + timedelta(days=180)) in due(found)


def test_the_notice_that_the_body_gave_ends_on_its_day_whatever_else_happens():
    found = state(CASE, [], [ASK], FIRED)
    assert found.notice_ends == date(2026, 6, 6)
    assert due(found) == [("take over", "council", date(2026, 6, 6))]
    stepped = state(CASE, [CLOSED], [ASK, STEP_IN], STEPPED_IN)
    assert [task for task, _, _ in due(stepped)] == ["answer", "take over", "end"]


def test_a_case_of_which_the_asking_was_taken_back_is_to_be_decided_at_once():
    keep_on = act("keep_on", date(2026, 3, 8), "organisation")
    found = state(CASE, [], [ASK, keep_on], date(2026, 3, 8))
    assert (found.notice_ends, due(found)) == (None, [("decide", "council", FIRED)])


def test_the_learning_review_is_due_so_many_days_after_the_end():
    assert due(state(CASE, *ALL, HANDED_ON)) == [("review", "council", HANDED_ON + timedelta(days=56))]


def test_the_review_of_an_earlier_case_stays_due_while_a_later_one_goes_on():
    recover = act("recover", date(2026, 3, 21), line=3)
    again = replace(CLOSED, day=date(2026, 4, 10), line=4)
    found = state(CASE, [CLOSED, MENDED, again], [STEP_IN, recover], date(2026, 6, 1))
    assert ("review", "council", date(2026, 5, 16)) in due(found)
    assert len(found.earlier) == 1


def test_what_is_past_its_day_is_overdue_and_not_what_is_due_today():
    assert state(CASE, *ALL, date(2026, 3, 8)).overdue == ()
    unheard = state(CASE, [CLOSED], [], date(2026, 3, 11))
    assert unheard.overdue == ()
    assert [one.task for one in state(CASE, [CLOSED], [], date(2026, 3, 12)).overdue] == ["answer", "decide"]


def test_what_the_case_does_not_allow_is_refused_with_every_row():
    with pytest.raises(StepInFaults) as refused:
        state(CASE, [], [STEP_IN, HAND_ON], HANDED_ON)
    assert [fault.line for fault in refused.value.faults] == [2, 3]
    assert refused.value.figures["agreement"] == "A1"


def test_what_comes_after_the_day_is_not_yet_known():
    assert state(CASE, [], [STEP_IN], FIRED).state == "watch"
