"""Postcodes: which small area each lies in and where, from any table whose columns are named, as a compact index."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.bodies import ELSEWHERE
from commonweal.evidence.national_grid import national_grid, on_grid
from commonweal.evidence.points import Point
from commonweal.formats.column_names import POSTCODES, Named
from commonweal.formats.named_tables import NamedRow, named_rows, source_of_file
from commonweal.formats.tables import EXACT, write_table
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source, Unknown

FILE = "postcodes.csv"
COLUMNS = ("postcode", "area", "easting", "northing")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
_IN_TEXT = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\b", re.ASCII)
_LETTERS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOWHERE = -1
NO_POINT = Unknown("the table of postcodes gives no point for it")


def postcode(text: str) -> str:
    """Give a postcode as the post writes it, in capitals and with one space before its last three letters.

    Raises:
        ValueError: where it has not the form of one.

    Examples:
        >>> postcode("m154ab"), postcode("SK6  1LB")
        ('M15 4AB', 'SK6 1LB')
    """
    found = _POSTCODE.fullmatch("".join(text.upper().split()))
    if found is None:
        raise ValueError
    return f"{found[1]} {found[2]}"


def postcode_in(text: str) -> str | None:
    """Give the last postcode that is written in an address, in capitals and with its space, or None.

    Examples:
        >>> postcode_in("One Quay Square, 17 Crosswall, London EC3N 2LB")
        'EC3N 2LB'
    """
    found = _IN_TEXT.findall(text)
    return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Located:
    """Where a postcode is.

    Attributes:
        area: code of the small area.
        point: its middle, or Unknown.
    """

    area: str
    point: Point | Unknown


@dataclass(frozen=True, slots=True, eq=False)
class PostcodeIndex:
    """Every postcode of a table: some twenty bytes for each, found by halving.

    Attributes:
        keys: the postcodes as numbers, rising.
        areas: for each the place of its area in ``codes``.
        points: for each easting and northing in whole metres; -1 where none is known.
        codes: codes of areas.
        source: the file, hashed.
        left: how many rows were left out, since they lie in no area that was asked for, or in none.
    """

    keys: NDArray[np.int64]
    areas: NDArray[np.int32]
    points: NDArray[np.int32]
    codes: tuple[str, ...]
    source: Source
    left: int = 0

    def __len__(self) -> int:
        """Give how many postcodes there are."""
        return len(self.keys)

    def find(self, text: str) -> Located | None:
        """Find a postcode, however it is spaced; None where it is none or not in the table."""
        try:
            wanted = _number(postcode(text))
        except ValueError:
            return None
        at = bisect_left(self.keys, wanted)
        return self._at(at) if at < len(self.keys) and int(self.keys[at]) == wanted else None

    def area(self, text: str) -> str | None:
        """Give the code of the small area in which a postcode lies; "elsewhere" for one that is not in the table.

        What has not the form of a postcode gives None.
        """
        found = self.find(text)
        if found is not None:
            return found.area
        try:
            postcode(text)
        except ValueError:
            return None
        return ELSEWHERE

    def rows(self) -> Iterator[tuple[str, Located]]:
        """Give every postcode in order, and where it is."""
        for at, number in enumerate(self.keys):
            yield _text(int(number)), self._at(at)

    def _at(self, at: int) -> Located:
        easting, northing = (int(metres) for metres in self.points[at])
        point = NO_POINT if easting == _NOWHERE else Point(float(easting), float(northing))
        return Located(self.codes[int(self.areas[at])], point)


def read_postcodes(path: Path, named: Named | None = None, areas: Collection[str] | None = None) -> PostcodeIndex:
    """Read a table of postcodes; the whole country's in one pass, row by row.

    A row without an area is left out: the directory lists some of them, for the islands. Points may be metres of the
    British National Grid, or degrees (WGS 84), which are turned into metres.

    Args:
        path: the file.
        named: what its columns are called, where it is no published layout that is known.
        areas: codes of the areas that are wanted, or None for all.

    Raises:
        FileMissing: where there is no such file.
        ColumnsUnnamed: where it is not known what its columns hold.
        TableFaults: with every fault at once: what is no postcode, stands twice, or lies outside Great Britain's grid.
    """
    faults: list[Fault] = []
    found = _Found(frozenset(areas) if areas is not None else None)
    for row in named_rows(path, POSTCODES, named or {}, faults):
        found.take(row)
    index = found.index(source_of_file(path), faults)
    if faults:
        raise TableFaults(*faults, file=path.name)
    return index


def write_postcodes(index: PostcodeIndex) -> bytes:
    """Write an index as ``postcodes.csv`` holds it."""
    return write_table(
        COLUMNS,
        (
            (
                code,
                here.area,
                *(
                    (None, None)
                    if isinstance(here.point, Unknown)
                    else (int(here.point.easting), int(here.point.northing))
                ),
            )
            for code, here in index.rows()
        ),
    )


class _Found:
    """The rows so far, each a few numbers."""

    def __init__(self, wanted: frozenset[str] | None) -> None:
        self.wanted, self.left = wanted, 0
        self.codes: dict[str, int] = {}
        self.keys, self.areas = array("q"), array("i")
        self.easts, self.norths, self.lines = array("i"), array("i"), array("i")

    def take(self, row: NamedRow) -> None:
        """Take a row in, or leave it out, or note what is wrong with it."""
        area = row.texts.get("area", "")
        if not area or (self.wanted is not None and area not in self.wanted):
            self.left += 1
            return
        code = row.read("postcode", _CODE, needed=True)
        easting, northing = _metres(row)
        if code is None:
            return
        self.keys.append(_number(code))
        self.areas.append(self.codes.setdefault(area, len(self.codes)))
        self.easts.append(easting)
        self.norths.append(northing)
        self.lines.append(row.line)

    def index(self, source: Source, faults: list[Fault]) -> PostcodeIndex:
        """Put the rows in order; a postcode that stands twice is a fault."""
        keys = np.array(self.keys, np.int64)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        lines = np.array(self.lines, np.int64)[order]
        for at in np.flatnonzero(keys[1:] == keys[:-1]):
            figures = {"text": _text(int(keys[at])), "first": int(lines[at])}
            what = key("{text} stands already at line {first}")
            faults.append(Fault(what, figures, source.file, int(lines[at + 1]), "postcode"))
        points = np.stack([np.array(self.easts, np.int32), np.array(self.norths, np.int32)], axis=1)
        areas = np.array(self.areas, np.int32)[order]
        return PostcodeIndex(keys, areas, points[order], tuple(self.codes), source, self.left)


def _degrees(text: str) -> float:
    degrees = float(text)
    if not -180 <= degrees <= 180:
        raise ValueError
    return degrees


_CODE = (postcode, key("a postcode such as M15 4AB"))
_DEGREES = (_degrees, key("degrees of longitude or latitude, such as 53.4656"))
_OFF_MAP = 99.0
"""The ONS Postcode Directory writes a latitude of 99.999999 where it has no point."""


def _metres(row: NamedRow) -> tuple[int, int]:
    """Give a row's point in whole metres; -1 for both where it has none."""
    if row.texts.get("easting") or row.texts.get("northing"):
        easting, northing = row.read("easting", EXACT, needed=True), row.read("northing", EXACT, needed=True)
    elif row.texts.get("latitude") or row.texts.get("longitude"):
        latitude, longitude = row.read("latitude", _DEGREES, needed=True), row.read("longitude", _DEGREES, needed=True)
        if latitude is None or longitude is None or latitude > _OFF_MAP:
            return _NOWHERE, _NOWHERE
        easting, northing = national_grid(longitude, latitude)
    else:
        return _NOWHERE, _NOWHERE
    if easting is None or northing is None:
        return _NOWHERE, _NOWHERE
    if not on_grid(float(easting), float(northing)):
        row.fault("postcode", key("its point lies outside the grid of Great Britain"))
        return _NOWHERE, _NOWHERE
    return round(easting), round(northing)


def _number(code: str) -> int:
    number = 0
    for letter in code:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    return number


def _text(number: int) -> str:
    letters = []
    while number:
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(reversed(letters))


def postcodes_of(folder: Path) -> PostcodeIndex | None:
    """Read the postcodes of a place folder, or None where it has none on file.

    Raises:
        TableFaults: with every fault at once.
    """
    path = folder / FILE
    return read_postcodes(path) if path.is_file() else None
