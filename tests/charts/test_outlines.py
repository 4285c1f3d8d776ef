"""Outlines fit their drawing, north up, one scale both ways."""

import pytest

from commonweal.charts.canvas import Canvas
from commonweal.charts.outlines import fitted, outlines
from tests.charts.examples import SHAPES

READ = outlines(SHAPES)


def test_degrees_become_metres_of_the_national_grid():
    west, south, east, north = READ.box()
    assert east - west == pytest.approx(2_130, abs=10)
    assert north - south == pytest.approx(2_224, abs=10)


@pytest.mark.parametrize("room", [Canvas("wide", 960, 700), Canvas("narrow", 360, 100)])
def test_the_drawing_is_as_large_as_fits_and_no_larger(room):
    canvas, fit = fitted(READ, room)
    west, south, east, north = READ.box()
    assert canvas.width == room.width or canvas.height == room.height
    assert canvas.width <= room.width
    assert canvas.height <= room.height
    assert fit.at(west, north) == (10, 10)
    assert fit.at(east, south) == pytest.approx((canvas.width - 10, canvas.height - 10), abs=0.6)


def test_north_is_up_and_east_is_right():
    _, fit = fitted(READ, Canvas("wide", 960, 700))
    west, south, east, north = READ.box()
    assert fit.at(west, south)[1] > fit.at(west, north)[1]
    assert fit.at(east, south)[0] > fit.at(west, south)[0]


def test_points_that_cannot_be_told_apart_are_dropped_and_rings_stay_closed():
    _, fit = fitted(READ, Canvas("narrow", 40, 40))
    ring = [(READ.box()[0], READ.box()[1] + metres) for metres in (0, 0.1, 0.2, 500, 0)]
    (kept,) = fit.shape([ring])["coordinates"][0]
    assert len(kept) == 3
    assert kept[0] == kept[-1]


def test_borders_are_the_sides_between_areas_of_different_groups_only():
    _, fit = fitted(READ, Canvas("wide", 960, 700))
    west = {code: "west" if k % 3 == 0 else "east" for k, code in enumerate(SHAPES)}
    lines = fit.borders(READ, west)["coordinates"]
    assert len(lines) == 2
    assert all(abs(a[0] - b[0]) < 5 for a, b in lines)
    assert fit.borders(READ, dict.fromkeys(SHAPES, "all"))["coordinates"] == []
