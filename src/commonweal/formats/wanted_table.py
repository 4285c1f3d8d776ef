"""``wanted.csv``: transfers that a place wants to begin in a certain quarter, so that the gate can say yes or no."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.formats.table_folder import QUARTER
from commonweal.formats.tables import Column, read_table, write_table
from commonweal.handover.chronology import WANTED, Wanted
from commonweal.handover.inputs import HandoverTables
from commonweal.terms.sentences import key

COLUMNS = ("organisation", "service", "neighbourhood", "quarter")


def write_wanted(wanted: Iterable[Wanted]) -> bytes:
    """Write transfers as ``wanted.csv`` holds them."""
    return write_table(COLUMNS, ((one.organisation, one.service, one.neighbourhood, one.quarter) for one in wanted))


def read_wanted(folder: Path, handover: HandoverTables, organisations: Collection[str]) -> tuple[Wanted, ...]:
    """Read the transfers that a place wants.

    Args:
        folder: the place folder.
        handover: its ``handover/`` folder, whose offers and quarters a wanted transfer keeps to.
        organisations: ids of the place's bodies.

    Raises:
        FileMissing: where there is no wanted.csv.
        TableFaults: with every fault at once.
    """
    offered = {(row.organisation, row.service, row.neighbourhood) for row in handover.offers}
    services = {row.service for row in handover.transfers}
    places = {row.neighbourhood for row in handover.localities}
    first, last = handover.funds[0].quarter, handover.funds[-1].quarter

    def faults(row: Mapping[str, Any]) -> Iterator[Fault]:
        told = {name: str(row[name]) for name in COLUMNS if row[name] is not None}
        if len(told) == len(COLUMNS) and (row["organisation"], row["service"], row["neighbourhood"]) not in offered:
            what = key("handover/offers.csv has no offer of {organisation} for {service} in {neighbourhood}")
            yield Fault(what, told, field="organisation")
        if row["quarter"] and not first < row["quarter"] <= last:
            figures = {**told, "first": str(first + 1), "last": str(last)}
            yield Fault(
                "{quarter} is not in the plan, in which transfers begin from {first} to {last}",
                figures,
                field="quarter",
            )

    table = read_table(
        folder / WANTED,
        (
            Column("organisation", among=set(organisations)),
            Column("service", among=services),
            Column("neighbourhood", among=places),
            Column("quarter", *QUARTER),
        ),
        faults,
    )
    return tuple(Wanted(**row, line=line) for row, line in zip(table.rows, table.lines, strict=True))
