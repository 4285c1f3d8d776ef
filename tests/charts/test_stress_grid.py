"""The grid of services and neighbourhoods: the likeliest breach in words, a share in every box, all in the table."""

from dataclasses import replace

from commonweal.charts.stress_grid import StressGrid, stress_grid
from commonweal.handover.stress.trial import chance
from tests.charts.examples import STRESS, TEXT, cells, picture


def test_the_title_names_the_likeliest_breach():
    care = STRESS.services["care"]
    assert TEXT(picture("stress").title) == (
        f"{care} in Place 2 is the likeliest to fall below its floor: in 500 of 500 futures."
    )


def test_where_no_floor_breaks_the_title_says_so():
    quiet = StressGrid(STRESS.services, tuple(replace(cell, floor=chance(0, 9)) for cell in STRESS.cells))
    assert TEXT(stress_grid("x", quiet, TEXT).title).startswith("No service falls below its floor")


def test_every_box_has_its_share_in_figures_and_what_is_seldom_is_not_nothing():
    for drawing in (picture("stress").wide, picture("stress").narrow):
        for said in ("0%", "0.4%", "5%", "20%", "100%", "–"):
            assert f">{said}</text>" in drawing
        assert "Libraries, Place 3: kept by the council, at its floor or above" in drawing
        assert "Libraries, Place 1: below its floor in 2 of 500 futures" in drawing


def test_a_service_that_is_not_needed_somewhere_has_no_box_and_no_row():
    assert "Place 3: below" not in picture("stress").wide
    rows = cells(picture("stress"))
    assert len(rows) == 7
    assert rows[1] == ["Libraries", "Place 1", "handed over", "2 of 500", "0.1% to 1.4%", "10% to 30%"]
    assert rows[3][2] == "the council"


def test_shades_go_by_how_likely_it_is():
    wide = picture("stress").wide
    fills = ("card", "ochre-tint", "ochre", "brick")
    assert [wide.count(f'fill="var(--{fill})"') for fill in fills] == [2, 2, 1, 2]


def test_of_a_city_the_likeliest_are_drawn_and_the_table_has_all():
    first = STRESS.cells[0]
    many = StressGrid(
        {f"s{s}": f"Service {s}" for s in range(25)},
        tuple(
            replace(first, service=f"s{s}", neighbourhood=f"Place {n}", floor=chance(s + n, 100))
            for s in range(25)
            for n in range(14)
        ),
    )
    drawn = stress_grid("city", many, TEXT)
    assert ">Service 4<" not in drawn.wide
    assert ">Service 5<" in drawn.wide
    assert "Place 3:" not in drawn.wide
    assert "Service 24, Place 13: below its floor in 37 of 100 futures" in drawn.wide
    assert len(drawn.table.rows) == 25 * 14


def test_numbers_are_explained_where_they_are_drawn():
    """On a wide page the columns have their names, where the longest word of any has room."""
    short = picture("stress")
    long = StressGrid(
        STRESS.services, tuple(replace(one, neighbourhood=f"{one.neighbourhood} {'m' * 60}") for one in STRESS.cells)
    )
    for drawn, narrow in ((short, True), (stress_grid("x", long, TEXT), False)):
        explained = [entry.narrow for entry in drawn.key if entry.sign.startswith("place")]
        assert explained == [narrow] * len(explained) != []
        assert (">1</text>" in drawn.wide) is not narrow
        assert ">1</text>" in drawn.narrow
        assert not any(entry.narrow for entry in drawn.key if entry.sign.startswith("step"))
