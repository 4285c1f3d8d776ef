"""Tenths of deprivation: every figure labelled, intervals drawn, what is not known hatched."""

import pytest

from commonweal.charts.deciles import Tenth, Tenths, axis_form, decile_chart, tenths
from commonweal.evidence.pictures import DecileRow, DecileTable
from commonweal.terms.sentences import say
from commonweal.terms.sources import Unknown
from tests.charts.examples import TENTHS, TEXT, cells, picture

NOBODY = Unknown("nobody in need")
TABLE = DecileTable(
    "library",
    say("x"),
    say("places for each person"),
    say("y"),
    (DecileRow(1, 10, 15_000, 0.4, 0.25), DecileRow(2, 3, 4_000, NOBODY, NOBODY)),
)


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_each_figure_is_written_beside_its_bar(form):
    svg = getattr(picture("deciles"), form)
    assert ">42%</text>" in svg
    assert ">20%</text>" in svg
    assert ">not known</text>" in svg


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_what_is_not_known_is_hatched_and_not_a_bar_of_nothing(form):
    svg = getattr(picture("deciles"), form)
    assert svg.count("hatch-quiet)") == 1
    assert svg.count('fill="var(--green)"') == 2


def test_a_bar_is_as_high_as_its_figure():
    half = Tenths("x", say("x"), say("x"), say("x"), "percent", (Tenth(1, 0.4), Tenth(2, 0.2)))
    heights = [float(part.split("v")[1].split("h")[0]) for part in decile_chart(half, TEXT).wide.split('d="M')[1:]]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2)


def test_intervals_are_drawn_and_in_the_table():
    bare = Tenths("x", say("x"), say("x"), say("x"), "percent", tuple(Tenth(t.decile, t.value) for t in TENTHS.tenths))
    assert picture("deciles").wide.count("<line") > decile_chart(bare, TEXT).wide.count("<line")
    assert cells(picture("deciles")) == [
        ["1", "42%", "36% and 50%"],
        ["2", "not known: nobody in need", "not known"],
        ["3", "20%", "10% and 25%"],
    ]
    assert len(decile_chart(bare, TEXT).table.columns) == 2


@pytest.mark.parametrize(
    ("column", "values", "form"), [("access", (0.4, NOBODY), "decimal2"), ("zero_access", (0.25, NOBODY), "percent")]
)
def test_either_column_of_an_evidence_table_can_be_drawn(column, values, form):
    shown = tenths(TABLE, column)
    assert tuple(tenth.value for tenth in shown.tenths) == values
    assert shown.form == form


@pytest.mark.parametrize(
    ("greatest", "form"),
    [(0.0218, "decimal3"), (0.83, "decimal2"), (5.3, "decimal1"), (41.0, "decimal0"), (0.0, "decimal0")],
)
def test_small_figures_are_written_so_that_they_differ(greatest, form):
    rows = (DecileRow(1, 1, 1, greatest, 0.0), DecileRow(2, 1, 1, greatest / 2, 0.0))
    assert tenths(DecileTable("x", say("x"), say("x"), say("x"), rows)).form == form


def test_two_columns_of_one_table_have_names_of_their_own():
    assert tenths(TABLE, "access").id != tenths(TABLE, "zero_access").id


def test_a_scale_is_written_with_the_decimals_it_needs():
    decimal = Tenths("x", say("x"), say("x"), say("x"), "decimal2", ())
    assert [axis_form(decimal, steps) for steps in ([0, 1, 2], [0, 0.5], [0, 0.25])] == [
        "decimal0",
        "decimal1",
        "decimal2",
    ]
    share = Tenths("x", say("x"), say("x"), say("x"), "percent", ())
    assert [axis_form(share, steps) for steps in ([0, 0.1], [0, 0.025])] == ["percent", "percent1"]
