"""Awards as 360Giving publishes grants, so that anybody who reads the data of other funders can read these.

Source: 360Giving Data Standard 1.4, grant and package schemas; the titles of the table's columns are the standard's.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from commonweal.formats.tables import write_table
from commonweal.terms.money import Pence

VERSION = "1.4"


@dataclass(frozen=True, slots=True)
class Grant:
    """An award as it is published.

    Attributes:
        id: unlike that of every other grant of this publisher.
        title: of the funded project.
        description: what is promised for it.
        award: what was awarded.
        currency: ISO 4217 code.
        on: the day of the award.
        until: the day by which the work is to be done, or None.
        recipient: identifier and name of the body that is funded.
        funder: identifier and name of the organisation answerable for the money.
        programme: the round that it comes from.
    """

    id: str
    title: str
    description: str
    award: Pence
    currency: str
    on: date
    until: date | None
    recipient: tuple[str, str]
    funder: tuple[str, str]
    programme: str


def grants_json(grants: Sequence[Grant]) -> bytes:
    """Write grants as a 360Giving package."""
    package = {"version": VERSION, "grants": [_grant(one) for one in grants]}
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def grants_csv(grants: Sequence[Grant]) -> bytes:
    """Write grants as a table with the standard's column titles."""
    return write_table(_COLUMNS, map(_row, grants))


def _grant(one: Grant) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": one.id,
        "title": one.title,
        "description": one.description,
        "currency": one.currency,
        "amountAwarded": _amount(one.award),
        "awardDate": one.on.isoformat(),
        "recipientOrganization": [{"id": one.recipient[0], "name": one.recipient[1]}],
        "fundingOrganization": [{"id": one.funder[0], "name": one.funder[1]}],
        "grantProgramme": [{"title": one.programme}],
    }
    return value | ({"plannedDates": [{"endDate": one.until.isoformat()}]} if one.until else {})


def _amount(award: Pence) -> float:
    """Give a sum as the standard wants it, a number in the main unit: exact, since it has at most two decimals."""
    return int(award) / 100 if int(award) % 100 else int(award) // 100


_COLUMNS = (
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Awarded",
    "Award Date",
    "Planned Dates:End Date",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Grant Programme:Title",
)


def _row(one: Grant) -> tuple[object, ...]:
    return (
        one.id,
        one.title,
        one.description,
        one.currency,
        Fraction(int(one.award), 100),
        one.on.isoformat(),
        one.until and one.until.isoformat(),
        *one.recipient,
        *one.funder,
        one.programme,
    )
