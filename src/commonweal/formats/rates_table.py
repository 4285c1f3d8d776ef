"""Wage rates as tables: the records that the package brings, and those that a place adds or corrects."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from commonweal.delivery.rates import Rate
from commonweal.errors import TableFaults
from commonweal.formats.table_folder import DAY
from commonweal.formats.tables import SUM, WHOLE, Column, Table, read_table, repeats, write_table

FILE = "rates.csv"
PACKAGED = Path(__file__).with_name(FILE)
COLUMNS = (
    Column("kind"),
    Column("area"),
    Column("amount_pounds_per_hour", *SUM),
    Column("announced", *DAY),
    Column("due_by", *DAY),
    Column("stale_after_months", *WHOLE),
    Column("source"),
    Column("last_checked", *DAY),
)


def read_rates(path: Path) -> tuple[Rate, ...]:
    """Read a table of rates.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault of it; two records of one kind and area may not be due on the same day.
    """
    table = read_table(path, COLUMNS)
    twice = tuple(repeats(path.name, ("kind", "area", "due_by"), zip(table.lines, table.rows, strict=True)))
    if twice:
        raise TableFaults(*twice, file=path.name)
    return _rates(table)


@lru_cache(maxsize=1)
def packaged_rates() -> tuple[Rate, ...]:
    """Give the records that the package brings."""
    return read_rates(PACKAGED)


def joined(own: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """Put a place's own records beside the packaged ones; one of the same kind, area and due day takes their place."""
    records = {(rate.kind, rate.area, rate.due): rate for rate in (*packaged_rates(), *own)}
    return tuple(records[name] for name in sorted(records))


def write_rates(rates: tuple[Rate, ...]) -> bytes:
    """Write a table of rates."""
    return write_table([column.name for column in COLUMNS], [tuple(_row(rate).values()) for rate in rates])


def rate_value(rate: Rate) -> dict[str, Any]:
    """Give a record as it is published: pence, and days as ``YYYY-MM-DD``."""
    return {
        "kind": rate.kind,
        "area": rate.area,
        "pence_per_hour": rate.amount,
        "announced": rate.announced.isoformat(),
        "due_by": rate.due.isoformat(),
        "stale_after_months": rate.stale_after,
        "source": rate.source,
        "last_checked": rate.checked.isoformat(),
    }


def _rates(table: Table) -> tuple[Rate, ...]:
    return tuple(Rate(*(row[column.name] for column in COLUMNS)) for row in table.rows)


def _row(rate: Rate) -> Mapping[str, object]:
    return {**rate_value(rate), "pence_per_hour": pounds(rate.amount)}


def pounds(pence: int) -> Decimal:
    """Give pence as pounds with two decimals, for a cell of a table.

    Examples:
        >>> str(pounds(1340)), str(pounds(-5))
        ('13.40', '-0.05')
    """
    return Decimal(pence).scaleb(-2)


def pounds_text(pence: int) -> str:
    """Write pence as pounds with two decimals, for columns of text.

    Examples:
        >>> pounds_text(1345), pounds_text(-5)
        ('13.45', '-0.05')
    """
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02}"
