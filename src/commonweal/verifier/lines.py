"""The lines of ``poll.pb``: their cells, and the one form in which each may be written."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

Row = tuple[int, list[str]]
"""The number of the line that a row begins on, and its cells."""


class Wrong(Exception):
    """A line that is not in the published form.

    Args:
        line: its number, from 1.
        what: what is wrong with it.
    """

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


def rows_of(text: str) -> list[Row]:
    """Give the rows of a text, each of which must be written in the one published form.

    Raises:
        Wrong: for a line that is written in another way.
        csv.Error: where the quoting is broken.
    """
    rows = list(_rows(text))
    _published_form(text, rows)
    return rows


def _published_form(text: str, rows: Sequence[Row]) -> None:
    """Refuse a line that is written in another way than the one that its cells have: quoting could mark a voter."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(cells for _, cells in rows)
    right, given = out.getvalue().split("\n"), text.split("\n")
    for line, (one, other) in enumerate(zip_longest(right, given), start=1):
        if one != other:
            raise Wrong(line, "this line is not written in the one published form")


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    before = 0
    for cells in reader:
        yield before + 1, cells
        before = reader.line_num
