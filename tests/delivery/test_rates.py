"""Wage rates: the newest one due by a day, and a warning where nobody has looked for long."""

from dataclasses import replace
from datetime import date

import pytest

from commonweal.delivery.rates import areas, newest, stale_warning
from commonweal.errors import RateMissing
from tests.delivery.budgets import RATES


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2025, 5, 1), 1260), (date(2026, 4, 30), 1260), (date(2026, 5, 1), 1345), (None, 1345)]
)
def test_a_rate_holds_from_the_day_it_is_due(day, amount):
    assert newest(RATES, "UK", day).amount == amount


def test_london_has_its_own():
    assert areas(RATES) == ["London", "UK"]
    assert newest(RATES, "London").amount == 1480


def test_a_rate_that_is_made_known_again_takes_the_place_of_the_first():
    later = replace(RATES[2], amount=1350, announced=date(2025, 11, 1))
    assert newest([later, *RATES], "UK") == later
    older = replace(RATES[2], amount=1200, due=date(2026, 4, 1), announced=date(2025, 12, 1))
    assert newest([older, *RATES], "UK") == RATES[2]


@pytest.mark.parametrize(("area", "day"), [("UK", date(2025, 4, 30)), ("Wales", None)])
def test_what_nobody_knows_is_refused(area, day):
    with pytest.raises(RateMissing) as refused:
        newest(RATES, area, day)
    assert refused.value.code == "CW340"
    assert area in str(refused.value)


def test_the_warning_comes_with_the_first_day_that_is_too_late():
    assert stale_warning(RATES, "UK", date(2026, 10, 22)) is None
    told = stale_warning(RATES, "UK", date(2026, 10, 23))
    assert "announced on 2025-10-22, more than 12 months before 2026-10-23" in str(told)
    assert "who sets it" in str(told)


def test_a_stale_time_over_the_turn_of_a_year_counts_months():
    rate = replace(RATES[2], announced=date(2025, 11, 30), stale_after=3)
    assert [rate.stale(date(2026, 2, 28)), rate.stale(date(2026, 3, 1))] == [False, True]


def test_a_rate_says_where_it_comes_from():
    said = str(RATES[2].sentence())
    assert all(text in said for text in ("real living wage (UK)", "2026-05-01", "2025-10-22", "2026-01-05"))
