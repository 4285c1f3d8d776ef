"""What an agreement says: which figures fire a trigger, when what they speak of began, and when a notice ends."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.handover.step_in.agreement import Report, began, months_later
from tests.handover.step_in.cases import trigger


@pytest.mark.parametrize(
    ("measure", "threshold", "figure", "fires"),
    [
        ("days_closed", 3, "2", False),
        ("days_closed", 3, "3", True),
        ("days_closed", 3, "4", True),
        ("hours_open_share", "0.6", "0.59", True),
        ("hours_open_share", "0.6", "0.6", False),
        ("reserves_months", 1, "0.9", True),
        ("reserves_months", 1, "1", False),
    ],
)
def test_a_figure_fires_at_the_threshold_or_below_it_as_the_measure_says(measure, threshold, figure, fires):
    assert trigger("t", measure, threshold).fires(Fraction(figure)) is fires


def test_a_notice_fires_by_being_stated_and_a_figure_that_nobody_has_does_not():
    assert trigger("t", "safeguarding_notice").fires(None)
    assert not trigger("t", "days_closed", 3).fires(None)


def test_days_closed_in_a_row_began_on_the_first_of_them():
    closed = Report("A1", "t", date(2026, 3, 6), Fraction(3), "council")
    assert began(trigger("t", "days_closed", 3), closed) == date(2026, 3, 4)
    assert began(trigger("t", "reserves_months", 3), closed) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("day", "months", "ends"),
    [
        (date(2026, 3, 6), 3, date(2026, 6, 6)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 5), 1, date(2026, 12, 5)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_a_notice_ends_on_the_corresponding_day(day, months, ends):
    assert months_later(day, months) == ends


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_a_notice_ends_in_its_month_and_never_after_the_day_it_was_given_on(day, months):
    ends = months_later(day, months)
    assert (ends.year - day.year) * 12 + ends.month - day.month == months
    assert ends.day <= day.day
