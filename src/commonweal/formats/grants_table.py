"""The grants that a place knows of: ``grants.csv`` of its folder."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.grants import GivenGrant
from commonweal.formats.table_folder import DAY
from commonweal.formats.tables import SUM_OR_0, WHOLE, Column, read_table, write_table
from commonweal.formats.words import words
from commonweal.terms.sources import Source, Unknown

FILE = "grants.csv"
COLUMNS = (
    "id",
    "title",
    "description",
    "funder_id",
    "funder",
    "recipient_id",
    "recipient",
    "amount_pounds",
    "date",
    "delivered_at",
    "delivered_unknown_because",
    "based_at",
    "based_unknown_because",
    "source_file",
    "source_row",
)
_NOT_SAID = "grants.csv does not say"


def read_given_grants(folder: Path) -> tuple[tuple[GivenGrant, ...], Source]:
    """Read the grants of a place folder; a blank area is Unknown.

    Raises:
        FileMissing: where there is no grants.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / FILE,
        (
            Column("id", words, unique=True),
            Column("title", words, needed=False),
            Column("description", words, needed=False),
            Column("funder_id", words),
            Column("funder", words),
            Column("recipient_id", words, needed=False),
            Column("recipient", words, needed=False),
            Column("amount_pounds", *SUM_OR_0),
            Column("date", *DAY),
            *(Column(name, words, needed=False) for name in COLUMNS[9:14]),
            Column("source_row", *WHOLE, needed=False),
        ),
        _check,
    )
    return tuple(_grant(row) for row in table.rows), table.source


def write_given_grants(grants: Iterable[GivenGrant]) -> bytes:
    """Write grants as ``grants.csv`` holds them."""
    return write_table(COLUMNS, map(_cells, grants))


def _check(row: Mapping[str, Any]) -> Iterable[Fault]:
    for truth in ("delivered", "based"):
        if row[f"{truth}_at"] is not None and row[f"{truth}_unknown_because"] is not None:
            yield Fault("an area is named, and a reason why none is", field=f"{truth}_unknown_because")


def _grant(row: Mapping[str, Any]) -> GivenGrant:
    texts = {name: row[name] or "" for name in COLUMNS[:7]}
    return GivenGrant(
        **texts,
        pence=row["amount_pounds"],
        on=row["date"],
        delivered_at=_area(row, "delivered"),
        based_at=_area(row, "based"),
        file=row["source_file"] or "",
        row=row["source_row"] or 0,
    )


def _area(row: Mapping[str, Any], truth: str) -> str | Unknown:
    if row[f"{truth}_at"] is not None:
        return str(row[f"{truth}_at"])
    return Unknown(row[f"{truth}_unknown_because"] or _NOT_SAID)


def _cells(grant: GivenGrant) -> tuple[object, ...]:
    return (
        *(getattr(grant, name) or None for name in COLUMNS[:7]),
        Fraction(grant.pence, 100),
        grant.on.isoformat(),
        *_at(grant.delivered_at),
        *_at(grant.based_at),
        grant.file or None,
        grant.row or None,
    )


def _at(area: str | Unknown) -> tuple[str | None, str | None]:
    return (None, area.reason) if isinstance(area, Unknown) else (area, None)
