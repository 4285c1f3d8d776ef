"""The tables of a place's ``handover/`` folder that may each be absent: what it asks beyond the model's own rows.

``docs/handover.md`` lists the files and columns.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.formats.table_folder import QUARTER, SHARE, at, numbered, read_gathering
from commonweal.formats.tables import AMOUNT, Column, Table, column_texts, write_table
from commonweal.handover.condition_inputs import (
    BlackoutRow,
    ConditionRows,
    GainRow,
    LargestShareRow,
    LotRow,
    PriceFloorRow,
)
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import key

FILES = ("blackouts", "price_floors", "largest_shares", "lots", "capacity_gains")
"""The tables, any of which may be absent."""
Read = Mapping[str, Table]


def _columns(
    services: Collection[str], organisations: Collection[str], neighbourhoods: Collection[str]
) -> Mapping[str, tuple[Column, ...]]:
    service = Column("service", among=services)
    return {
        "blackouts": (Column("quarter", *QUARTER), replace(service, needed=False), Column("reason")),
        "price_floors": (replace(service, unique=True), Column("least_price_per_unit", *AMOUNT), Column("source")),
        "largest_shares": (replace(service, unique=True), Column("most_share", *SHARE), Column("reason")),
        "lots": (
            Column("group"),
            Column("lot"),
            service,
            Column("neighbourhood", needed=False, among=neighbourhoods),
        ),
        "capacity_gains": (
            Column("organisation", among=organisations),
            Column("quarter", *QUARTER),
            Column("capacity_units", *AMOUNT),
            Column("source"),
        ),
    }


def read_conditions(
    folder: Path, neighbourhoods: Collection[str], quarters: Sequence[Quarter], faults: list[Fault]
) -> Read:
    """Read those of the tables that there are.

    Args:
        folder: the ``handover/`` folder.
        neighbourhoods: names of the place's.
        quarters: those of the plan, or nothing where the funds are at fault.
        faults: where what is wrong goes.
    """
    services, organisations = (
        set(column_texts(folder / f"{file}.csv", name))
        for file, name in (("services", "service"), ("providers", "organisation"))
    )
    shapes = _columns(services, organisations, neighbourhoods)
    found = {name: read_gathering(folder / f"{name}.csv", shapes[name], faults) for name in FILES}
    tables = {name: table for name, table in found.items() if table is not None}
    faults.extend(_quarter_faults(tables, quarters))
    faults.extend(_lot_faults(tables))
    return tables


def _quarter_faults(tables: Read, quarters: Sequence[Quarter]) -> Iterator[Fault]:
    if not quarters:
        return
    for name in ("blackouts", "capacity_gains"):
        for row, place in numbered(tables, name):
            if row["quarter"] not in quarters:
                figures = {"quarter": str(row["quarter"])}
                yield at(place, key("{quarter} is not a quarter of funds.csv"), figures, "quarter")
            elif name == "capacity_gains" and row["quarter"] == quarters[0]:
                what = key("what is there in the first quarter belongs to capacity_units of providers.csv")
                yield at(place, what, {}, "quarter")


def _lot_faults(tables: Read) -> Iterator[Fault]:
    """Find what belongs to two lots of a group, of which one organisation could then take neither."""
    before: list[tuple[Mapping[str, Any], int | None]] = []
    for row, place in numbered(tables, "lots"):
        for other, line in before:
            here = {row["neighbourhood"], other["neighbourhood"]}
            same = (row["group"], row["service"]) == (other["group"], other["service"])
            if same and (len(here) == 1 or None in here):
                figures = {"service": row["service"], "lot": other["lot"], "first": line}
                what = key("{service} is there in the lot {lot} of this group already, at line {first}")
                yield at(place, what, figures, "service")
        before.append((row, place.line))


def condition_rows(tables: Read) -> ConditionRows:
    """Give what the tables hold."""

    def rows(name: str, kind: Any) -> tuple[Any, ...]:
        return tuple(kind(*row.values()) for row, _ in numbered(tables, name))

    return ConditionRows(
        rows("blackouts", BlackoutRow),
        rows("price_floors", PriceFloorRow),
        rows("largest_shares", LargestShareRow),
        rows("lots", LotRow),
        rows("capacity_gains", GainRow),
    )


def write_conditions(rows: ConditionRows) -> Mapping[str, bytes]:
    """Write those of the tables that have a row: the bytes of each file by its name."""
    cells: dict[str, list[tuple[object, ...]]] = {
        "blackouts": [(str(row.quarter), row.service, row.reason) for row in rows.blackouts],
        "price_floors": [(row.service, row.least, row.source) for row in rows.price_floors],
        "largest_shares": [(row.service, row.most, row.reason) for row in rows.largest_shares],
        "lots": [(row.group, row.lot, row.service, row.neighbourhood) for row in rows.lots],
        "capacity_gains": [(row.organisation, str(row.quarter), row.units, row.source) for row in rows.gains],
    }
    shapes = _columns((), (), ())
    return {
        f"{name}.csv": write_table([column.name for column in shapes[name]], written)
        for name, written in cells.items()
        if written
    }
