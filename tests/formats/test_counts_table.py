"""A table of counts as an analyst has it: read whole, with every margin, or refused with everything that is wrong."""

import numpy as np
import pytest

from commonweal.errors import CountsRefused, FileMissing, TableFaults
from commonweal.formats.counts_table import Reading, combinations, counts_of, read_counts

NESTED = Reading(within={"area": "place"})
WHOLE = "area,place,age,count\na,N,young,3\na,N,old,20\nb,N,young,5\nb,N,old,7\nc,S,young,0\nc,S,old,9\n"


def read(text, reading=NESTED):
    return counts_of("t.csv", text.encode(), reading)


def by_cell(table):
    return dict(zip(combinations(table.axes), table.counts.tolist(), strict=True))


def test_every_margin_is_added_at_every_level():
    table = read(WHOLE)
    assert [axis.labels for axis in table.axes] == [("a", "b", "c", "N", "S", "all"), ("young", "old", "all")]
    assert table.axes[0].whole == (3, 3, 4, 5, 5, -1)
    found = by_cell(table)
    assert (found["N", "young"], found["N", "all"], found["all", "old"], found["all", "all"]) == (8, 35, 36, 44)
    assert len(found) == 18


def test_totals_that_are_there_are_held_against_their_parts():
    assert by_cell(read(f"{WHOLE}all,,young,8\n".replace("all,,", "all,N,")))["all", "young"] == 8
    with pytest.raises(CountsRefused, match=r"line 8: all, young is said to be 9, and its parts come to 8"):
        read(f"{WHOLE}all,N,young,9\n")


def test_other_names_of_columns_and_totals():
    table = read("who;n\n".replace(";", ",") + "f,8\nm,9\nboth,17\n", Reading(count="n", total="both"))
    assert by_cell(table) == {("f",): 8, ("m",): 9, ("both",): 17}


def test_a_combination_without_a_row_is_refused_or_said_to_be_nobody():
    gone = WHOLE.replace("b,N,old,7\n", "")
    with pytest.raises(CountsRefused, match="there is no row for b, old"):
        read(gone)
    assert by_cell(read(gone, Reading(within={"area": "place"}, absent_is_none=True)))["b", "old"] == 0


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"{WHOLE}a,N,young,3\n", "line 8: a, young stands already at line 2"),
        (f"{WHOLE}a,S,middle,3\n", "a is a part of N, and of S too"),
        ("area,place,age,count\nN,N,x,3\n", "N is a group and a part of one too"),
    ],
)
def test_groups_that_contradict_each_other_are_refused(text, wrong):
    with pytest.raises(CountsRefused, match=wrong):
        read(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("area,place,age\na,N,x\n", "count: the column is missing"),
        ("place,age,count\nN,x,1\n", "area: the column is missing"),
        ("count\n1\n", "area: the column is missing"),
        (WHOLE.replace(",20", ",-20"), "line 3, count: -20 is not a whole number"),
        (WHOLE.replace(",20", ",2.5"), "line 3, count: 2.5 is not a whole number"),
        (WHOLE.replace(",20", ",*"), r"line 3, count: \* is not a whole number"),
        (WHOLE.replace(",20", ","), "line 3, count: the cell is blank"),
        (WHOLE.replace("b,N,old", "b,,old"), "line 5, place: the cell is blank"),
        (WHOLE.replace("b,N,old,7", "b,N,old"), "line 5: the row has 3 cells for 4 columns"),
    ],
)
def test_what_is_no_table_of_counts_is_refused_with_line_and_column(text, wrong):
    with pytest.raises(TableFaults, match=wrong):
        read(text)


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(TableFaults, match="area: the column stands twice"):
        read("area,area,count\na,b,9\n", Reading())


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_counts(tmp_path / "t.csv", Reading())
    (tmp_path / "t.csv").write_bytes("aré,count\nx,1\n".encode("latin-1"))
    with pytest.raises(TableFaults, match="not UTF-8"):
        read_counts(tmp_path / "t.csv", Reading())


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"\xef\xbb\xbfarea,count\na,9\nb,8\n")
    table = read_counts(tmp_path / "t.csv", Reading())
    assert table.axes[0].name == "area"
    assert np.array_equal(table.counts, [9, 8, 17])
