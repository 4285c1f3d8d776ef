"""The axis of quarters."""

import pytest

from commonweal.charts.canvas import Canvas, layered
from commonweal.charts.drawing import drawn
from commonweal.charts.quarters import quarter_axis, quarter_name
from commonweal.errors import BadPeriod
from tests.charts.examples import TEXT


def axis(form, labels) -> str:
    canvas = Canvas(form, {"wide": 960, "narrow": 360}[form], 100)
    layers = quarter_axis(canvas, labels, canvas.across(0, len(labels)), (50.0, 90.0), TEXT)
    return drawn("x", canvas, layered(canvas, layers), ("t", "d"))


def test_a_quarter_is_said_with_its_year():
    assert TEXT(quarter_name("2027-Q3")) == "Q3 2027"


def test_what_is_not_a_quarter_is_refused():
    with pytest.raises(BadPeriod):
        quarter_name("summer")


def test_a_year_is_named_where_it_begins_or_the_plan_does():
    svg = axis("wide", ["2027-Q4", "2028-Q1", "2028-Q2"])
    assert [svg.count(f">{year}</text>") for year in (2027, 2028)] == [1, 1]
    assert svg.count("<line") == 2


def test_a_year_with_no_room_on_a_phone_is_left_out_rather_than_written_over():
    labels = ["2027-Q4", *(f"{2028 + k // 4}-Q{k % 4 + 1}" for k in range(15))]
    assert ">2027</text>" not in axis("narrow", labels)
    assert ">2028</text>" in axis("narrow", labels)


def test_numbers_give_way_where_quarters_are_narrow():
    labels = [f"{2027 + k // 4}-Q{k % 4 + 1}" for k in range(60)]
    assert ">Q2</text>" not in axis("wide", labels)
    assert ">Q2</text>" in axis("wide", labels[:12])
