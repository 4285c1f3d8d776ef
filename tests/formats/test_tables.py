from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import FileMissing, TableFaults
from commonweal.formats.prose import prose
from commonweal.formats.tables import (
    AMOUNT,
    EXACT,
    SUM,
    SUM_OR_0,
    WHOLE,
    YES_NO,
    Column,
    column_texts,
    decimal_text,
    exact,
    hundredths,
    hundredths_or_0,
    read_table,
    repeats,
    write_table,
)
from tests.strategies import decimals

COLUMNS = [
    Column("code", unique=True),
    Column("people", *WHOLE),
    Column("cost", *AMOUNT, needed=False),
    Column("open", *YES_NO),
    Column("ward", among={"North", "South"}, needed=False),
]
GOOD = "code,people,cost,open,ward\nA1,10,2.50,yes,North\nA2,0,,no,\n"


@pytest.fixture
def table(tmp_path):
    def written(text, encoding="utf-8"):
        path = tmp_path / "areas.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return written


def faults(path):
    with pytest.raises(TableFaults) as refused:
        read_table(path, COLUMNS)
    assert all(fault.file == "areas.csv" for fault in refused.value.faults)
    return [(fault.line, fault.field, prose().fault(fault)) for fault in refused.value.faults]


def test_a_table_is_read_with_its_types_lines_and_source(table):
    path = table(GOOD)
    read = read_table(path, COLUMNS)
    assert read.rows == (
        {"code": "A1", "people": 10, "cost": Fraction(5, 2), "open": True, "ward": "North"},
        {"code": "A2", "people": 0, "cost": None, "open": False, "ward": None},
    )
    assert read.lines == (2, 3)
    assert (read.source.file, read.source.sha256) == ("areas.csv", sha256(path.read_bytes()).hexdigest())


def test_byte_order_mark_blank_lines_and_windows_line_ends_are_taken(table):
    read = read_table(table(GOOD.replace("\n", "\r\n\r\n"), "utf-8-sig"), COLUMNS)
    assert [row["code"] for row in read.rows] == ["A1", "A2"]
    assert read.lines == (3, 5)


def test_the_line_of_a_row_after_a_cell_over_two_lines_is_its_own(table):
    assert faults(table('code,people,open\n"A\n1",10,yes\nA2,ten,yes\n')) == [
        (4, "people", "ten is not a whole number, 0 or more")
    ]


def test_a_fault_in_a_row_over_two_lines_stands_at_its_first(table):
    assert faults(table('code,people,open\n"A\n1",ten,yes\n')) == [
        (2, "people", "ten is not a whole number, 0 or more")
    ]


BAD = {
    "missing column": ("code,open\nA1,yes\n", [(1, "people", "the column is missing")]),
    "column twice": ("code,people,people,open\n", [(1, "people", "the column stands twice")]),
    "empty file": (
        "",
        [
            (1, "code", "the column is missing"),
            (1, "people", "the column is missing"),
            (1, "open", "the column is missing"),
        ],
    ),
    "text for a number": (
        "code,people,open\nA1,ten,yes\n",
        [(2, "people", "ten is not a whole number, 0 or more")],
    ),
    "negative number": ("code,people,open\nA1,-1,yes\n", [(2, "people", "-1 is not a whole number, 0 or more")]),
    "other digits": ("code,people,open\nA1,١,yes\n", [(2, "people", "١ is not a whole number, 0 or more")]),
    "negative cost": (
        "code,people,cost,open\nA1,1,-2,yes\n",
        [(2, "cost", "-2 is not a decimal number, 0 or more")],
    ),
    "blank cell": ("code,people,open\nA1,,yes\n", [(2, "people", "the cell is blank")]),
    "repeated key": ("code,people,open\nA1,1,yes\nA1,2,no\n", [(3, "code", "A1 stands already at line 2")]),
    "unknown value": ("code,people,open,ward\nA1,1,yes,East\n", [(2, "ward", "East is not known")]),
    "short row": (
        "code,people,open\nA1,1\n",
        [(2, "", "the row has 2 cells for 3 columns"), (2, "open", "the cell is blank")],
    ),
    "broken quoting": ('code,people,open\nA1,1,"yes\n', [(2, "", "the quoting is broken: unexpected end of data")]),
    "other encoding": ("code,people,open\nA1,1,café\n".encode("latin-1"), [(2, "", "this is not UTF-8 text")]),
    "several at once": (
        "code,people,open\nA1,ten,maybe\nA1,2,no\n",
        [
            (2, "people", "ten is not a whole number, 0 or more"),
            (2, "open", "maybe is not yes or no"),
            (3, "code", "A1 stands already at line 2"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD.keys())
def test_each_fault_is_named_with_line_and_column(table, text, expected):
    assert faults(table(text)) == expected


def test_a_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileMissing, match="nowhere"):
        read_table(tmp_path / "nowhere.csv", COLUMNS)


@pytest.mark.parametrize("text", ["1/3", "1e3", "1_000", "nan", "inf", "", "1,5"])
def test_other_forms_of_a_number_are_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the table says it in its own words
        exact(text)


def test_a_number_with_more_digits_than_python_converts_is_refused(table):
    assert faults(table(f"code,people,open\nA1,{'9' * 5000},yes\n"))[0][:2] == (2, "people")


@given(decimals)
def test_a_decimal_is_written_so_that_it_reads_back(value):
    assert exact(decimal_text(value)) == value


@given(st.fractions())
def test_any_fraction_is_written_exactly(value):
    assert Fraction(decimal_text(value)) == value


def test_what_is_written_is_read_back(table):
    written = write_table(
        ["code", "people", "cost", "open"], [["A1", 10, Fraction(5, 2), True], ["A,\n2", 0, None, False]]
    )
    read = read_table(table(written), COLUMNS)
    assert [tuple(row.values())[:4] for row in read.rows] == [
        ("A1", 10, Fraction(5, 2), True),
        ("A,\n2", 0, None, False),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM", "\tx"])
def test_no_text_is_a_formula_to_a_spreadsheet(text):
    assert write_table(["name"], [[text]]).splitlines()[1].lstrip(b'"').startswith(b"'")


def test_exact_reads_a_sign():
    assert exact("-2.50") == Fraction(-5, 2)
    assert EXACT[0] is exact


def test_a_column_is_read_as_it_stands_from_a_file_that_is_refused(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_text("code,people\na, many\n b ,3,4\n,5\n", encoding="utf-8")
    assert column_texts(path, "code") == ["a", "b"]
    assert column_texts(path, "name") == column_texts(tmp_path / "none.csv", "code") == []
    path.write_bytes(b"code\n\xff\n")
    assert column_texts(path, "code") == []


@pytest.mark.parametrize(("text", "pence"), [("12.5", 1250), ("12.50", 1250), ("7", 700)])
def test_sums_are_read_in_hundredths(text, pence):
    assert hundredths(text) == hundredths_or_0(text) == pence


def test_a_sum_of_0_is_one_only_where_it_may_be(table):
    columns = (Column("paid", *SUM), Column("cost", *SUM_OR_0))
    assert read_table(table("paid,cost\n0.01,0\n"), columns).rows == ({"paid": 1, "cost": 0},)
    for cells in ("0,0", "0.001,0", "-1,0", "1,0.005"):
        with pytest.raises(TableFaults):
            read_table(table(f"paid,cost\n{cells}\n"), columns)


def test_what_stands_twice_is_told_with_its_first_line_and_a_blank_repeats_nothing():
    rows = [(2, {"a": 1, "b": "x"}), (3, {"a": 1, "b": "y"}), (5, {"a": 1, "b": "x"}), (6, {"a": None, "b": "x"})]
    [fault] = repeats("t.csv", ("a", "b"), [*rows, (7, {"a": None, "b": "x"})])
    assert str(fault) == "t.csv, line 5, a: 1, x stands already at line 2"
