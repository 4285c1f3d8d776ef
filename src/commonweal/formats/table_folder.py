"""A folder of tables that belong together: read one after another, with the faults of all gathered."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.errors import BadPeriod, Fault, TableFaults
from commonweal.formats.tables import Column, RowCheck, Table, amount, column_texts, read_table, repeats, whole
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import key

Row = Mapping[str, Any]


def _year(text: str) -> int:
    value = whole(text)
    if not 1900 <= value <= 2900:
        raise ValueError
    return value


def _number_of_years(text: str) -> int:
    value = whole(text)
    if not 1 <= value <= 60:
        raise ValueError
    return value


def _share(text: str) -> Fraction:
    value = amount(text)
    if value > 1:
        raise ValueError
    return value


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):  # Python also reads 20270331 and 2027-W13-3
        raise ValueError
    return date.fromisoformat(text)


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.read(text)
    except BadPeriod:
        raise ValueError from None


YEAR = (_year, key("a year such as 2026"))
NUMBER_OF_YEARS = (_number_of_years, key("a number of years from 1 to 60"))
SHARE = (_share, key("a share from 0 to 1"))
DAY = (_day, key("a date such as 2027-03-31"))
QUARTER = (_quarter, key("a quarter such as 2027-Q1"))
"""What a column reads and what to call it, for ``Column(name, *YEAR)``."""


def read_gathering(
    path: Path,
    columns: Sequence[Column],
    faults: list[Fault],
    *,
    needed: bool = False,
    check: RowCheck | None = None,
    together: Sequence[str] = (),
) -> Table | None:
    """Read one table of a folder, and put what is wrong with it to the faults that were found already.

    Args:
        path: of the file.
        columns: what must or may be in it.
        faults: where its faults go.
        needed: whether it is a fault that there is no such file.
        check: finds what is wrong with a row.
        together: columns whose cells, taken together, may stand in one row only.

    Returns:
        the table, or None where there is none or it is at fault.
    """
    if not path.is_file():
        faults.extend([Fault("the file is missing", {}, path.name)] if needed else [])
        return None
    try:
        table = read_table(path, columns, check)
    except TableFaults as found:
        faults.extend(found.faults)
        return None
    if together:
        faults.extend(repeats(path.name, together, zip(table.lines, table.rows, strict=True)))
    return table


def numbered(tables: Mapping[str, Table | None], name: str) -> Iterator[tuple[Row, Fault]]:
    """Give each row of a table with its place, as a fault that says nothing yet; none where there is no such table.

    Args:
        tables: by the names of their files, without the ending.
        name: of the table.
    """
    table = tables.get(name)
    if table is not None:
        for row, line in zip(table.rows, table.lines, strict=True):
            yield row, Fault("", {}, f"{name}.csv", line)


class TableFolder:
    """Reads the tables of one folder, any of which may be absent.

    Args:
        folder: where they are; its name stands before each file's in a fault.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.tables: dict[str, Table] = {}

    def has(self, name: str) -> bool:
        """Say whether there is a table of this name."""
        return (self.folder / f"{name}.csv").is_file()

    def read(self, name: str, columns: Sequence[Column], together: Sequence[str] = ()) -> None:
        """Read a table where there is one.

        Args:
            name: of the file, without its ending.
            columns: what must or may be in it.
            together: columns whose cells, taken together, may stand in one row only.
        """
        table = read_gathering(self.folder / f"{name}.csv", columns, self.faults, together=together)
        if table is not None:
            self.tables[name] = table

    def rows(self, name: str) -> Iterator[tuple[Row, Fault]]:
        """Give each row of a table that was read, with its place as a fault that says nothing yet."""
        return numbered(self.tables, name)

    def names(self, name: str, column: str) -> list[str]:
        """Give what a table names in a column, each once, also where the table is at fault."""
        return list(dict.fromkeys(column_texts(self.folder / f"{name}.csv", column)))

    def check(self, faults: Iterable[Fault]) -> None:
        """Gather faults between tables, once each table was read without one."""
        if not self.faults:
            self.faults.extend(faults)

    def refuse(self) -> None:
        """Refuse the folder where anything is wrong with it.

        Raises:
            TableFaults: with every fault of every table.
        """
        if self.faults:
            named = (replace(one, file=f"{self.folder.name}/{one.file}") for one in self.faults)
            raise TableFaults(*named, file=self.folder.name)


def at(place: Fault, what: str, figures: Mapping[str, object] | None = None, field: str = "") -> Fault:
    """Say a fault at the place of a row; ``what`` is marked with ``key`` where it is written."""
    return replace(place, what=what, figures=figures or {}, field=field)
