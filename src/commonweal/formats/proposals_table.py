"""``proposals.csv``: what stands on the ballot, with its owner and its full cost."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from pathlib import Path

from commonweal.formats.tables import Column, amount, read_table, write_table
from commonweal.proposals.proposal import Proposal
from commonweal.terms.money import Pence
from commonweal.terms.sources import Source

FILE = "proposals.csv"
_LONGEST_TITLE = 200
COLUMNS = ("id", "title", "summary", "organisation", "neighbourhood", "group", "cost_pounds")


def _pounds(text: str) -> Fraction:
    value = amount(text)
    if value == 0 or (value * 100).denominator != 1:
        raise ValueError
    return value


def _title(text: str) -> str:
    if len(text) > _LONGEST_TITLE:
        raise ValueError
    return text


def read_proposals(
    folder: Path, organisations: Collection[str], neighbourhoods: Collection[str]
) -> tuple[tuple[Proposal, ...], Source]:
    """Read the proposals of a place folder.

    Args:
        folder: the place folder.
        organisations: identifiers a proposal's owner may have.
        neighbourhoods: names a proposal's place may have; blank is the whole place.

    Raises:
        FileMissing: where there is no proposals.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / FILE,
        (
            Column("id", unique=True),
            Column("title", _title, "a title of at most 200 characters: it becomes a promise in the record"),
            Column("summary", needed=False),
            Column("organisation", among=organisations),
            Column("neighbourhood", needed=False, among=neighbourhoods),
            Column("group", needed=False),
            Column("cost_pounds", _pounds, "an amount above 0 in pounds and whole pence"),
        ),
    )
    return tuple(
        Proposal(
            id=row["id"],
            title=row["title"],
            summary=row["summary"] or "",
            organisation=row["organisation"],
            neighbourhood=row["neighbourhood"] or "",
            group=row["group"] or "",
            cost=Pence(int(row["cost_pounds"] * 100)),
        )
        for row in table.rows
    ), table.source


def write_proposals(proposals: Iterable[Proposal]) -> bytes:
    """Write proposals as ``proposals.csv`` holds them."""
    return write_table(
        COLUMNS,
        (
            (p.id, p.title, p.summary, p.organisation, p.neighbourhood, p.group, Fraction(p.cost, 100))
            for p in proposals
        ),
    )
