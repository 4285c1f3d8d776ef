"""Cover day by day: one account of every day of a case, who ran the service, and whether the floor was kept."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import CoverFaults
from commonweal.handover.step_in.course import history
from commonweal.handover.step_in.cover import calendar
from commonweal.handover.step_in.standing import state
from commonweal.terms.sources import Unknown
from tests.handover.step_in.cases import (
    AGREEMENT,
    ASK,
    CASE,
    CLOSED,
    FIRED,
    HAND_ON,
    HANDED_ON,
    STEP_IN,
    act,
    acts,
    reports,
    row,
)

ACTS = [STEP_IN, HAND_ON]


def days(today, *rows, done=ACTS):
    return calendar(AGREEMENT, state(CASE, [CLOSED], done, today), rows)


def faults(today, *rows):
    with pytest.raises(CoverFaults) as refused:
        days(today, *rows)
    return [(one.line, one.field, str(one)) for one in refused.value.faults]


def test_the_calendar_runs_from_the_triggering_day_to_the_end_of_the_case():
    assert [one.day for one in days(date(2026, 3, 8))] == [date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)]
    whole = days(HANDED_ON + timedelta(days=20))
    assert (whole[0].day, whole[-1].day) == (FIRED, HANDED_ON)


def test_at_the_watch_there_is_no_case_to_cover():
    assert days(FIRED - timedelta(days=1)) == ()


def test_each_day_says_who_ran_it_the_hours_and_the_floor():
    found = {
        one.day: one
        for one in days(
            date(2026, 3, 10),
            row(date(2026, 3, 6), 0, "organisation", line=2),
            row(date(2026, 3, 9), 4, "both", line=3),
            row(date(2026, 3, 10), "7.5", line=4),
        )
    }
    friday, monday, tuesday = (found[date(2026, 3, day)] for day in (6, 9, 10))
    assert (friday.runner, friday.open_hours, friday.agreed_hours, friday.kept) == ("organisation", 0, 8, False)
    assert (monday.runner, monday.floor_hours, monday.kept) == ("both", 4, True)
    assert (tuesday.runner, tuesday.open_hours, tuesday.kept) == ("council", Fraction("7.5"), True)


def test_a_day_that_nobody_wrote_down_is_not_known_and_says_who_was_to_run_it():
    saturday, monday = days(date(2026, 3, 9))[1], days(date(2026, 3, 9))[3]
    assert (saturday.open_hours, saturday.kept) == (Unknown("nobody has said what was open"), None)
    assert (saturday.runner, saturday.agreed_hours, saturday.floor_hours) == ("organisation", 4, 2)
    assert (monday.runner, monday.state) == ("council", "step-in")
    assert days(HANDED_ON)[-1].runner == "successor"


def test_a_weekday_without_hours_keeps_its_floor_and_so_does_a_day_agreed_closed():
    sunday, monday = date(2026, 3, 8), date(2026, 3, 9)
    found = {one.day: one for one in days(monday, row(sunday, 0, "organisation"), row(monday, 0, agreed=True, line=3))}
    assert (found[sunday].agreed_hours, found[sunday].kept) == (0, True)
    assert (found[monday].agreed_hours, found[monday].kept) == (0, True)


@pytest.mark.parametrize(
    ("day", "by"),
    [
        (date(2026, 3, 7), "council"),
        (date(2026, 3, 7), "both"),
        (date(2026, 3, 10), "organisation"),
        (date(2026, 3, 10), "successor"),
        (HANDED_ON, "organisation"),
    ],
)
def test_a_row_that_speaks_against_the_acts_is_refused(day, by):
    [(line, field, said)] = faults(HANDED_ON, row(day, 8, by, line=9))
    assert (line, field) == (9, "run_by")
    assert "is not who runs the service while the case stands at" in said


@pytest.mark.parametrize(("day", "by"), [(date(2026, 3, 9), "organisation"), (HANDED_ON, "council")])
def test_on_the_day_of_a_move_either_side_of_it_may_run_the_service(day, by):
    assert next(one for one in days(HANDED_ON, row(day, 8, by)) if one.day == day).runner == by


def test_a_day_that_stands_twice_and_one_of_more_than_24_hours_are_refused_together():
    monday = date(2026, 3, 9)
    found = faults(HANDED_ON, row(monday, 8, line=2), row(monday, 7, line=3), row(date(2026, 3, 10), 25, line=4))
    assert [(line, field) for line, field, _ in found] == [(3, "day"), (4, "open_hours")]


def test_rows_of_days_outside_the_case_are_passed_over():
    before, after = row(date(2026, 2, 1), 8, "organisation"), row(date(2026, 7, 1), 8, "organisation", line=3)
    assert days(HANDED_ON, before, after) == days(HANDED_ON)


def test_the_council_pays_for_the_days_that_it_covers_alone_or_beside_the_body():
    rows = [row(date(2026, 3, 9), 4, "both"), row(date(2026, 3, 10), 4, line=3)]
    assert [one.covered_by_council for one in days(date(2026, 3, 10), *rows)] == [False, False, False, True, True]
    back = days(date(2026, 3, 12), done=[STEP_IN, act("hand_back", date(2026, 3, 11), line=3)])
    assert [one.covered_by_council for one in back][-3:] == [True, True, False]


def test_a_hand_back_that_was_asked_for_is_covered_from_the_asking_on():
    found = calendar(AGREEMENT, state(CASE, [], [ASK], date(2026, 3, 7)), [])
    assert [(one.day, one.runner) for one in found] == [(FIRED, "organisation"), (date(2026, 3, 7), "organisation")]


hours = st.dictionaries(st.integers(0, 70), st.integers(0, 24), max_size=20)


@given(reports, acts, hours, st.integers(0, 90))
def test_every_day_of_a_case_has_exactly_one_account(told, done, opened, today):
    now = date(2026, 3, 1) + timedelta(days=today)
    known = [one for one in told if one.day <= now], [one for one in done if one.day <= now]
    numbered = (
        [replace(one, line=k) for k, one in enumerate(known[0], 2)],
        [replace(one, line=k) for k, one in enumerate(known[1], 2)],
    )
    bad = {(one.file, one.line) for one in history(CASE, *numbered).faults}
    standing = state(
        CASE,
        [one for one in numbered[0] if ("reports.csv", one.line) not in bad],
        [one for one in numbered[1] if ("acts.csv", one.line) not in bad],
        now,
    )
    bare = calendar(AGREEMENT, standing, [])
    by_day = {one.day: one.runner for one in bare}
    rows = [
        row(day, open_hours, by_day.get(day, "council"))
        for k, open_hours in opened.items()
        if (day := date(2026, 3, 1) + timedelta(days=k))
    ]
    found = calendar(AGREEMENT, standing, rows)
    assert [one.day for one in found] == [one.day for one in bare]
    if standing.triggered is None:
        assert found == ()
        return
    end = standing.course.end
    last = end.day if end else now
    assert [one.day for one in found] == [
        standing.triggered + timedelta(days=k) for k in range((last - standing.triggered).days + 1)
    ]
    written = {one.day: one.open_hours for one in rows}
    for one in found:
        assert one.open_hours == written.get(one.day, Unknown("nobody has said what was open"))
        assert one.kept is (None if one.day not in written else written[one.day] >= one.floor_hours)
