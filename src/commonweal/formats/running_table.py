"""``handover/running.csv``, which may be absent: services in neighbourhoods that bodies run already."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from commonweal.errors import BadPeriod, Fault
from commonweal.formats.table_folder import read_gathering
from commonweal.formats.tables import AMOUNT, Column, Table, amount, write_table
from commonweal.handover.running_inputs import RUNNING, RunningRow
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import key

NAMES = (
    *("organisation", "service", "neighbourhood", "quality_share", "price_per_unit", "volunteer_share"),
    "runs_until_quarter",
)
"""The columns; the last may be blank where no end is named."""


def _share(text: str) -> Any:
    value = amount(text)
    if value > 1:
        raise ValueError
    return value


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.read(text)
    except BadPeriod:
        raise ValueError from None


def read_running(folder: Path, known: Mapping[str, Collection[str]], faults: list[Fault]) -> Table | None:
    """Read the table where there is one.

    Args:
        folder: the ``handover/`` folder.
        known: services, organisations and neighbourhoods of the place, by the names of their columns.
        faults: where its faults go.
    """
    share, quarter = (_share, "a share from 0 to 1"), (_quarter, "a quarter such as 2027-Q1")
    shape = (
        *(Column(name, among=set(known[name])) for name in NAMES[:3]),
        Column(NAMES[3], *share),
        Column(NAMES[4], *AMOUNT),
        Column(NAMES[5], *share),
        Column(NAMES[6], *quarter, needed=False),
    )
    return read_gathering(folder / RUNNING, shape, faults, together=NAMES[1:3])


def running_faults(
    table: Table | None, providers: Collection[str], services: Collection[str], offered: Collection[Sequence[str]]
) -> Iterator[Fault]:
    """Find what is wrong with the table beside the others of its folder.

    Args:
        table: that was read.
        providers: ids that have a row in providers.csv.
        services: ids that are up for transfer.
        offered: organisation, service and neighbourhood of each offer.
    """
    for row, line in _numbered(table):
        field = "organisation"
        if row[field] not in providers:
            what = key("{name} has no row in providers.csv")
            yield Fault(what, {"name": row[field]}, RUNNING, line, field)
        if row["service"] not in services:
            what = key("{name} is not in the services up for transfer")
            yield Fault(what, {"name": row["service"]}, RUNNING, line, "service")
        if tuple(row[name] for name in NAMES[:3]) in offered:
            what = key("{name} runs this already, so that its offer is no hand-on: take the row out of offers.csv")
            yield Fault(what, {"name": row[field]}, RUNNING, line, field)


def running_rows(table: Table | None) -> tuple[RunningRow, ...]:
    """Give the rows of the table."""
    return tuple(RunningRow(*(row[name] for name in NAMES)) for row, _ in _numbered(table))


def write_running(rows: Iterable[RunningRow]) -> Mapping[str, bytes]:
    """Give the table's bytes by its name; nothing where bodies run nothing."""
    written = [
        (
            row.organisation,
            row.service,
            row.neighbourhood,
            row.quality,
            row.price,
            row.volunteer_share,
            str(row.until) if row.until else None,
        )
        for row in rows
    ]
    return {RUNNING: write_table(list(NAMES), written)} if written else {}


def _numbered(table: Table | None) -> Iterator[tuple[Mapping[str, Any], int]]:
    if table is not None:
        yield from zip(table.rows, table.lines, strict=True)
