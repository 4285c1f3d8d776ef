"""``cuts.csv`` and ``new_money.csv``: what was cut from which service, and what new money came for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.cuts import NOT_WRITTEN, Cut, NewMoney
from commonweal.evidence.inputs import Offer
from commonweal.formats.table_folder import DAY
from commonweal.formats.tables import SUM, Column, RowCheck, read_table, write_table
from commonweal.terms.money import Pence
from commonweal.terms.sources import Source, Unknown

CUTS, NEW = "cuts.csv", "new_money.csv"
CUT_COLUMNS = (
    "starts",
    "service",
    "neighbourhood",
    "pounds_a_year",
    "before_pounds_a_year",
    "decided_by",
    "source",
)
NEW_COLUMNS = ("starts", "ends", "service", "neighbourhood", "pounds_a_year", "giver", "source")


def read_cuts(folder: Path, offers: Sequence[Offer], neighbourhoods: Collection[str]) -> tuple[tuple[Cut, ...], Source]:
    """Read the cuts log of a place folder.

    A blank neighbourhood is the whole place; what was spent before may be left blank, and is then unknown, never 0. A
    row of a sensitive service names no neighbourhood: it would tell where the service is.

    Args:
        folder: the place folder.
        offers: the services that may be cut.
        neighbourhoods: names that a row may have.

    Raises:
        FileMissing: where there is no cuts.csv.
        TableFaults: with every fault at once.
    """
    hidden = _whole_only(offers)

    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        yield from hidden(row)
        cut, before = row["pounds_a_year"], row["before_pounds_a_year"]
        if cut is not None and before is not None and cut > before:
            yield Fault("more is cut than was spent before", field="pounds_a_year")

    table = read_table(
        folder / CUTS,
        (
            Column("starts", *DAY),
            *_where(offers, neighbourhoods),
            Column("pounds_a_year", *SUM),
            Column("before_pounds_a_year", *SUM, needed=False),
            Column("decided_by"),
            Column("source"),
        ),
        check,
    )
    return tuple(
        Cut(
            row["starts"],
            row["service"],
            row["neighbourhood"] or "",
            row["pounds_a_year"],
            row["decided_by"],
            row["source"],
            NOT_WRITTEN if row["before_pounds_a_year"] is None else row["before_pounds_a_year"],
        )
        for row in table.rows
    ), table.source


def read_new_money(
    folder: Path, offers: Sequence[Offer], neighbourhoods: Collection[str]
) -> tuple[tuple[NewMoney, ...], Source]:
    """Read what new money came for the services of a place folder, as :func:`read_cuts` reads cuts.

    Raises:
        FileMissing: where there is no new_money.csv.
        TableFaults: with every fault at once.
    """
    hidden = _whole_only(offers)

    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        yield from hidden(row)
        if row["starts"] is not None and row["ends"] is not None and row["ends"] < row["starts"]:
            yield Fault("it ends before it begins", field="ends")

    table = read_table(
        folder / NEW,
        (
            Column("starts", *DAY),
            Column("ends", *DAY, needed=False),
            *_where(offers, neighbourhoods),
            Column("pounds_a_year", *SUM),
            Column("giver"),
            Column("source"),
        ),
        check,
    )
    return tuple(
        NewMoney(
            row["starts"],
            row["ends"],
            row["service"],
            row["neighbourhood"] or "",
            row["pounds_a_year"],
            row["giver"],
            row["source"],
        )
        for row in table.rows
    ), table.source


def write_cuts(cuts: Iterable[Cut]) -> bytes:
    """Write a cuts log as ``cuts.csv`` holds it."""
    return write_table(
        CUT_COLUMNS,
        (
            (
                cut.starts,
                cut.service,
                cut.neighbourhood,
                pounds(cut.pence),
                None if isinstance(cut.before, Unknown) else pounds(cut.before),
                cut.decided_by,
                cut.source,
            )
            for cut in cuts
        ),
    )


def write_new_money(new: Iterable[NewMoney]) -> bytes:
    """Write new money as ``new_money.csv`` holds it."""
    return write_table(
        NEW_COLUMNS,
        (
            (one.starts, one.ends, one.service, one.neighbourhood, pounds(one.pence), one.giver, one.source)
            for one in new
        ),
    )


def pounds(pence: Pence) -> str:
    """Write pence as pounds, exactly.

    Examples:
        >>> pounds(Pence(30_000_000)), pounds(Pence(1_050))
        ('300000', '10.50')
    """
    whole, rest = divmod(pence, 100)
    return f"{whole}.{rest:02}" if rest else f"{whole}"


def _where(offers: Sequence[Offer], neighbourhoods: Collection[str]) -> tuple[Column, Column]:
    return (
        Column("service", among={offer.service.id for offer in offers}),
        Column("neighbourhood", needed=False, among=neighbourhoods),
    )


def _whole_only(offers: Sequence[Offer]) -> RowCheck:
    sensitive = {offer.service.id for offer in offers if offer.service.sensitive}

    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        if row["service"] in sensitive and row["neighbourhood"] is not None:
            yield Fault("the service is sensitive: leave the neighbourhood blank", field="neighbourhood")

    return check
