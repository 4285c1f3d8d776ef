"""What a column of a table reads: the same for every folder of tables."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.formats.table_folder import DAY, QUARTER, SHARE, numbered, read_gathering
from commonweal.formats.tables import Column
from commonweal.terms.periods import Quarter


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (DAY, "2027-03-31", date(2027, 3, 31)),
        (SHARE, "0.25", Fraction(1, 4)),
        (SHARE, "1", 1),
        (QUARTER, "2027-Q1", Quarter(2027, 1)),
    ],
)
def test_a_cell_is_read(read, text, value):
    assert read[0](text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [(DAY, "20270331"), (DAY, "2027-W13-3"), (DAY, "2027-02-30"), (SHARE, "1.01"), (SHARE, "half"), (QUARTER, "2027")],
)
def test_what_only_looks_like_it_is_refused(read, text):
    with pytest.raises(ValueError):  # noqa: PT011 - every reader's one way to refuse; the column says what is wrong
        read[0](text)


def test_rows_come_with_their_place_and_a_table_that_is_not_there_has_none(tmp_path):
    (tmp_path / "days.csv").write_text("day\n2027-03-31\n2027-04-01\n")
    faults = []
    tables = {"days": read_gathering(tmp_path / "days.csv", [Column("day", *DAY)], faults), "hours": None}
    assert faults == []
    assert [(row["day"].day, place.file, place.line) for row, place in numbered(tables, "days")] == [
        (31, "days.csv", 2),
        (1, "days.csv", 3),
    ]
    assert list(numbered(tables, "hours")) == list(numbered(tables, "years")) == []
