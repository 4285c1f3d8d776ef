import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import ColumnsUnnamed, FileMissing, TableFaults
from commonweal.evidence.bodies import ELSEWHERE
from commonweal.evidence.points import Point
from commonweal.formats.postcodes import (
    FILE,
    NO_POINT,
    Located,
    postcode,
    postcodes_of,
    read_postcodes,
    write_postcodes,
)

ONSPD = "pcd,pcds,lsoa21,oseast1m,lat,long\n"


def written(folder, text):
    path = folder / "onspd.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def index(tmp_path):
    rows = (
        "M1 1AA,M1 1AA,E01000001,384000,53.4776,-2.2336\n"
        "AB101AA,AB10 1AA,S01000011,1,57.1,-2.1\n"
        "M1 1AB,M1 1AB,E01000002,384001,99.999999,0.000000\n"
        "JE1 1AA,JE1 1AA,,,99.999999,0\n"
    )
    return read_postcodes(written(tmp_path, ONSPD + rows), areas={"E01000001", "E01000002"})


def test_a_postcode_is_found_however_it_is_written(index):
    assert index.area("m11aa") == index.area("M1  1AA") == "E01000001"
    assert index.area("M1 1ZZ") == ELSEWHERE
    assert index.find("M1 1ZZ") is None
    assert index.area("no postcode") is None


def test_degrees_are_turned_into_metres_of_the_national_grid(index):
    point = index.find("M1 1AA").point
    assert abs(point.easting - 384_580) < 100
    assert abs(point.northing - 397_990) < 150


def test_a_row_without_a_point_keeps_its_area(index):
    assert index.find("M1 1AB") == Located("E01000002", NO_POINT)


def test_what_lies_elsewhere_or_in_no_area_is_counted(index):
    assert (len(index), index.left) == (2, 2)


def test_the_table_of_the_place_gives_the_same_index(index, tmp_path):
    (tmp_path / FILE).write_bytes(write_postcodes(index))
    again = postcodes_of(tmp_path)
    assert list(again.rows()) == list(index.rows())
    assert postcodes_of(tmp_path / "nowhere") is None


def test_columns_may_be_named(tmp_path):
    path = written(tmp_path, "code,zone,e,n\nM1 1AA,Z1,384000,398000\n")
    with pytest.raises(ColumnsUnnamed):
        read_postcodes(path)
    named = {"postcode": "code", "area": "zone", "easting": "e", "northing": "n"}
    assert read_postcodes(path, named).find("M1 1AA") == Located("Z1", Point(384_000, 398_000))


@pytest.mark.parametrize(
    ("row", "line", "says"),
    [
        ("x,M1,E01,1,53,-2", 2, "postcode such as"),
        ("x,M1 1AA,E01,1,up,-2", 2, "degrees"),
        ("x,M1 1AA,E01,1,53,", 2, "blank"),
        ("x,M1 1AA,E01,1,53,-2\nx,m11aa,E01,1,53,-2", 3, "stands already at line 2"),
        ("x,M1 1AA,E01,1,0,0", 2, "outside the grid"),
        ("x,M1 1AA,E01", 2, "3 cells"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, row, line, says):
    with pytest.raises(TableFaults, match=says) as refused:
        read_postcodes(written(tmp_path, ONSPD + row + "\n"))
    assert [fault.line for fault in refused.value.faults] == [line]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_postcodes(tmp_path / "no.csv")


@given(st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?", fullmatch=True), st.from_regex(r"[0-9][A-Z]{2}", fullmatch=True))
def test_every_postcode_survives_the_index(tmp_path_factory, first, last):
    path = written(tmp_path_factory.mktemp("p"), f"postcode,area\n{first}{last},Z\n")
    [(code, _)] = read_postcodes(path).rows()
    assert code == postcode(f"{first} {last}".lower()) == f"{first} {last}"


@pytest.mark.real_data
def test_the_postcodes_of_trafford_lie_in_its_areas(data_folder):
    index = read_postcodes(data_folder / "trafford" / "trafford_postcodes.csv")
    assert len(index) == 11_264
    assert index.area("M15 4AB") == "E01034001"
    assert all(abs(here.point.easting - 377_000) < 12_000 for _, here in index.rows())
