import json
from datetime import date
from hashlib import sha256

import pytest

from commonweal.errors import BoundaryFaults, TableFaults
from commonweal.formats.libraries import AUTHORITY, OFFICIAL
from commonweal.formats.official_areas import official_place, read_official_areas
from commonweal.formats.place_folder import read_place

HEADER = (
    "lsoa21_name,lsoa21_code,ward24_name,ltla24_name,ltla24_code,easting,northing,pop21,IMD_decile,IMD_rank,IMD_score"
)
ROWS = (
    "Saltmarsh 1A,E01,Hill,Saltmarsh,E06,1000.5,2000,1466,1,3001,46.724",
    "Saltmarsh 1B,E02,Dale,Saltmarsh,E06,3000,2000,1500,9,30001,4.1",
)


@pytest.fixture
def areas(tmp_path):
    path = tmp_path / "areas_official.csv"
    path.write_text("\n".join((HEADER, *ROWS)) + "\n")
    return path


def boundaries(folder, *codes):
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    path = folder / "shapes.geojson"
    features = [
        {"type": "Feature", "properties": {"lsoa21_code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in codes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def libraries(folder):
    path = folder / "england.csv"
    row = {"name": "Central", "type": "Static Library", "easting": 1000, "northing": 2000, "operation_2016": "LA"}
    path.write_text(
        ",".join((AUTHORITY, *OFFICIAL.values()))
        + "\nE06,"
        + ",".join(str(row.get(name, "")) for name in OFFICIAL)
        + "\n"
    )
    return path


def test_areas_keep_their_line_and_authority(areas):
    found = read_official_areas(areas)
    assert [(area.code, area.neighbourhood, area.population, area.deprivation_rank) for area in found.areas] == [
        ("E01", "Hill", 1466, 3001),
        ("E02", "Dale", 1500, 30001),
    ]
    assert found.rows == (2, 3)
    assert found.authorities == {"E06": "Saltmarsh"}


def test_a_place_folder_of_official_files_is_read_with_the_originals_as_sources(tmp_path, areas):
    shapes, register = boundaries(tmp_path, "E02", "E01"), libraries(tmp_path)
    files = official_place("Saltmarsh", date(2026, 11, 1), areas, shapes, register)
    folder = tmp_path / "place"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    place = read_place(folder)
    assert place.settings.as_at == date(2026, 11, 1)
    assert list(place.boundaries) == ["E01", "E02"]
    assert [library.row for library in place.evidence.libraries] == [2]
    source = place.evidence.sources["areas.csv"]
    assert (source.file, source.sha256) == ("areas_official.csv", sha256(areas.read_bytes()).hexdigest())
    assert source.publisher
    assert source.licence
    assert (folder / "areas.csv").read_text().splitlines()[1].endswith(",2")  # source_row


def test_areas_alone_make_a_place(areas):
    assert sorted(official_place("Saltmarsh", date(2026, 11, 1), areas)) == ["areas.csv", "place.toml"]


def test_shapes_that_do_not_match_are_refused(tmp_path, areas):
    with pytest.raises(BoundaryFaults) as refused:
        official_place("Saltmarsh", date(2026, 11, 1), areas, boundaries(tmp_path, "E01", "E03"))
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("1466", "many", "pop21"),
        ("E02", "E01", "lsoa21_code"),
        ("30001", "3001", "IMD_rank"),
        (",9,", ",99,", "IMD_decile"),
        ("4.1", "low", "IMD_score"),
        ("1000.5", "", "easting"),
        ("pop21,", "people,", "pop21"),
    ],
)
def test_a_bad_official_row_is_refused(areas, old, new, field):
    areas.write_text(areas.read_text().replace(old, new))
    with pytest.raises(TableFaults) as refused:
        read_official_areas(areas)
    assert {fault.field for fault in refused.value.faults} == {field}
