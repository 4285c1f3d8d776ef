"""``infrastructure.csv`` and ``income.csv``: who supports other groups, and what funders give to bodies."""

from collections.abc import Collection, Iterable
from pathlib import Path

from commonweal.errors import TableFaults
from commonweal.evidence.incomes import Income
from commonweal.evidence.infrastructure import Support
from commonweal.formats.cuts_table import pounds
from commonweal.formats.table_folder import DAY, YEAR
from commonweal.formats.tables import SUM_OR_0, Column, Table, read_table, repeats, write_table
from commonweal.terms.sources import Source, Unknown

INFRASTRUCTURE, INCOME = "infrastructure.csv", "income.csv"
INFRASTRUCTURE_COLUMNS = ("function", "organisation", "rests_on", "until")
INCOME_COLUMNS = ("organisation", "funder", "year", "pounds", "unknown_because")
NOT_STATED = "what this funder gave is not stated"


def read_infrastructure(folder: Path, organisations: Collection[str] | None) -> tuple[tuple[Support, ...], Source]:
    """Read who carries each function of support for groups; a blank organisation is a function that nobody carries.

    Args:
        folder: the place folder.
        organisations: ids that a row may name; None where any may.

    Raises:
        FileMissing: where there is no infrastructure.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / INFRASTRUCTURE,
        (
            Column("function"),
            Column("organisation", needed=False, among=organisations),
            Column("rests_on", needed=False),
            Column("until", *DAY, needed=False),
        ),
    )
    return tuple(
        Support(row["function"], row["organisation"] or "", row["rests_on"] or "", row["until"]) for row in table.rows
    ), table.source


def read_incomes(folder: Path, organisations: Collection[str] | None) -> tuple[tuple[Income, ...], Source]:
    """Read what each funder gave to each body by year; a blank sum is Unknown, never 0.

    Args:
        folder: the place folder.
        organisations: ids that a row may name; None where any may.

    Raises:
        FileMissing: where there is no income.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / INCOME,
        (
            Column("organisation", among=organisations),
            Column("funder"),
            Column("year", *YEAR),
            Column("pounds", *SUM_OR_0, needed=False),
            Column("unknown_because", needed=False),
        ),
    )
    _refuse_repeats(table)
    return tuple(
        Income(
            row["organisation"],
            row["funder"],
            row["year"],
            Unknown(row["unknown_because"] or NOT_STATED) if row["pounds"] is None else row["pounds"],
        )
        for row in table.rows
    ), table.source


def write_infrastructure(rows: Iterable[Support]) -> bytes:
    """Write functions of support as ``infrastructure.csv`` holds them."""
    return write_table(
        INFRASTRUCTURE_COLUMNS, ((row.function, row.organisation, row.rests_on, row.until) for row in rows)
    )


def write_incomes(rows: Iterable[Income]) -> bytes:
    """Write what funders gave as ``income.csv`` holds it."""
    return write_table(
        INCOME_COLUMNS,
        (
            (
                row.organisation,
                row.funder,
                row.year,
                None if isinstance(row.pence, Unknown) else pounds(row.pence),
                row.pence.reason if isinstance(row.pence, Unknown) else None,
            )
            for row in rows
        ),
    )


def _refuse_repeats(table: Table) -> None:
    """Refuse a funder that stands twice for one body and year: its sum would count as that of two funders."""
    numbered = zip(table.lines, table.rows, strict=True)
    faults = tuple(repeats(INCOME, ("funder", "organisation", "year"), numbered))
    if faults:
        raise TableFaults(*faults, file=INCOME)
