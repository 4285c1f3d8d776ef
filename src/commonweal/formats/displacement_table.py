"""``displacement.csv``: how often a problem was counted in and around a place where something was done about it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.counted import FILE, ROLES, Counted
from commonweal.formats.tables import WHOLE, Column, read_table, write_table
from commonweal.terms.sources import Source, Unknown

COLUMNS = ("measure", "area", "role", "before", "after", "unknown_because")
NOT_COUNTED = "nobody has said how many cases there were"


def read_displacement(path: Path) -> tuple[tuple[Counted, ...], Source]:
    """Read the counts of one or more measures; a blank count is Unknown, never 0.

    Args:
        path: the table.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    seen: set[tuple[str, str]] = set()

    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        mark = (row["measure"], row["area"])
        if None not in mark and mark in seen:
            yield Fault("this area stands already for this measure", field="area")
        seen.add(mark)

    table = read_table(
        path,
        (
            Column("measure"),
            Column("area"),
            Column("role", among=ROLES),
            Column("before", *WHOLE, needed=False),
            Column("after", *WHOLE, needed=False),
            Column("unknown_because", needed=False),
        ),
        check,
    )
    return tuple(
        Counted(row["measure"], row["area"], row["role"], _known(row, "before"), _known(row, "after"))
        for row in table.rows
    ), table.source


def write_displacement(counts: Iterable[Counted]) -> bytes:
    """Write counts as :data:`~commonweal.evidence.counted.FILE` holds them."""
    return write_table(
        COLUMNS,
        (
            (one.measure, one.area, one.role, _cell(one.before), _cell(one.after), _reason(one.before, one.after))
            for one in counts
        ),
    )


def folder_table(folder: Path) -> tuple[tuple[Counted, ...], Source]:
    """Read the table of a place folder."""
    return read_displacement(folder / FILE)


def _known(row: Mapping[str, Any], column: str) -> int | Unknown:
    count: int | None = row[column]
    return Unknown(row["unknown_because"] or NOT_COUNTED) if count is None else count


def _cell(count: int | Unknown) -> int | None:
    return None if isinstance(count, Unknown) else count


def _reason(*counts: int | Unknown) -> str | None:
    return next((count.reason for count in counts if isinstance(count, Unknown)), None)
