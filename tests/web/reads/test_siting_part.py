"""Where new sites would serve people best: told, drawn and tabled from the kept answer; else how to make one."""

import json

import pytest

from commonweal.web.reads.alone import Alone, showing
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.siting_part import figures, missing, siting
from commonweal.web.store.read import Stored
from tests.formats.test_siting_reading import AREAS, answered, files_of
from tests.web.reads.shown_parts import cells, words

SOURCES = {name: {"table": name, "sha256": mark * 64} for name, mark in (("areas.csv", "0"), ("needs.csv", "1"))}


def kept(**more):
    told = {"sources": SOURCES}
    return Stored("profile", "e" * 64, {"profile.json": json.dumps(told).encode(), **more}, 0)


@pytest.fixture
def found():
    rows = [f"{area.code},{area.name},{area.neighbourhood}" for area in AREAS]
    ring = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    shapes = [
        {"properties": {"code": area.code}, "geometry": {"coordinates": [[[[x + k, y] for x, y in ring[0]]]]}}
        for k, area in enumerate(AREAS)
    ]
    files = {f"siting/{name}": data for name, data in files_of(answered()).items()}
    files["tables/areas.csv"] = "\n".join(("code,name,neighbourhood", *rows, "")).encode()
    files["boundaries.geojson"] = json.dumps({"features": shapes}).encode()
    return Profiled(kept(**files), {"sources": SOURCES})


def test_the_answer_is_told_in_its_own_words_drawn_and_tabled(found):
    (section,) = siting(found)
    best = answered().options[0]
    assert words(section.said[0]).startswith("With 2 sites the people of Saltmarsh have")
    assert [picture.name for picture in section.pictures] == ["map-siting"]
    assert [row[:2] for row in cells(section.tables[0])] == [[AREAS[j].name, "no, it would be new"] for j in best.sites]
    assert sum(int(row[2]) for row in cells(section.tables[0])) == sum(area.population for area in AREAS)
    assert section.tables[0].rows[0].cells[2].href == "/sources/#figure-siting-mean"


def test_every_tenth_with_people_and_every_other_choice_stands_beneath(found):
    tenths, others = siting(found)[0].folded
    assert [row[:2] for row in cells(tenths)] == [[f"Tenth {k + 1}", str(100 + k)] for k in range(4)]
    assert [row[0] for row in cells(others)] == [f"Choice {k}" for k in range(1, 4)]


def test_its_figures_open_to_the_files_that_it_was_made_from(found):
    told = figures(found)
    assert {name: one["rows"] for name, one in told.items()} == {"mean": 4, "beyond": 4}
    assert [one["table"] for one in told["mean"]["sources"]] == ["areas.csv"]


def test_where_no_answer_is_kept_only_the_keeper_of_the_place_is_told_how_to_make_one(found):
    with showing(Alone({}, kept())):
        (section,) = missing()
        assert "commonweal siting PLACE --sites 3 --out PLACE/siting" in words(section.said[0])
    with showing(Alone({}, found.folder)):
        assert missing() == ()
    bare = Profiled(kept(), {})
    assert (siting(bare), figures(bare)) == ((), {})
