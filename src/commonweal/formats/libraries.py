"""Public libraries: the place's own ``libraries.csv``, and Arts Council England's basic dataset."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.libraries import OPERATIONS, SURVEYS, Library
from commonweal.evidence.points import Point
from commonweal.evidence.survival import PlacedLibrary
from commonweal.formats.tables import EXACT, WHOLE, Column, RowCheck, Table, read_table, whole, write_table
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source, Unknown

FILE = "libraries.csv"
COLUMNS = (
    "name",
    "type",
    "easting",
    "northing",
    *(f"operation_{year}" for year in SURVEYS),
    "year_opened",
    "year_closed",
    "organisation",
    "source_row",
)
OFFICIAL = {
    "name": "Name",
    "type": "Type",
    "easting": "Easting",
    "northing": "Northing",
    **{f"operation_{year}": f"Operation in {year}" for year in SURVEYS},
    "year_opened": "Year opened",
    "year_closed": "Year closed",
    "organisation": "Operating organisation",
}
"""The columns of the basic dataset, by our name for each."""
AUTHORITY = "Reporting service code"
COUNTY_DISTRICT = "E07"
"""What the official code of a district begins with whose county has the duties of Public Libraries Act 1964, s 4."""
SERVICE, UPPER_TIER, TENTH = "Reporting service", "Upper tier local authority", "Index of multiple deprivation decile"
"""Whose each library is, and the tenth of deprivation (Indices of 2019) of the area in which its publisher puts it."""


def _year(text: str) -> int:
    if not 1600 <= (year := whole(text)) <= 2100:
        raise ValueError
    return year


_YEAR = (_year, key("a year such as 2012"))


def read_libraries(folder: Path) -> tuple[tuple[Library, ...], Source]:
    """Read the library register of a place folder.

    Raises:
        FileMissing: where there is no libraries.csv.
        TableFaults: with every fault at once.
    """
    names = {name: name for name in COLUMNS}
    columns = (*_columns(names), Column("source_row", *WHOLE, needed=False))
    table = read_table(folder / FILE, columns, _check(names))
    rows = zip(table.rows, table.lines, strict=True)
    return tuple(_library(row, names, row["source_row"] or line) for row, line in rows), table.source


def read_official_libraries(path: Path, authorities: Collection[str]) -> tuple[tuple[Library, ...], Source]:
    """Read the rows of some authorities from Arts Council England's basic dataset.

    Args:
        path: the dataset, as CSV, for the whole country or a part of it.
        authorities: official codes of the library authorities wanted ("E08000012").

    Returns:
        The rows in the file's order, each with its line in the file, and the file, hashed.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once, or with each of these authorities that has no row.
    """
    table = read_table(path, (Column(AUTHORITY), *_columns(OFFICIAL)), _check(OFFICIAL))
    rows = tuple(
        _library(row, OFFICIAL, line)
        for row, line in zip(table.rows, table.lines, strict=True)
        if row[AUTHORITY] in authorities
    )
    silent = sorted(set(authorities).difference(row[AUTHORITY] for row in table.rows))
    if silent:
        raise TableFaults(*(_none_of(table, authority) for authority in silent), file=path.name)
    return rows, table.source


def read_register(path: Path) -> tuple[tuple[Library, ...], tuple[str, ...], Source]:
    """Read every row of Arts Council England's basic dataset, with the code of the authority that reports it.

    Args:
        path: the dataset, as CSV.

    Returns:
        The rows in the file's order, the authority of each, and the file, hashed.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_table(path, (Column(AUTHORITY), *_columns(OFFICIAL)), _check(OFFICIAL))
    rows = zip(table.rows, table.lines, strict=True)
    return (
        tuple(_library(row, OFFICIAL, line) for row, line in rows),
        tuple(row[AUTHORITY] for row in table.rows),
        table.source,
    )


def read_placed_libraries(path: Path) -> tuple[tuple[PlacedLibrary, ...], Source]:
    """Read every row of Arts Council England's basic dataset, with whose it is and how deprived its area is.

    Args:
        path: the dataset, as CSV, for the whole country or a part of it.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    columns = (
        Column(SERVICE),
        Column(UPPER_TIER),
        Column(TENTH, *WHOLE, needed=False, among=range(1, 11)),
        *_columns(OFFICIAL),
    )
    table = read_table(path, columns, _check(OFFICIAL))
    rows = zip(table.rows, table.lines, strict=True)
    return tuple(
        PlacedLibrary(_library(row, OFFICIAL, line), row[SERVICE], row[UPPER_TIER], _tenth(row[TENTH]))
        for row, line in rows
    ), table.source


def write_placed_libraries(libraries: Iterable[PlacedLibrary]) -> bytes:
    """Write libraries with those columns of the basic dataset that :func:`read_placed_libraries` reads."""
    return write_table(
        (SERVICE, UPPER_TIER, TENTH, *OFFICIAL.values()),
        (
            (
                one.service,
                one.authority,
                None if isinstance(one.tenth, Unknown) else one.tenth,
                *_cells(one.library),
            )
            for one in libraries
        ),
    )


def write_libraries(libraries: Iterable[Library]) -> bytes:
    """Write a library register as ``libraries.csv`` holds it."""
    return write_table(
        COLUMNS,
        ((*_cells(library), library.row) for library in libraries),
    )


def _cells(library: Library) -> tuple[object, ...]:
    return (
        library.name,
        library.type,
        *_coordinates(library.point),
        *(library.operation.get(year) for year in SURVEYS),
        library.year_opened,
        library.year_closed,
        library.organisation,
    )


def _columns(names: Mapping[str, str]) -> Iterable[Column]:
    yield Column(names["name"])
    yield Column(names["type"])
    for coordinate in ("easting", "northing"):
        yield Column(names[coordinate], *EXACT, needed=False)
    for year in SURVEYS:
        yield Column(names[f"operation_{year}"], needed=False, among=OPERATIONS)
    for year_of in ("year_opened", "year_closed"):
        yield Column(names[year_of], *_YEAR, needed=False)
    yield Column(names["organisation"], needed=False)


def _check(names: Mapping[str, str]) -> RowCheck:
    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        if (row[names["easting"]] is None) != (row[names["northing"]] is None):
            yield Fault("give both coordinates, or neither", field=names["easting"])
        opened, closed = row[names["year_opened"]], row[names["year_closed"]]
        if opened is not None and closed is not None and closed < opened:
            yield Fault("it closed before it opened", field=names["year_closed"])

    return check


def _library(row: Mapping[str, Any], names: Mapping[str, str], line: int) -> Library:
    ran = {year: row[names[f"operation_{year}"]] for year in SURVEYS}
    return Library(
        row[names["name"]],
        row[names["type"]],
        _point(row[names["easting"]], row[names["northing"]]),
        {year: code for year, code in ran.items() if code},
        row[names["year_opened"]],
        row[names["year_closed"]],
        row[names["organisation"]] or "",
        line,
    )


def _point(easting: Fraction | None, northing: Fraction | None) -> Point | Unknown:
    if easting is None or northing is None:
        return Unknown("the register gives no coordinates")
    return Point(float(easting), float(northing))


def _tenth(tenth: int | None) -> int | Unknown:
    return Unknown("the register gives no tenth of deprivation") if tenth is None else tenth


def _coordinates(point: Point | Unknown) -> tuple[float | None, float | None]:
    return (None, None) if isinstance(point, Unknown) else (point.easting, point.northing)


def _none_of(table: Table, authority: str) -> Fault:
    """Say that an authority has no row: a district of a county has none, since its county runs the libraries."""
    said = (
        key(
            "no row is of {authority}, a district whose county runs the libraries; make the place with --data and "
            "--district, which take the libraries that stand in it"
        )
        if authority.startswith(COUNTY_DISTRICT)
        else key("no row is of {authority}")
    )
    return Fault(said, {"authority": authority}, table.source.file, None, AUTHORITY)
