"""A grant as 360Giving's standard carries it: everything that came, and what we read of it as typed values.

Nothing that came is changed: a date keeps its form, a number its digits, a member that the standard does not know its
place. What is read of a grant is read through the properties below.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from commonweal.formats.grant_members import FUNDER, PERSON_FUNDED, RECIPIENT
from commonweal.terms.money import Pence
from commonweal.terms.sentences import Sentence
from commonweal.terms.sources import Source

VERSION = "1.4"
"""Of the standard that our packages name."""


class Named(NamedTuple):
    """A body in a grant.

    Attributes:
        id: its identifier ("GB-CHC-327114").
        name: its name.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant that holds what the standard needs.

    Attributes:
        members: everything that came, by the standard's names; numbers are whole or exact decimals, never floats.
        row: its row in a table, or its number in a package, from 1; 0 where it is of no file.
    """

    members: Mapping[str, Any]
    row: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """Unlike that of every other grant."""
        return str(self.members["id"])

    @property
    def title(self) -> str:
        """What it is called, or "" where nobody said."""
        return str(self.members.get("title", ""))

    @property
    def description(self) -> str:
        """What it is for, or "" where nobody said."""
        return str(self.members.get("description", ""))

    @property
    def currency(self) -> str:
        """ISO 4217 code."""
        return str(self.members["currency"])

    @property
    def awarded(self) -> Decimal:
        """What was awarded, in the currency's main unit, exactly."""
        return Decimal(self.members["amountAwarded"])

    @property
    def on(self) -> date:
        """The day of the award."""
        return date.fromisoformat(self.members["awardDate"][:10])

    @property
    def funders(self) -> tuple[Named, ...]:
        """The organisations that gave it."""
        return tuple(Named(one["id"], one["name"]) for one in self.members[FUNDER])

    @property
    def recipients(self) -> tuple[Named, ...]:
        """The bodies that got it; none where it went to a person."""
        return tuple(Named(one["id"], one["name"]) for one in self.members.get(RECIPIENT, ()))

    @property
    def to_a_person(self) -> bool:
        """Whether it went to a person, of whom nothing is read."""
        return PERSON_FUNDED in self.members

    @property
    def beneficiary_codes(self) -> tuple[str, ...]:
        """Codes of the areas where it worked, as its publisher gave them."""
        return _codes(self.members.get("beneficiaryLocation"))

    @property
    def recipient_codes(self) -> tuple[str, ...]:
        """Codes of the areas where its recipients are based."""
        return tuple(code for one in self.members.get(RECIPIENT, ()) for code in _codes(one.get("location")))

    @property
    def recipient_postcodes(self) -> tuple[str, ...]:
        """Postcodes of its recipients."""
        found = (one.get("postalCode") for one in self.members.get(RECIPIENT, ()))
        return tuple(code.strip() for code in found if isinstance(code, str) and code.strip())


def _codes(locations: Any) -> tuple[str, ...]:
    if not isinstance(locations, list):
        return ()
    found = (one.get("geoCode") for one in locations if isinstance(one, Mapping))
    return tuple(dict.fromkeys(code.strip() for code in found if isinstance(code, str) and code.strip()))


@dataclass(frozen=True, slots=True)
class GrantNote:
    """Something that the standard does not take, in grants that can be read all the same; nothing was changed.

    Attributes:
        said: what it is; where grants differ, of the first of them.
        field: the member or column.
        rows: of each grant of which it is true: its row in a table, or its number in a package, from 1.
    """

    said: Sentence
    field: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GrantFile:
    """A file of grants, read whole.

    Attributes:
        grants: in the file's order.
        package: what the file says of itself (publisher, licence, version); empty for a table.
        notes: what the standard does not take in it.
        source: the file, hashed, with the publisher and licence that it states.
    """

    grants: tuple[Grant, ...]
    package: Mapping[str, Any]
    notes: tuple[GrantNote, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class AwardedGrant:
    """What a place says of an award that it publishes as a grant.

    Attributes:
        id: unlike that of every other grant of this publisher.
        title: of the funded project.
        description: what is promised for it.
        award: what was awarded.
        currency: ISO 4217 code.
        on: the day of the award.
        until: the day by which the work is to be done, or None.
        recipient: the body that is funded.
        funder: the organisation answerable for the money.
        programme: the round that it comes from.
    """

    id: str
    title: str
    description: str
    award: Pence
    currency: str
    on: date
    until: date | None
    recipient: Named
    funder: Named
    programme: str

    def grant(self) -> Grant:
        """Give it as a grant of the standard."""
        members: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "currency": self.currency,
            "amountAwarded": pounds(self.award),
            "awardDate": self.on.isoformat(),
            RECIPIENT: [self.recipient._asdict()],
            FUNDER: [self.funder._asdict()],
            "grantProgramme": [{"title": self.programme}],
        }
        if self.until:
            members["plannedDates"] = [{"endDate": self.until.isoformat()}]
        return Grant(members)


def pounds(pence: Pence) -> int | Decimal:
    """Give a sum as the standard wants it: a number in the main unit, exactly.

    Examples:
        >>> pounds(Pence(20_001)), pounds(Pence(15_000))
        (Decimal('200.01'), 150)
    """
    return Decimal(pence).scaleb(-2) if pence % 100 else pence // 100
