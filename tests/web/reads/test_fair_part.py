"""How evenly services are within reach: one curve on the page of the needs, every index on that of a service."""

import pytest

from commonweal.formats.prose import prose
from commonweal.web.reads.fair_part import how_even, how_even_one
from commonweal.web.reads.profiled import Profiled
from commonweal.web.store.read import Stored

INDEX = {"value": -0.0601, "low": -0.095, "high": -0.024, "unit": "index, -1 to 1", "sources": [], "rows": 3}
NONE = {**INDEX, "value": None, "low": None, "high": None, "unknown_because": "nobody has any access"}
CURVES = {
    "title": "T",
    "sentence": "S",
    "index": -0.06,
    "gini": 0.15,
    "along": [[0, 0], [1, 1]],
    "lorenz": [[0, 0], [1, 1]],
}


def service(name, curves=None, **figures):
    return {"id": name, "name": name.title(), "sentences": [f"{name}."], "figures": figures, "curves": curves}


@pytest.fixture
def found():
    told = [service("club", concentration_index=NONE), service("library", CURVES, concentration_index=INDEX, gini=NONE)]
    return Profiled(Stored("profile", "3" * 64, {}, 0), {"inequality": told})


def cells(table):
    return [[prose().text(c.text) if not isinstance(c.text, str) else c.text for c in row.cells] for row in table.rows]


def test_the_service_that_has_curves_is_drawn_and_each_is_in_the_table_with_its_interval(found):
    (section,) = how_even(found, "club")
    assert [picture.name for picture in section.pictures] == ["spread-library"]
    assert [row[:2] for row in cells(section.tables[0])] == [
        ["Club", "not known: nobody has any access"],
        ["Library", "-0.060 (-0.095 to -0.024)"],
    ]


def test_one_service_has_every_index_and_each_opens_to_its_source(found):
    (section,) = how_even_one(found, "library")
    assert [row[0] for row in cells(section.folded[0])] == [
        "Along deprivation (concentration index)",
        "Between all residents (Gini)",
    ]
    assert section.folded[0].rows[1].cells[1].href == "/sources/#figure-inequality-library-gini"


def test_where_nothing_is_told_there_is_no_section(found):
    assert how_even_one(found, "refuge") == ()
    assert how_even(Profiled(found.folder, {})) == ()
