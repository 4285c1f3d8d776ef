"""What the columns of other people's tables are called: named in ``place.toml``, or known from published files.

Nobody's table is guessed at: a column is known by the exact words at its head, a date by the form stated for it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from commonweal.errors import ColumnsUnnamed, Fault, TableFaults
from commonweal.formats.toml_tables import WORDS, Key, Reading, one_of

Named = Mapping[str, str]
"""Their name of a column by our name for it; and ``blank``, ``encoding`` and ``date_form``, which are no columns."""


def _day(pattern: str, form: str) -> Callable[[str], date]:
    def read(text: str) -> date:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone

    return read


DATE_FORMS: Mapping[str, Callable[[str], date]] = MappingProxyType(
    {
        "yyyy-mm-dd": _day(r"\d{4}-\d\d-\d\d", "%Y-%m-%d"),
        "dd/mm/yyyy": _day(r"\d\d?/\d\d?/\d{4}", "%d/%m/%Y"),
        "dd/mm/yy": _day(r"\d\d?/\d\d?/\d\d", "%d/%m/%y"),
        "dd-mm-yyyy": _day(r"\d\d?-\d\d?-\d{4}", "%d-%m-%Y"),
        "dd.mm.yyyy": _day(r"\d\d?\.\d\d?\.\d{4}", "%d.%m.%Y"),
        "mm/dd/yyyy": _day(r"\d\d?/\d\d?/\d{4}", "%m/%d/%Y"),
        "yyyymmdd": _day(r"\d{8}", "%Y%m%d"),
    }
)
"""How a table may write a day, each with what reads it."""
ENCODINGS = ("utf-8", "cp1252", "latin-1")
_NO_COLUMNS = ("blank", "encoding", "date_form")


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table whose columns may be named.

    Attributes:
        name: of its table in ``place.toml``: ``[columns.NAME]``.
        needed: our names of the columns that must be there.
        may: our names of those that may be.
        known: published layouts that need no naming.
    """

    name: str
    needed: tuple[str, ...]
    may: tuple[str, ...] = ()
    known: tuple[Named, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every name that may stand in its table of ``place.toml``."""
        return (*self.needed, *self.may, *_NO_COLUMNS)


POSTCODES = TableKind(
    "postcodes",
    ("postcode", "area"),
    ("latitude", "longitude", "easting", "northing"),
    (
        {"postcode": "postcode", "area": "area", "easting": "easting", "northing": "northing"},
        {"postcode": "pcds", "area": "lsoa21", "latitude": "lat", "longitude": "long"},
        {"postcode": "pcds", "area": "lsoa21cd", "latitude": "lat", "longitude": "long"},
        {"postcode": "postcode", "area": "lsoa_code", "latitude": "lat", "longitude": "lon"},
    ),
)
"""Known: our own ``postcodes.csv``, the ONS Postcode Directory under its headings of 2023 and of 2025, Trafford's."""
SPENDING = TableKind(
    "spending",
    ("date", "beneficiary", "amount"),
    ("department", "purpose"),
    (
        {
            "date": "date",
            "department": "department",
            "beneficiary": "beneficiary",
            "purpose": "purpose",
            "amount": "amount",
        },
    ),
)
"""Known: the words of the Local Government Transparency Code."""
CHARITIES = TableKind(
    "charities",
    ("number", "name"),
    ("activities", "postcode", "income", "classes", "year_end"),
    (
        {
            "number": "registered_charity_number",
            "name": "charity_name",
            "activities": "charity_activities",
            "postcode": "charity_contact_postcode",
            "blank": "NA",
        },
    ),
)
"""Known: the table that Trafford Data Lab makes of the register."""
KINDS: Mapping[str, TableKind] = MappingProxyType({one.name: one for one in (POSTCODES, SPENDING, CHARITIES)})

_EXTRA = {
    "encoding": Key(one_of(*ENCODINGS), '"utf-8", "cp1252" or "latin-1"'),
    "date_form": Key(one_of(*DATE_FORMS), 'a form of dates such as "dd/mm/yyyy"'),
}
COLUMN_KEYS: Mapping[str, Key] = MappingProxyType(
    {name: _EXTRA.get(name, Key(*WORDS)) for kind in KINDS.values() for name in kind.keys}
)
"""Every key that a table of columns in ``place.toml`` may hold, of whatever kind."""


def read_columns(reading: Reading, found: Any) -> Mapping[str, Named]:
    """Read the tables ``[columns.KIND]`` of ``place.toml``, each against its closed list of keys."""
    tables = reading.table("columns", found, {name: Key(lambda value: value, "a table") for name in KINDS})
    given = {name: table for name, table in tables.items() if table is not None}
    return {
        name: {
            key: value
            for key, value in reading.table(
                f"columns.{name}", table, {key: COLUMN_KEYS[key] for key in KINDS[name].keys}
            ).items()
            if value is not None
        }
        for name, table in given.items()
    }


def names_for(kind: TableKind, header: list[str], named: Named, file: str) -> Named:
    """Give what a table's columns are called: as named, or as the first known layout that its header has whole.

    Args:
        kind: of the table.
        header: its first row.
        named: what ``place.toml`` says; empty where it says nothing.
        file: its name.

    Raises:
        ColumnsUnnamed: where a column that is needed has no name, or the name is not in the header.
        TableFaults: where a column that was named is missing, or stands twice.
    """
    columns = {ours: theirs for ours, theirs in named.items() if ours not in _NO_COLUMNS}
    if not columns:
        for known in kind.known:
            if all(known.get(name) in header for name in kind.needed):
                found = {ours: theirs for ours, theirs in known.items() if ours in _NO_COLUMNS or theirs in header}
                return {**found, **named}
    missing = [name for name in kind.needed if name not in columns]
    if missing:
        raise ColumnsUnnamed(
            file=file, wanted=", ".join(missing), found=", ".join(header), kind=kind.name, example=missing[0]
        )
    faults = [
        Fault("the column stands twice" if header.count(theirs) > 1 else "the column is missing", {}, file, 1, theirs)
        for theirs in columns.values()
        if header.count(theirs) != 1
    ]
    if faults:
        raise TableFaults(*faults, file=file)
    return named
