import json

import pytest

from commonweal.errors import BoundaryFaults, FileMissing
from commonweal.evidence.national_grid import national_grid
from commonweal.formats.boundaries import read_boundaries, write_boundaries
from commonweal.samples.places import sample_place

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
BOW_TIE = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]


def feature(code, *rings, kind="Polygon", name="code"):
    return {
        "type": "Feature",
        "properties": {name: code},
        "geometry": {"type": kind, "coordinates": list(rings) or [SQUARE]},
    }


def read(folder, *features, codes=("a", "b")):
    path = folder / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return read_boundaries(path, codes)


def whats(folder, *features, codes=("a",)):
    with pytest.raises(BoundaryFaults) as refused:
        read(folder, *features, codes=codes)
    return [fault.what.format(**fault.figures) for fault in refused.value.faults]


def test_shapes_come_in_the_order_of_the_areas(tmp_path):
    shapes, source = read(tmp_path, feature("b"), feature("a", [SQUARE], kind="MultiPolygon", name="lsoa21_code"))
    assert list(shapes) == ["a", "b"]
    assert shapes["a"] == shapes["b"] == ((tuple((float(x), float(y)) for x, y in SQUARE),),)
    assert source.file == "boundaries.geojson"


def test_what_is_written_is_read_again_the_same(tmp_path):
    place = sample_place(2)
    codes = [area.code for area in place.areas]
    shapes, _ = read(tmp_path, *place.boundaries["features"], codes=codes)
    (tmp_path / "again.geojson").write_bytes(write_boundaries(shapes, {area.code: area.name for area in place.areas}))
    assert read_boundaries(tmp_path / "again.geojson", codes)[0] == shapes


def test_areas_missing_extra_and_twice_are_all_named_at_once(tmp_path):
    with pytest.raises(BoundaryFaults) as refused:
        read(tmp_path, feature("b"), feature("c"), feature("c"), codes=("a", "b"))
    assert [(fault.what.format(**fault.figures), fault.field) for fault in refused.value.faults] == [
        ("there is no shape for a, which areas.csv has", ""),
        ("c is not in areas.csv", "features[1]"),
        ("c stands 2 times", "features[2]"),
    ]


def test_broken_json_is_named_with_its_line(tmp_path):
    (tmp_path / "boundaries.geojson").write_text('{"type": "FeatureCollection",\n"features": [}')
    with pytest.raises(BoundaryFaults) as refused:
        read_boundaries(tmp_path / "boundaries.geojson", ("a",))
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [("boundaries.geojson", 2)]


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (SQUARE[:-1], "not closed"),
        ([[0, 0], [1, 0], [0, 0]], "fewer than three corners"),
        ([[0, 0], [1, 0], [1, 0], [0, 0]], "fewer than three corners"),
        (BOW_TIE, "crosses itself"),
        ([[0, 0], [200, 0], [1, 1], [0, 0]], "not a longitude and latitude"),
        ([[0, 0], ["1", 0], [1, 1], [0, 0]], "not a longitude and latitude"),
        ([[0, 0], [1], [1, 1], [0, 0]], "not a longitude and latitude"),
        (7, "not a longitude and latitude"),
    ],
)
def test_a_broken_ring_is_named_with_its_area_and_feature(tmp_path, ring, words):
    with pytest.raises(BoundaryFaults) as refused:
        read(tmp_path, feature("a", ring), codes=("a",))
    (fault,) = refused.value.faults
    assert words in fault.what
    assert (fault.figures["code"], fault.file, fault.field) == ("a", "boundaries.geojson", "features[0]")


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Point", "coordinates": [0, 0]}, "not a Polygon"),
        ({"type": "Polygon", "coordinates": []}, "without a ring"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "without a ring"),
        (None, "not a Polygon"),
    ],
)
def test_a_shape_of_another_kind_is_named(tmp_path, geometry, words):
    (what,) = whats(tmp_path, {"type": "Feature", "properties": {"code": "a"}, "geometry": geometry})
    assert words in what


@pytest.mark.parametrize("properties", [{}, None, {"code": ""}, {"code": 3}])
def test_a_feature_without_a_code_is_named(tmp_path, properties):
    found = whats(tmp_path, {"type": "Feature", "properties": properties, "geometry": None})
    assert "it has no property called code" in found


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type":"FeatureCollection"}', '{"features":[1]}', "\x00"])
def test_what_is_no_geojson_is_refused(tmp_path, text):
    path = tmp_path / "boundaries.geojson"
    path.write_text(text)
    with pytest.raises(BoundaryFaults):
        read_boundaries(path, ["a"])


GRID_SQUARE = [[338000, 394000], [339000, 394000], [339000, 395000], [338000, 395000], [338000, 394000]]


def written(folder, *features, **members):
    path = folder / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **members}))
    return path


def test_metres_where_degrees_are_expected_are_said_to_be_so_once(tmp_path):
    told = whats(tmp_path, feature("a", GRID_SQUARE), feature("b", GRID_SQUARE), codes=("a", "b"))
    assert len(told) == 1
    assert "metres of the British National Grid" in told[0]
    assert "--grid bng" in told[0]


def test_metres_are_turned_into_degrees_when_told(tmp_path):
    shapes, _ = read_boundaries(written(tmp_path, feature("a", GRID_SQUARE)), ["a"], "bng")
    ring = shapes["a"][0][0]
    assert ring[0] == ring[-1]
    assert ring[0] == pytest.approx((-2.93465, 53.43892), abs=5e-4)
    for (longitude, latitude), (easting, northing) in zip(ring, GRID_SQUARE, strict=True):
        assert national_grid(longitude, latitude) == pytest.approx((easting, northing), abs=0.01)


def test_what_a_file_says_of_its_grid_goes_before_its_numbers(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    near = [[0, 0], [90, 0], [90, 80], [0, 80], [0, 0]]
    path = written(tmp_path, feature("a", near), crs=crs)
    with pytest.raises(BoundaryFaults, match="metres of the British National Grid"):
        read_boundaries(path, ["a"])
    assert read_boundaries(path, ["a"], "bng")[0]["a"][0][0][0] == pytest.approx((-7.5571, 49.7669), abs=1e-3)


def test_degrees_where_metres_were_said_are_refused(tmp_path):
    with pytest.raises(BoundaryFaults, match="the coordinates are degrees"):
        read_boundaries(written(tmp_path, feature("a")), ["a"], "bng")


def test_a_point_beyond_the_grid_is_named_with_its_area(tmp_path):
    beyond = [*GRID_SQUARE[:2], [339000, 9_395_000], *GRID_SQUARE[3:]]
    with pytest.raises(BoundaryFaults) as refused:
        read_boundaries(written(tmp_path, feature("a", beyond), feature("b", GRID_SQUARE)), ["a", "b"], "bng")
    (fault,) = refused.value.faults
    assert (fault.field, fault.figures) == ("features[0]", {"code": "a"})
    assert "does not lie on the British National Grid" in str(fault)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_boundaries(tmp_path / "no.geojson", [])
