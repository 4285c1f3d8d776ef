"""The equity curve: both fifths, the band, and what keeping everything would give."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.charts.equity import equity_chart
from tests.charts.examples import CURVE, POOR, RICH, TEXT, cells, picture


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_keeping_everything_is_dashed_and_the_plan_is_not(form):
    svg = getattr(picture("equity"), form)
    assert svg.count('stroke-dasharray="5,4"') == 2
    assert svg.count('stroke-width="2.8"') + svg.count('stroke-width="2.75"') == 2


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_the_permitted_band_is_tinted(form):
    assert getattr(picture("equity"), form).count('fill="var(--green-tint)"') == 1


def test_lines_are_named_at_their_ends():
    for name in ("most deprived fifth", "least deprived fifth", "most deprived, if kept", "least deprived, if kept"):
        assert f">{name}</text>" in picture("equity").wide


def test_a_plan_inside_its_band_is_said_to_be():
    assert TEXT(picture("equity").title) == "The most deprived fifth never falls further behind than is permitted."


def test_a_plan_that_leaves_its_band_is_said_to():
    tight = replace(CURVE, permitted=(Fraction(4, 100), Fraction(4, 100), *CURVE.permitted[2:]))
    said = "The most deprived fifth falls further behind than is permitted in 2 quarters."
    assert TEXT(equity_chart(tight, TEXT).title) == said


def test_a_gap_that_closes_is_said_to():
    closed = replace(CURVE, gap=(*CURVE.gap[:-1], Fraction(0)))
    said = "At the end the most deprived fifth has no more unmet need than the least deprived one."
    assert TEXT(equity_chart(closed, TEXT).title) == said


def test_the_table_has_every_quarter_and_figure():
    rows = cells(picture("equity"))
    assert len(rows) == 8
    assert rows[0] == ["Q1 2027", "20.0%", "15.0%", "5.0%", "8.0%", "22.0%", "15.0%"]
    assert [row[1] for row in rows] == [f"{float(share) * 100:.1f}%" for share in POOR]
    assert [row[2] for row in rows] == [f"{float(share) * 100:.1f}%" for share in RICH]
