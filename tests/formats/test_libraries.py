import csv
import io
from dataclasses import replace

import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.evidence.libraries import SURVEYS, Library
from commonweal.evidence.points import Point
from commonweal.evidence.survival import PlacedLibrary
from commonweal.formats.libraries import (
    AUTHORITY,
    COLUMNS,
    OFFICIAL,
    SERVICE,
    TENTH,
    UPPER_TIER,
    read_libraries,
    read_official_libraries,
    read_placed_libraries,
    write_libraries,
    write_placed_libraries,
)
from commonweal.terms.sources import Unknown

CENTRAL = Library(
    "Central", "Static Library", Point(10.5, 20), {2016: "LA", 2023: "CR"}, 1960, None, "Friends of Central", 7
)
MOBILE = Library("Van", "Mobile Library", Unknown("the register gives no coordinates"), {}, None, 2012, "", 9)
HEADER = ",".join((AUTHORITY, *OFFICIAL.values()))


def official(folder, *rows):
    path = folder / "england.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return path


def cells(**given):
    return ",".join([given.get("authority", "E1"), *(str(given.get(name, "")) for name in OFFICIAL)])


def test_what_is_written_is_read_again_the_same(tmp_path):
    (tmp_path / "libraries.csv").write_bytes(write_libraries([CENTRAL, MOBILE]))
    assert read_libraries(tmp_path)[0] == (CENTRAL, MOBILE)


def test_the_official_dataset_gives_the_rows_of_an_authority_with_their_lines(tmp_path):
    path = official(
        tmp_path,
        cells(name="Elsewhere", type="Static Library", authority="E2"),
        cells(name="Central", type="Static Library", easting="1", northing="2", operation_2019="ICL", year_closed=2020),
    )
    (library,), source = read_official_libraries(path, {"E1"})
    assert library == Library("Central", "Static Library", Point(1, 2), {2019: "ICL"}, None, 2020, "", 3)
    assert source.file == "england.csv"


def test_an_authority_without_a_row_is_refused(tmp_path):
    with pytest.raises(TableFaults, match="no row is of E9"):
        read_official_libraries(official(tmp_path, cells(name="A", type="Archive")), {"E9"})


def test_each_authority_without_a_row_is_refused_where_another_has_one(tmp_path):
    with pytest.raises(TableFaults, match="no row is of E8") as refused:
        read_official_libraries(official(tmp_path, cells(name="A", type="Archive")), {"E1", "E8", "E9"})
    assert len(refused.value.faults) == 2


def test_a_district_whose_county_runs_the_libraries_is_shown_the_way_out(tmp_path):
    with pytest.raises(TableFaults, match="whose county runs the libraries; make the place with --data and --district"):
        read_official_libraries(official(tmp_path, cells(name="A", type="Archive")), {"E1", "E07000147"})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"type": ""}, "type"),
        ({"easting": "east"}, "easting"),
        ({"easting": "1", "northing": ""}, "easting"),
        ({"operation_2021": "LB"}, "operation_2021"),
        ({"year_opened": "197o"}, "year_opened"),
        ({"year_closed": "12"}, "year_closed"),
        ({"year_opened": "2015", "year_closed": "2014"}, "year_closed"),
    ],
)
def test_a_bad_row_is_refused_in_either_file(tmp_path, given, field):
    row = {"name": "A", "type": "Archive", **given}
    with pytest.raises(TableFaults) as refused:
        read_official_libraries(official(tmp_path, cells(**row)), {"E1"})
    assert {(fault.line, fault.field) for fault in refused.value.faults} == {(2, OFFICIAL[field])}
    own = ",".join(str(row.get(name, "")) for name in COLUMNS)
    (tmp_path / "libraries.csv").write_text(",".join(COLUMNS) + "\n" + own + "\n")
    with pytest.raises(TableFaults) as refused:
        read_libraries(tmp_path)
    assert {(fault.line, fault.field) for fault in refused.value.faults} == {(2, field)}


@pytest.mark.parametrize("column", [*COLUMNS[:2], *(f"operation_{year}" for year in SURVEYS)])
def test_a_missing_column(tmp_path, column):
    kept = [name for name in COLUMNS if name != column]
    (tmp_path / "libraries.csv").write_text(",".join(kept) + "\n")
    if column in {"name", "type"}:
        with pytest.raises(TableFaults, match="the column is missing"):
            read_libraries(tmp_path)
    else:
        assert read_libraries(tmp_path)[0] == ()


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_official_libraries(tmp_path / "none.csv", {"E1"})


PLACED = [
    PlacedLibrary(replace(CENTRAL, row=2), "Anyshire Council", "Anyshire", 3),
    PlacedLibrary(
        replace(MOBILE, row=3), "Anyshire Council", "Anyshire", Unknown("the register gives no tenth of deprivation")
    ),
]


def test_libraries_with_their_tenths_are_written_and_read_again_the_same(tmp_path):
    (tmp_path / "england.csv").write_bytes(write_placed_libraries(PLACED))
    found, source = read_placed_libraries(tmp_path / "england.csv")
    assert list(found) == PLACED
    assert source.file == "england.csv"


@pytest.mark.parametrize(
    ("column", "text", "what"),
    [
        (TENTH, "11", "11 is not known"),
        (TENTH, "first", "first is not"),
        (SERVICE, "", "the cell is blank"),
        (UPPER_TIER, "", "blank"),
    ],
)
def test_a_row_without_whose_it_is_or_with_a_wrong_tenth_is_refused(tmp_path, column, text, what):
    rows = list(csv.DictReader(io.StringIO(write_placed_libraries(PLACED).decode())))
    rows[0][column] = text
    with (tmp_path / "england.csv").open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(TableFaults, match=what) as refused:
        read_placed_libraries(tmp_path / "england.csv")
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(2, column)]
