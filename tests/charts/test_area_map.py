"""The map: steps light to dark, what is not known hatched, spots that differ by shape."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.charts.area_map import Spot, Spots, _steps, area_map
from commonweal.charts.drawing import LEADS
from commonweal.evidence.pictures import AreaMap, AreaValue
from commonweal.terms.sentences import say
from commonweal.terms.sources import Unknown
from tests.charts.examples import AREAS, MAP, SHAPES, SPOTS, TEXT, cells, picture

SVG = "{http://www.w3.org/2000/svg}"


def of(values, **changes) -> AreaMap:
    areas = tuple(AreaValue(f"A{k}", f"Area {k}", "", value) for k, value in enumerate(values))
    return replace(MAP, areas=areas, **changes)


def key(shown) -> list[tuple[str, str]]:
    return [(entry.sign, TEXT(entry.label)) for entry in shown.key]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.booleans())
def test_every_value_has_one_step_and_the_steps_rise(values, better):
    steps = _steps(of(values, higher_is_better=better))
    assert 1 <= len(steps) <= 6
    assert all(sum(step.high >= value for step in steps) > 0 for value in values)
    assert [step.high for step in steps] == sorted({step.high for step in steps})
    assert all(0.1 < step.opacity <= 1 for step in steps)


@pytest.mark.parametrize(("better", "darkest"), [(True, 0), (False, -1)])
def test_the_darkest_step_is_the_worst(better, darkest):
    steps = _steps(of(range(1, 11), whole=True, higher_is_better=better))
    assert [step.opacity for step in steps].index(1.0) == darkest % len(steps)


def test_steps_hold_about_as_many_areas_each():
    steps = _steps(of([1.0] * 4 + [2.0] * 4 + [3.0] * 4 + [40.0] * 4 + [500.0] * 4))
    assert [step.high for step in steps] == [1, 2, 3, 40, 500]


def test_nothing_at_all_is_a_step_of_its_own():
    steps = _steps(of([0.0, 0.5, 0.6, 0.7, 0.8, 0.9]))
    assert (steps[0].low, steps[0].high) == (0, 0)


def test_whole_numbers_are_said_without_overlap():
    shown = area_map(of([1, 1, 2, 5, 6, 9], whole=True), SHAPES, TEXT)
    assert [label for sign, label in key(shown) if sign.startswith("step")] == ["1", "2", "3 to 5", "6", "7 to 9"]


def test_what_is_not_known_is_hatched_counted_and_named():
    shown = picture("map")
    for svg in (shown.wide, shown.narrow):
        hatched = re.search(r'fill="url\(#map-access-\w+-hatch-quiet\)"[^>]*><title>([^<]*)', svg)
        assert hatched
        assert hatched[1] == "Area 4: not known: nobody in need"
    assert ("hatched", "not known (1 area)") in key(shown)


def test_a_map_where_all_is_known_hatches_nothing():
    shown = area_map(of([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), SHAPES, TEXT)
    assert "hatch" not in shown.wide
    assert "hatched" not in dict(key(shown))


def test_a_map_of_nothing_known_is_hatched_all_over():
    shown = area_map(of([Unknown("not asked")] * 6), SHAPES, TEXT)
    assert key(shown) == [("hatched", "not known (6 areas)")]


def test_the_table_has_every_area_in_order():
    assert [row[0] for row in cells(picture("map"))] == [f"Area {k}" for k in range(6)]
    assert [row[2] for row in cells(picture("map"))] == [
        "0",
        "0.14",
        "0.29",
        "0.43",
        "not known: nobody in need",
        "0.71",
    ]


def test_kinds_of_spots_differ_by_shape_and_those_outside_are_counted():
    found = dict(key(picture("map")))
    assert found["circle"] == "open"
    assert found["triangle-up"] == "closed (1 outside this map)"
    assert "<title>Quay library</title>" in picture("map").wide
    assert "Old library" not in picture("map").wide


def test_neighbourhoods_are_all_named_where_they_are_few_and_of_many_those_with_room():
    assert ">West</text>" in picture("map").wide
    many = tuple(replace(area, neighbourhood=f"N{k}") for k, area in enumerate(MAP.areas))
    assert ">N3</text>" in area_map(replace(MAP, areas=many), SHAPES, TEXT).wide
    shapes = {f"A{k}": SHAPES[AREAS[k % 6]] for k in range(13)}
    crowd = tuple(AreaValue(code, code, f"N{k}", 1.0 + (k == 9)) for k, code in enumerate(shapes))
    drawn = area_map(replace(MAP, areas=crowd, higher_is_better=False), shapes, TEXT)
    # Thirteen areas stand on six spots: one name a spot, and the one that is worst off has its own.
    names = re.findall(r">(N\d+)</text>", drawn.wide)
    assert len(names) == len({int(name[1:]) % 6 for name in names}) == 6
    assert "N9" in names
    assert ("names", "Only some neighbourhoods are named on the map; the table names every one.") in key(drawn)
    assert "names" not in dict(key(picture("map")))


def test_an_area_without_a_shape_is_never_left_out_in_silence():
    with pytest.raises(KeyError):
        area_map(MAP, {code: SHAPES[code] for code in AREAS[:3]}, TEXT)


@pytest.mark.real_data
def test_a_city_of_302_areas_stays_small(data_folder):
    features = json.loads((data_folder / "places" / "liverpool_lsoa21.geojson").read_bytes())["features"]
    shapes = {f["properties"]["lsoa21_code"]: f["geometry"]["coordinates"] for f in features}
    areas = tuple(AreaValue(code, code, "", k % 10 + 1) for k, code in enumerate(shapes))
    library = Spot("Central Library", "open", 334_900, 390_800)
    spots = Spots({"open": say("open")}, (library,))
    shown = area_map(replace(MAP, areas=areas, whole=True), shapes, TEXT, spots)
    assert shown.wide.count("<path") == 302 + 1
    assert max(len(shown.wide), len(shown.narrow)) < 250_000
    assert dict(key(shown))["circle"] == "open"


def test_sites_are_never_asked_of_the_map_itself():
    assert area_map(MAP, SHAPES, TEXT).wide.count("<path") < area_map(MAP, SHAPES, TEXT, SPOTS).wide.count("<path")


def test_neighbourhoods_lead_to_their_pages_by_name_for_all_and_by_shape_for_pointers():
    shown = area_map(MAP, SHAPES, TEXT, leads={name: f"/neighbourhoods/{name.lower()}/" for name in ("West", "East")})
    root = ET.fromstring(shown.wide)
    assert root.get("role") == "group"
    links = root.findall(f".//{SVG}a")
    named = {link.get("href"): link[0].text for link in links if link.get("tabindex") is None}
    shapes = [link for link in links if link.get("tabindex") == "-1"]
    assert set(named) == {link.get("href") for link in shapes}
    assert all(link.get("aria-hidden") == "true" for link in shapes)
    assert len(shapes) == len(MAP.areas)


def test_a_hostile_name_leads_nowhere():
    hostile = replace(MAP.areas[0], name=f"A{LEADS}javascript:alert(1)")
    shown = area_map(replace(MAP, areas=(hostile, *MAP.areas[1:])), SHAPES, TEXT)
    assert "href" not in shown.wide
