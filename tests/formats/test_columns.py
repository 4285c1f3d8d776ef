"""Tables as bytes: the same cells as a CSV reader sees, and lists and numbers inside them."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.formats.columns import listed, plain_table, positions, quoted_table, repeated, whole_numbers

TEXT = st.text(st.sampled_from("ab1 ,zł\t"), max_size=12)
ROWS = st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=8)


def texts(cells):
    return [cells.text(at) for at in range(len(cells))]


def only(values):
    """One column of some texts."""
    return quoted_table([(n, [value]) for n, value in enumerate(values, start=1)], 1).columns[0]


@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.integers(1, 900))
def test_a_plain_table_has_the_cells_that_a_csv_reader_sees(rows, end, first):
    data = end.join(";".join(row) for row in rows).encode()
    seen = [
        (line, [cell.strip(" \t") for cell in cells])
        for line, cells in enumerate(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=";"), start=first)
        if any(cell.strip(" \t") for cell in cells)
    ]
    table = plain_table(data, 3, first)
    assert table.lines.tolist() == [line for line, _ in seen]
    assert [list(cells) for cells in zip(*map(texts, table.columns), strict=True)] == [cells for _, cells in seen]
    assert table.odd == ()


def test_rows_with_another_number_of_cells_are_told_by_line_and_number():
    table = plain_table(b"a;b\n\n;\nc\nd;e;f\ng;h", 2, 10)
    assert (table.lines.tolist(), table.odd) == ([10, 15], ((13, 1), (14, 3)))


@pytest.mark.parametrize("data", [b'a;"b"\n', b"a;b\rc;d\n"])
def test_what_needs_a_csv_reader_is_left_to_one(data):
    assert plain_table(data, 2, 1) is None


@given(st.lists(TEXT, min_size=1, max_size=9))
def test_lists_are_taken_apart_at_their_commas(values):
    members, starts = listed(only(values))
    told = texts(members)
    for n, value in enumerate(values):
        wanted = [part.strip(" \t") for part in value.strip(" \t").split(",")] if value.strip(" \t") else []
        assert told[starts[n] : starts[n + 1]] == wanted


@given(st.lists(st.sampled_from(["7", "07", "a" * 8, "a" * 9, "a" * 17, "a" * 16 + "b", "", "ż"]), max_size=12))
def test_a_text_is_found_among_names_only_where_it_is_the_same(values):
    names = ["7", "a" * 9, "a" * 16 + "b", "ż", "x"]
    wanted = [names.index(value) if value in names else -1 for value in values]
    assert positions(only(values or ["x"]), names).tolist() == (wanted if values else [4])


def test_texts_that_only_differ_beyond_a_nul_are_different():
    assert positions(only(["1\0", "1"]), ["1"]).tolist() == [-1, 0]
    assert repeated(only(["1\0", "1", "1"])) == [(2, 1)]


@given(st.lists(st.text(st.sampled_from("ab"), max_size=10), max_size=30))
def test_every_text_that_stood_before_is_told_with_its_first_place(values):
    wanted = [(n, values.index(value)) for n, value in enumerate(values) if values.index(value) < n]
    assert sorted(repeated(only(values))) == wanted


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("007", 7), ("999", 999), ("1234", None), ("", None), ("-1", None), ("٣", None)]
)
def test_a_whole_number_has_nothing_but_digits_and_not_too_many(text, number):
    numbers, good = whole_numbers(only([text, "5"]), 3)
    assert (numbers.tolist(), good.tolist()) == ([number or 0, 5], [number is not None, True])
    assert numbers.dtype == np.int64
