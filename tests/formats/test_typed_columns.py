"""Bad input of official tables, in both forms: each fault with its row and column, all at once."""

from hashlib import sha256

import polars as pl
import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.formats.prose import prose
from commonweal.formats.typed_columns import Wanted, read_columns

WANTED = (
    Wanted("code", ("lsoa21_code", "LSOA code (2021)"), "code", unique=True, begins="E01"),
    Wanted("name", ("name",), "text"),
    Wanted("people", ("people",), "count"),
    Wanted("rank", ("rank",), "rank"),
    Wanted("score", ("score",), "number"),
    Wanted("tenth", ("tenth",), "tenth"),
    Wanted("flag", ("flag",), "yes or no"),
    Wanted("extra", ("extra",), "text", needed=False),
)
GOOD = {
    "lsoa21_code": ["E01000001", "E01000002"],
    "name": ["Quay", "Hill"],
    "people": [0, 1500],
    "rank": [1, 2],
    "score": [-1.5, 40.25],
    "tenth": [1, 10],
    "flag": [True, False],
    "unread": ["x", "y"],
}


def written(folder, form, columns):
    path = folder / f"table.{form}"
    frame = pl.DataFrame(columns)
    if form == "csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return path


forms = pytest.mark.parametrize("form", ["csv", "parquet"])


@forms
def test_a_good_table_reads_the_same_in_both_forms(tmp_path, form):
    path = written(tmp_path, form, GOOD)
    table = read_columns(path, WANTED)
    assert table.cells == {
        "code": ("E01000001", "E01000002"),
        "name": ("Quay", "Hill"),
        "people": (0, 1500),
        "rank": (1, 2),
        "score": (-1.5, 40.25),
        "tenth": (1, 10),
        "flag": (True, False),
    }
    assert table.headers["code"] == "lsoa21_code"
    assert list(table.rows) == ([2, 3] if form == "csv" else [1, 2])
    assert (table.source.file, table.source.sha256) == (path.name, sha256(path.read_bytes()).hexdigest())


@forms
def test_another_edition_s_header_is_known(tmp_path, form):
    columns = {("LSOA code (2021)" if name == "lsoa21_code" else name): cells for name, cells in GOOD.items()}
    assert read_columns(written(tmp_path, form, columns), WANTED).cells["code"] == ("E01000001", "E01000002")


@forms
@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("lsoa21_code", "W01000001", "is not the code of a small area of England"),
        ("lsoa21_code", "E01000001", "stands already at"),
        ("lsoa21_code", None, "the cell is blank"),
        ("name", None, "the cell is blank"),
        ("people", -3, "is not a whole number, 0 or more"),
        ("people", None, "the cell is blank"),
        ("rank", 0, "is not a whole number, 1 or more"),
        ("score", float("nan"), "is not a decimal number"),
        ("score", float("inf"), "is not a decimal number"),
        ("tenth", 0, "is not a whole number from 1 to 10"),
        ("tenth", 11, "is not a whole number from 1 to 10"),
        ("flag", None, "the cell is blank"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_column(tmp_path, form, column, cell, words):
    columns = {**GOOD, column: [GOOD[column][0], cell]}
    with pytest.raises(TableFaults) as refused:
        read_columns(written(tmp_path, form, columns), WANTED)
    (fault,) = refused.value.faults
    assert (fault.line, fault.field) == (3 if form == "csv" else 2, column)
    assert words in prose().fault(fault)


@forms
@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("people", ["many", "few"]),
        ("people", [1.5, 2.5]),
        ("tenth", ["one", "two"]),
        ("score", ["high", "low"]),
        ("flag", ["perhaps", "maybe"]),
    ],
)
def test_a_column_of_another_type_is_named(tmp_path, form, column, cells):
    with pytest.raises(TableFaults) as refused:
        read_columns(written(tmp_path, form, {**GOOD, column: cells}), WANTED)
    assert {fault.field for fault in refused.value.faults} == {column}


@forms
def test_every_missing_column_is_named_at_once(tmp_path, form):
    with pytest.raises(TableFaults) as refused:
        read_columns(written(tmp_path, form, {"lsoa21_code": ["E01000001"], "people": [3]}), WANTED)
    assert [fault.field for fault in refused.value.faults] == ["name", "rank", "score", "tenth", "flag"]


@forms
def test_every_fault_of_a_table_is_gathered(tmp_path, form):
    columns = {**GOOD, "lsoa21_code": ["X", "Y"], "rank": [0, 2], "tenth": [1, 99]}
    with pytest.raises(TableFaults) as refused:
        read_columns(written(tmp_path, form, columns), WANTED)
    assert sorted(fault.field for fault in refused.value.faults) == ["lsoa21_code", "lsoa21_code", "rank", "tenth"]


def test_a_parquet_file_that_is_broken_off_is_refused(tmp_path):
    path = written(tmp_path, "parquet", GOOD)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(TableFaults, match="not a parquet file"):
        read_columns(path, WANTED)


def test_text_in_latin_1_is_named_with_its_line(tmp_path):
    path = written(tmp_path, "csv", {**GOOD, "name": ["Quay", "Café"]})
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    with pytest.raises(TableFaults) as refused:
        read_columns(path, WANTED)
    assert [(str(fault), fault.line) for fault in refused.value.faults] == [
        ("table.csv, line 3: this is not UTF-8 text", 3)
    ]


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = written(tmp_path, "csv", GOOD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_columns(path, WANTED).rows) == 2


def test_a_header_with_a_quoted_comma_is_found(tmp_path):
    path = tmp_path / "quoted.csv"
    path.write_text('"Education, Skills and Training Rank",b\n3,x\n')
    assert read_columns(path, (Wanted("rank", ("Education, Skills and Training Rank",), "rank"),)).cells == {
        "rank": (3,)
    }


@pytest.mark.parametrize("data", [b"", b'"broken\n1,2\n'])
def test_a_table_without_a_header_is_refused(tmp_path, data):
    path = tmp_path / "empty.csv"
    path.write_bytes(data)
    with pytest.raises(TableFaults):
        read_columns(path, WANTED)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_columns(tmp_path / "nothing.parquet", WANTED)
