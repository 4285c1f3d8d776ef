"""``equality.csv``: what a hand-over plan does to people of each protected characteristic."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.equality import CHARACTERISTICS, EFFECTS, Impact
from commonweal.formats.table_folder import DAY
from commonweal.formats.tables import Column, Table, read_table, table_of, write_table
from commonweal.record.kinds.kind import ROLES
from commonweal.terms.sources import Source

FILE = "equality.csv"
COLUMNS = ("characteristic", "effect", "evidence", "mitigation", "owner", "by", "overridden_by", "override_reason")


def read_equality(folder: Path) -> tuple[tuple[Impact, ...], Source]:
    """Read the assessment of a place folder.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_table(folder / FILE, _columns(), _check)
    return _impacts(table), table.source


def equality_of(data: bytes) -> tuple[Impact, ...]:
    """Read an assessment that is held as bytes, as :func:`read_equality` reads a file.

    Raises:
        TableFaults: with every fault at once.
    """
    return _impacts(table_of(FILE, data, _columns(), _check))


def write_equality(impacts: Iterable[Impact]) -> bytes:
    """Write an assessment as :data:`FILE` holds it."""
    return write_table(COLUMNS, ([getattr(one, name) or None for name in COLUMNS] for one in impacts))


def _columns() -> tuple[Column, ...]:
    return (
        Column("characteristic", among=CHARACTERISTICS, unique=True),
        Column("effect", among=EFFECTS),
        Column("evidence"),
        Column("mitigation", needed=False),
        Column("owner"),
        Column("by", *DAY),
        Column("overridden_by", needed=False, among=ROLES),
        Column("override_reason", needed=False),
    )


def _check(row: Mapping[str, Any]) -> Iterable[Fault]:
    by, reason = row["overridden_by"], row["override_reason"]
    if (by is None) != (reason is None):
        yield Fault("give both who answers for it and the reason, or neither", field="overridden_by")
    if row["effect"] != "worse" and row["effect"] is not None and (by is not None or reason is not None):
        yield Fault("nobody is left worse off here, so that there is nothing to answer for", field="overridden_by")
    if row["effect"] == "worse" and row["mitigation"] is None:
        yield Fault("where people are left worse off, say what is done about it", field="mitigation")


def _impacts(table: Table) -> tuple[Impact, ...]:
    return tuple(
        Impact(
            row["characteristic"],
            row["effect"],
            row["evidence"],
            row["mitigation"] or "",
            row["owner"],
            row["by"],
            row["overridden_by"] or "",
            row["override_reason"] or "",
        )
        for row in table.rows
    )
