"""Tables as bytes: where each cell begins and ends, and lists inside cells, found for all rows at once.

A million rows of text are a million objects; a million rows of bytes are one array. Nothing here decodes a cell: what
is looked at is compared as bytes, eight of them to a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.funding.ballots import Whole, spans

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
_COMMA, _SEMICOLON, _LINE, _RETURN, _ZERO, _NINE = (ord(letter) for letter in ",;\n\r09")
_BLANK = np.array([chr(code).isspace() and code < 128 for code in range(256)])
_WORD = 8
_PADDING = bytes(_WORD)
_KEPT = np.array([(1 << (8 * count)) - 1 for count in range(_WORD + 1)], np.uint64)
"""What is kept of a word of which so many bytes belong to a text."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Some texts inside one array of bytes.

    Attributes:
        data: the bytes, with at least eight more after the last cell.
        starts: where each text begins.
        ends: where it ends.
    """

    data: Bytes
    starts: Whole
    ends: Whole

    def __len__(self) -> int:
        """Give how many there are."""
        return len(self.starts)

    def text(self, at: int) -> str:
        """Give one of them, decoded."""
        return self.data[int(self.starts[at]) : int(self.ends[at])].tobytes().decode("utf-8")

    def at(self, places: Whole) -> "Cells":
        """Give some of them."""
        return Cells(self.data, self.starts[places], self.ends[places])

    @property
    def lengths(self) -> Whole:
        """How many bytes each has."""
        return self.ends - self.starts


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of a table that have as many cells as its header.

    Attributes:
        lines: the line of each row in its file.
        columns: the cells of each column, by its place in the header.
        odd: rows with another number of cells: their line and that number.
    """

    lines: Whole
    columns: tuple[Cells, ...]
    odd: tuple[tuple[int, int], ...]


def plain_table(data: bytes, width: int, first_line: int) -> Table | None:
    """Find the cells of a table in which nothing is quoted, or give None where something is.

    Args:
        data: rows, each on a line; cells parted by semicolons. Lines without any text are passed over.
        width: how many cells a row has.
        first_line: the number of the first line in its file.
    """
    if b'"' in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    array = np.frombuffer(data + b"\n" + _PADDING, np.uint8)
    breaks = np.flatnonzero(array == _LINE)
    starts, ends = np.concatenate([np.zeros(1, np.int64), breaks[:-1] + 1]), breaks
    ends = ends - ((ends > starts) & (array[ends - 1] == _RETURN))
    parts = np.flatnonzero(array == _SEMICOLON)
    first = np.searchsorted(parts, starts)
    found = np.searchsorted(parts, ends) - first + 1
    right = np.flatnonzero(found == width)
    odd = [
        (first_line + at, int(found[at]))
        for at in np.flatnonzero(found != width).tolist()
        if data[int(starts[at]) : int(ends[at])].strip(b" \t;")
    ]
    inner = parts[first[right][:, None] + np.arange(width - 1)]
    edges = [starts[right] - 1, *inner.T, ends[right]]
    columns = tuple(_trimmed(Cells(array, edges[k] + 1, edges[k + 1])) for k in range(width))
    full = np.flatnonzero(np.sum([column.lengths for column in columns], axis=0) > 0)
    if len(full) < len(right):
        columns = tuple(column.at(full) for column in columns)
    return Table(first_line + right[full], columns, tuple(odd))


def quoted_table(rows: Sequence[tuple[int, Sequence[str]]], width: int) -> Table:
    """Lay out rows that a CSV reader has taken apart, so that they are read on as :func:`plain_table`'s are.

    Args:
        rows: the line of each row, and its cells.
        width: how many cells a row has.
    """
    right = [(line, cells) for line, cells in rows if len(cells) == width]
    texts = [cell.encode("utf-8") for _, cells in right for cell in cells]
    lengths = np.array([len(text) for text in texts], np.int64)
    ends = np.cumsum(lengths)
    array = np.frombuffer(b"".join(texts) + _PADDING, np.uint8)
    return Table(
        np.array([line for line, _ in right], np.int64),
        tuple(_trimmed(Cells(array, (ends - lengths)[k::width], ends[k::width])) for k in range(width)),
        tuple((line, len(cells)) for line, cells in rows if len(cells) != width),
    )


def listed(cells: Cells) -> tuple[Cells, Whole]:
    """Take lists apart that are parted by commas; an empty cell is an empty list.

    Returns:
        The members of all lists, without blanks around them, and where the members of each list begin; last, their
        number.
    """
    commas = np.flatnonzero(cells.data == _COMMA)
    first = np.searchsorted(commas, cells.starts)
    inner = np.searchsorted(commas, cells.ends) - first
    lengths = inner + (cells.lengths > 0)
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    starts, ends = np.empty(begins[-1], np.int64), np.empty(begins[-1], np.int64)
    filled = np.flatnonzero(lengths)
    starts[begins[filled]] = cells.starts[filled]
    ends[begins[filled + 1] - 1] = cells.ends[filled]
    parting = commas[spans(first[filled], inner[filled])]
    starts[spans(begins[filled] + 1, inner[filled])] = parting + 1
    ends[spans(begins[filled], inner[filled])] = parting
    return _trimmed(Cells(cells.data, starts, ends)), begins


def words(cells: Cells) -> list[Words]:
    """Give the bytes of each text in words, as many as the longest needs."""
    longest = int(cells.lengths.max()) if len(cells) else 0
    return [_word(cells, begin) for begin in range(0, longest, _WORD)]


def whole_numbers(cells: Cells, most_digits: int) -> tuple[Whole, NDArray[np.bool_]]:
    """Read texts as whole numbers, 0 or more.

    Returns:
        The numbers, and which of the texts are whole numbers of at most so many digits; the others are 0.
    """
    lengths = cells.lengths
    good = (lengths > 0) & (lengths <= most_digits)
    numbers = np.zeros(len(cells), np.int64)
    for place in range(int(lengths[good].max()) if good.any() else 0):
        has = np.flatnonzero(good & (lengths > place))
        digit = cells.data[cells.starts[has] + place]
        good[has] &= (digit >= _ZERO) & (digit <= _NINE)
        numbers[has] = numbers[has] * 10 + (digit.astype(np.int64) - _ZERO)
    numbers[~good] = 0
    return numbers, good


def positions(cells: Cells, names: Sequence[str]) -> Whole:
    """Give the place of each text among some distinct names, or -1 where it is none of them."""
    encoded = [name.encode("utf-8") for name in names]
    ends = np.cumsum([len(name) for name in encoded])
    table = Cells(
        np.frombuffer(b"".join(encoded) + _PADDING, np.uint8),
        np.concatenate([np.zeros(1, np.int64), ends[:-1]]),
        ends.astype(np.int64),
    )
    # Names of up to eight bytes are one word each, which says all of them.
    short = int(table.lengths.max()) <= _WORD
    mine, theirs = (_word(cells, 0), _word(table, 0)) if short else (_mixed(cells), _mixed(table))
    order = np.argsort(theirs, kind="stable")
    place = order[np.minimum(np.searchsorted(theirs[order], mine), len(names) - 1)]
    same = (theirs[place] == mine) & (table.lengths[place] == cells.lengths)
    if not short:
        its = words(table)
        for at, word in enumerate(words(cells)):
            same &= word == (its[at][place] if at < len(its) else 0)
    return np.where(same, place, -1)


def repeated(cells: Cells) -> list[tuple[int, int]]:
    """Give each text that stood before, as its place and the place where it stood first."""
    mixed = _mixed(cells)
    order = np.argsort(mixed, kind="stable")
    drawn = mixed[order]
    again = np.flatnonzero(drawn[1:] == drawn[:-1])
    suspects = np.unique(np.concatenate([order[again], order[again + 1]]))
    first: dict[str, int] = {}
    found = []
    for at in suspects.tolist():
        before = first.setdefault(cells.text(at), at)
        if before != at:
            found.append((at, before))
    return found


def _trimmed(cells: Cells) -> Cells:
    """Leave blanks at either end of a text out."""
    data, starts, ends = cells.data, cells.starts, cells.ends
    while (blank := (ends > starts) & _BLANK[data[starts]]).any():
        starts = starts + blank
    while (blank := (ends > starts) & _BLANK[data[ends - 1]]).any():
        ends = ends - blank
    return Cells(data, starts, ends)


def _word(cells: Cells, begin: int) -> Words:
    """Give eight bytes of each text from a place on; what lies beyond its end is 0."""
    left = np.clip(cells.lengths - begin, 0, _WORD)
    places = np.minimum(cells.starts + begin, len(cells.data) - _WORD)
    # Every eight bytes in a row, whatever they begin at, seen as one number.
    eights: Words = np.ndarray(len(cells.data) - _WORD + 1, "<u8", cells.data, strides=(1,))
    result: Words = eights[places] & _KEPT[left]
    return result


def _mixed(cells: Cells) -> Words:
    """Give one word for each text: equal texts have equal ones, and others hardly ever."""
    mixed, lengths = cells.lengths.astype(np.uint64), cells.lengths
    for at, word in enumerate(words(cells)):
        new = (mixed ^ word) * np.uint64(0x9E3779B97F4A7C15)
        new ^= new >> np.uint64(29)
        mixed = new if at == 0 else np.where(lengths > at * _WORD, new, mixed)
    return mixed
