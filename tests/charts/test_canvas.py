"""Scales: round labels from below the least to above the greatest value."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.charts.canvas import Canvas, Span, ticks


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 6))
def test_ticks_hold_all_values_in_few_equal_steps(low, span, about):
    marks = ticks(low, low + span, about)
    assert marks[0] <= low + span * 1e-6
    assert marks[-1] >= (low + span) - span * 1e-6
    assert 2 <= len(marks) <= about + 3
    steps = [after - before for before, after in pairwise(marks)]
    assert max(steps) == pytest.approx(min(steps))


def test_ticks_of_nothing_still_make_a_scale():
    assert ticks(0, 0)[-1] > 0


def test_a_span_runs_from_its_start_to_its_end():
    span = Span(10, 20, 100, 0)
    assert [span.at(10), span.at(15), span.at(20)] == [100, 50, 0]


def test_a_span_of_one_value_does_not_divide_by_nothing():
    assert Span(5, 5, 0, 100).at(5) == 0


def test_a_canvas_scales_between_its_margins():
    canvas = Canvas("wide", 960, 400, left=60, right=20, top=10, bottom=30)
    assert (canvas.across(0, 1).at(0), canvas.across(0, 1).at(1)) == (60, 940)
    assert (canvas.up(0, 1).at(0), canvas.up(0, 1).at(1)) == (370, 10)
