"""Closures by fifth: two signs for each fifth, each with its interval, and every figure in the table."""

import re

import pytest

from commonweal.charts.library_survival import library_survival_chart
from commonweal.evidence.survival import NONE, Survival
from tests.charts.examples import TEXT, cells, picture


@pytest.mark.parametrize(("form", "written"), [("wide", ">7/61</text>"), ("narrow", ">7</text>")])
def test_how_many_closed_stands_over_each_interval(form, written):
    assert written in getattr(picture("survival"), form)


def test_a_fifth_without_libraries_has_no_sign_and_a_dash_in_the_table():
    none = {**dict.fromkeys(range(1, 6), Survival(10, 1, 0, 65)), 3: NONE}
    shown = library_survival_chart(none, none, TEXT)
    assert len(re.findall(r"<title>\d: 10.0%</title>", shown.wide)) == 8
    assert ["the community", "3", "0", "0", "–", "–", "–"] in cells(shown)


def test_the_table_gives_shares_with_intervals_and_the_whole():
    rows = cells(picture("survival"))
    assert rows[0] == ["the community", "1", "61", "7", "11.5%", "5.7% and 21.8%", "1.8%"]
    assert rows[5][:4] == ["the community", "all", "305", "35"]
    assert len(rows) == 12


def test_the_title_counts():
    assert TEXT(picture("survival").title) == (
        "In England 35 of 305 libraries that the community ran in 2016 closed by 2023, and 200 of 2,500 that councils "
        "ran."
    )
