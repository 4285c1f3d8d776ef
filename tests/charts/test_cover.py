"""Cover by day: a band for each who runs the service, a bar for each day's hours, and every day in the table."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.charts.cover import cover_chart
from tests.charts.examples import COVER, TEXT, cells, picture


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_each_who_runs_it_has_a_band_of_their_own_named_at_it(form):
    svg = getattr(picture("cover"), form)
    for name in ("the organisation", "both together", "the council", "the organisation that took over"):
        assert f">{name}</text>" in svg
    assert svg.count(f'fill="url(#cover-{form}-hatch-ochre)"') == 1


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_days_below_the_floor_and_days_not_known_are_named_and_never_drawn_as_open(form):
    svg = getattr(picture("cover"), form)
    assert ">below the floor</text>" in svg
    assert ">nobody has told</text>" in svg
    said = re.findall(r"<title>([^<]*: open [^<]*)</title>", svg)
    assert sorted(said) == [
        "10 March 2026: open 8 of 8 hours",
        "7 March 2026: open 3 of 8 hours",
        "9 March 2026: open 7.50 of 8 hours",
    ]


def test_hours_that_keep_the_floor_are_green_and_those_below_it_brick():
    for day, colour in ((COVER[1], "brick"), (COVER[3], "green")):
        svg = cover_chart([day], TEXT).wide
        [bar] = re.findall(r"<path ([^>]*)><title>[^<]*: open [^<]*</title>", svg)
        assert f'fill="var(--{colour})"' in bar


def test_who_did_not_run_it_and_what_did_not_happen_have_no_band():
    svg = cover_chart(COVER[-1:], TEXT).wide
    assert ">the council</text>" not in svg
    assert ">below the floor</text>" not in svg
    assert ">the organisation that took over</text>" in svg


def test_days_in_a_row_are_one_band():
    week = [replace(COVER[3], day=COVER[3].day.replace(day=9 + k)) for k in range(5)]
    assert cover_chart(week, TEXT).wide.count("<title>the council</title>") == 2  # the card under it, and the band
    apart = [week[0], replace(week[1], runner="both"), week[2]]
    assert cover_chart(apart, TEXT).wide.count("<title>the council</title>") == 4


def test_the_title_says_on_how_many_days_the_floor_was_kept():
    assert TEXT(picture("cover").title) == "The floor was kept on 2 of 5 days and not kept on 2; of 1 nobody has told."
    assert TEXT(cover_chart(COVER[-2:], TEXT).title) == "The floor was kept on 2 of 2 days."


def test_the_table_holds_every_day():
    assert cells(picture("cover")) == [
        ["6 March 2026", "the organisation", "0", "8", "4", "no"],
        ["7 March 2026", "both together", "3", "8", "4", "no"],
        ["8 March 2026", "the council", "not known", "8", "4", "not known"],
        ["9 March 2026", "the council", "7.50", "8", "4", "yes"],
        ["10 March 2026", "the organisation that took over", "8", "8", "4", "yes"],
    ]


def test_a_long_case_is_marked_in_whole_weeks_and_a_day_without_hours_is_drawn():
    days = [replace(COVER[3], day=COVER[3].day.fromordinal(COVER[3].day.toordinal() + k)) for k in range(100)]
    svg = cover_chart(days, TEXT).wide
    assert ">9 March 2026</text>" in svg
    assert ">6 April 2026</text>" in svg
    shut = replace(COVER[3], open_hours=Fraction(0), agreed_hours=Fraction(0), floor_hours=Fraction(0))
    assert "below the floor" not in cover_chart([shut], TEXT).wide
