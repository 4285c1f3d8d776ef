"""``spending.csv`` and ``contracts.csv`` of a place folder: public money that went, and that was promised, to whom."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.evidence.spending import Payment, PublicContract
from commonweal.formats.ocds_releases import NO_DAY, NO_POSTCODE, NO_VALUE
from commonweal.formats.table_folder import DAY
from commonweal.formats.tables import WHOLE, YES_NO, Column, read_table, write_table
from commonweal.formats.words import words
from commonweal.formats.written_money import WRITTEN
from commonweal.terms.sources import Source, Unknown

SPENDING, CONTRACTS = "spending.csv", "contracts.csv"
SPENDING_COLUMNS = ("on", "department", "supplier", "purpose", "amount_pounds", "source_row")
CONTRACT_COLUMNS = (
    "id",
    "on",
    "buyer",
    "supplier",
    "supplier_id",
    "title",
    "value_pounds",
    "area",
    "small_or_medium",
    "voluntary",
    "unknown_because",
    "source_row",
)


def read_spending(folder: Path) -> tuple[tuple[Payment, ...], Source]:
    """Read the payments of a place folder.

    Raises:
        FileMissing: where there is no spending.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / SPENDING,
        (
            Column("on", *DAY),
            Column("department", words, needed=False),
            Column("supplier", words),
            Column("purpose", words, needed=False),
            Column("amount_pounds", *WRITTEN),
            Column("source_row", *WHOLE, needed=False),
        ),
    )
    return tuple(
        Payment(
            row["on"],
            row["department"] or "",
            row["supplier"],
            row["purpose"] or "",
            row["amount_pounds"],
            row["source_row"],
        )
        for row in table.rows
    ), table.source


def read_contracts(folder: Path) -> tuple[tuple[PublicContract, ...], Source]:
    """Read the contracts of a place folder; a blank value is Unknown, never 0.

    Raises:
        FileMissing: where there is no contracts.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / CONTRACTS,
        (
            Column("id", words, unique=True),
            Column("on", *DAY, needed=False),
            Column("buyer", words, needed=False),
            Column("supplier", words),
            Column("supplier_id", words, needed=False),
            Column("title", words, needed=False),
            Column("value_pounds", *WRITTEN, needed=False),
            Column("area", needed=False),
            Column("small_or_medium", *YES_NO, needed=False),
            Column("voluntary", *YES_NO, needed=False),
            Column("unknown_because", needed=False),
            Column("source_row", *WHOLE, needed=False),
        ),
    )
    return tuple(_contract(row) for row in table.rows), table.source


def write_spending(payments: Iterable[Payment]) -> bytes:
    """Write payments as ``spending.csv`` holds them."""
    return write_table(
        SPENDING_COLUMNS,
        ((one.on, one.department, one.supplier, one.purpose, Fraction(one.pence, 100), one.row) for one in payments),
    )


def write_contracts(contracts: Iterable[PublicContract], rows: Iterable[int | None]) -> bytes:
    """Write contracts as ``contracts.csv`` holds them.

    Args:
        contracts: the contracts.
        rows: line of each in the file it was taken from, or None.
    """
    return write_table(
        CONTRACT_COLUMNS,
        (
            (
                one.id,
                None if isinstance(one.on, Unknown) else one.on,
                one.buyer,
                one.supplier,
                one.supplier_id,
                one.title,
                None if isinstance(one.pence, Unknown) else Fraction(one.pence, 100),
                None if isinstance(one.area, Unknown) else one.area,
                one.small,
                one.voluntary,
                one.pence.reason if isinstance(one.pence, Unknown) else None,
                row,
            )
            for one, row in zip(contracts, rows, strict=True)
        ),
    )


def _contract(row: Mapping[str, Any]) -> PublicContract:
    value = row["value_pounds"]
    return PublicContract(
        row["id"],
        row["on"] or NO_DAY,
        row["buyer"] or "",
        row["supplier"],
        row["supplier_id"] or "",
        row["title"] or "",
        value if value is not None else Unknown(row["unknown_because"] or NO_VALUE.reason),
        row["area"] or NO_POSTCODE,
        row["small_or_medium"],
        row["voluntary"],
    )
