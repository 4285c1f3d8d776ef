"""``handover/running.csv``, which may be absent: services in neighbourhoods that bodies run already."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from commonweal.errors import Fault
from commonweal.formats.table_folder import QUARTER, SHARE, at, numbered, read_gathering
from commonweal.formats.tables import AMOUNT, Column, Table, write_table
from commonweal.handover.running_inputs import RUNNING, RunningRow
from commonweal.terms.sentences import key

NAMES = (
    *("organisation", "service", "neighbourhood", "quality_share", "price_per_unit", "volunteer_share"),
    "runs_until_quarter",
)
"""The columns; the last may be blank where no end is named."""
_NAME = RUNNING.removesuffix(".csv")


def read_running(folder: Path, known: Mapping[str, Collection[str]], faults: list[Fault]) -> Table | None:
    """Read the table where there is one.

    Args:
        folder: the ``handover/`` folder.
        known: services, organisations and neighbourhoods of the place, by the names of their columns.
        faults: where its faults go.
    """
    shape = (
        *(Column(name, among=set(known[name])) for name in NAMES[:3]),
        Column(NAMES[3], *SHARE),
        Column(NAMES[4], *AMOUNT),
        Column(NAMES[5], *SHARE),
        Column(NAMES[6], *QUARTER, needed=False),
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
    for row, place in numbered({_NAME: table}, _NAME):
        body, service = row["organisation"], row["service"]
        if body not in providers:
            yield at(place, key("{name} has no row in providers.csv"), {"name": body}, "organisation")
        if service not in services:
            yield at(place, key("{name} is not in the services up for transfer"), {"name": service}, "service")
        if tuple(row[name] for name in NAMES[:3]) in offered:
            what = key("{name} runs this already, so that its offer is no hand-on: take the row out of offers.csv")
            yield at(place, what, {"name": body}, "organisation")


def running_rows(table: Table | None) -> tuple[RunningRow, ...]:
    """Give the rows of the table."""
    return tuple(RunningRow(*(row[name] for name in NAMES)) for row, _ in numbered({_NAME: table}, _NAME))


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
