import json
from datetime import date

import pytest

from commonweal.errors import BoundaryFaults, UnknownName
from commonweal.evidence.profile import profile
from commonweal.formats.district_place import district_place
from commonweal.formats.england import read_england
from commonweal.formats.place_folder import read_place
from tests.formats.small_england import england

DAY = date(2026, 11, 1)


@pytest.fixture
def data(tmp_path):
    return england(tmp_path / "data")


def written(folder, files):
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return read_place(folder)


@pytest.mark.parametrize("wanted", ["Saltmarsh", "saltmarsh ", "E06000101"])
def test_a_district_by_name_or_code_becomes_a_place_with_its_sources(tmp_path, data, wanted):
    place = written(tmp_path / "place", district_place("Our Saltmarsh", DAY, data, wanted))
    assert place.settings.name == "Our Saltmarsh"
    assert [area.name for area in place.areas] == [f"Saltmarsh 1{letter}" for letter in "ABCD"]
    assert [row.name for row in place.evidence.libraries] == ["Quay Library", "Hill Library", "Book Van"]
    sources = place.settings.sources
    assert sources["areas.csv"].original.startswith("imd2025_england_lsoa21.parquet, ")
    assert len(sources["areas.csv"].original_sha256.split(", ")) == 3
    assert "Arts Council" in sources["libraries.csv"].publisher


def test_its_profile_is_the_one_that_all_of_england_gives(tmp_path, data):
    place = written(tmp_path / "place", district_place("Saltmarsh", DAY, data, "Saltmarsh"))
    one = next(one for one in read_england(data, DAY).districts if one.name == "Saltmarsh")
    alone, among = profile(place.evidence), profile(one.evidence)
    assert alone.figures == among.figures
    assert alone.libraries.figures == among.libraries.figures


def test_an_unknown_district_is_refused_with_the_nearest(data):
    with pytest.raises(UnknownName, match="the nearest is Saltmarsh"):
        district_place("S", DAY, data, "Saltmarch")


def test_shapes_go_with_it_and_must_be_its_own(tmp_path, data):
    ring = [[400_000, 400_000], [401_000, 400_000], [401_000, 401_000], [400_000, 400_000]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    features = [
        {"type": "Feature", "properties": {"lsoa21_code": f"E0100000{n}"}, "geometry": shape} for n in (1, 2, 3, 4)
    ]
    path = tmp_path / "shapes.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    place = written(tmp_path / "place", district_place("S", DAY, data, "Saltmarsh", path, grid="bng"))
    assert len(place.boundaries) == 4
    assert place.settings.sources["boundaries.geojson"].original == "shapes.geojson"
    with pytest.raises(BoundaryFaults):
        district_place("A", DAY, data, "Anmere", path, grid="bng")
