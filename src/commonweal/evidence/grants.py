"""Grants that funders gave: who gave what to whom, when, and where it worked, as far as anybody said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown


@dataclass(frozen=True, slots=True)
class GivenGrant:
    """One grant, as its funder published it.

    Attributes:
        id: unlike that of every other grant.
        title: what it is called.
        description: what it is for, or "".
        funder_id: identifier of the organisation that gave it ("GB-CHC-327114").
        funder: its name.
        recipient_id: identifier of the body that got it, or "" where that is a person.
        recipient: its name, or "" where that is a person: no person's name is kept.
        pence: what was awarded, exactly; 0 or more.
        on: the day of the award.
        delivered_at: code of the small area in which it worked, as its funder published it.
        based_at: code of the small area in which the recipient is based.
        file: name of the file that it was taken from, or "".
        row: its row there, or its number in a package, from 1; 0 where that is not known.
    """

    id: str
    title: str
    description: str
    funder_id: str
    funder: str
    recipient_id: str
    recipient: str
    pence: Pence
    on: date
    delivered_at: str | Unknown
    based_at: str | Unknown
    file: str = ""
    row: int = 0

    def at(self, truth: Literal["delivered", "based"]) -> str | Unknown:
        """Give the grant's area under one truth; the other never stands in for it."""
        return self.delivered_at if truth == "delivered" else self.based_at


def awarded(grants: Iterable[GivenGrant]) -> Pence:
    """Add up what was awarded."""
    return Pence(sum(grant.pence for grant in grants))


def unplaced(grants: Iterable[GivenGrant], truth: Literal["delivered", "based"]) -> tuple[GivenGrant, ...]:
    """Give the grants whose area is not known by one truth."""
    return tuple(grant for grant in grants if isinstance(grant.at(truth), Unknown))
