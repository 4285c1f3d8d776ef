import json

import pytest

from commonweal.formats.charity_table import read_charity_table
from commonweal.formats.ocds_releases import read_releases
from commonweal.formats.oruk_files import read_directory
from commonweal.formats.postcodes import NO_POINT, read_postcodes
from commonweal.formats.spending_files import read_spending_file
from commonweal.samples import open_data
from commonweal.samples.places import sample_place

PLACE = sample_place(1)
CODES = list(open_data.sample_postcodes(PLACE.areas))


def files(seed):
    return {
        "services.json": open_data.sample_directory(seed, PLACE.areas),
        "releases.json": open_data.sample_releases(seed, "Harbour Council"),
        "spending.csv": open_data.sample_spending(seed),
        "charities.csv": open_data.sample_charities(seed, PLACE.organisations, CODES),
        "onspd.csv": open_data.sample_postcode_table(PLACE.areas),
    }


@pytest.fixture
def made(tmp_path):
    for name, data in files(1).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    assert files(1) == files(1)
    other = files(2)
    assert [name for name, data in files(1).items() if data == other[name]] == ["onspd.csv"]


def test_every_file_is_one_that_its_reader_takes(made):
    assert len(read_directory(made / "services.json").services) == 7
    found = read_releases(made / "releases.json", ["Harbour council"])
    assert (len(found.contracts), found.others, found.unnamed) == (16, 4, {})
    assert read_spending_file(made / "spending.csv").people == 3
    assert len(read_charity_table(made / "charities.csv").bodies) == 12
    index = read_postcodes(made / "onspd.csv")
    assert len(index) == len(PLACE.areas) + 1
    assert index.find("ZZ99 9ZZ").point == NO_POINT


def test_a_postcode_lies_where_its_area_is(made):
    index = read_postcodes(made / "onspd.csv")
    for code, area in zip(CODES, PLACE.areas, strict=True):
        found = index.find(code)
        assert found.area == area.code
        assert abs(found.point.easting - area.easting) < 1.5
        assert abs(found.point.northing - area.northing) < 1.5


def test_the_directory_names_nobody():
    told = json.loads(open_data.sample_directory(1, PLACE.areas))
    assert told
    assert all("contacts" not in one for one in told)
