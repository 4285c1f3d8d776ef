"""Who supports the groups of the sample place, and what they live on: some functions rest on one body alone."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from commonweal.evidence.incomes import Income
from commonweal.evidence.infrastructure import Support
from commonweal.samples.places import SamplePlace
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

_Row = TypeVar("_Row", Support, Income)
_COUNCIL, _LOTTERY, _EARNED, _GIFTS = "the council", "a lottery distributor", "what it earns", "gifts"


def sample_infrastructure(place: SamplePlace) -> tuple[Support, ...]:
    """Make the functions of support of a synthetic place.

    Args:
        place: with the bodies of the sample; what is carried by others that it has not is left out.
    """
    grant = date(2025, 3, 31)
    made = (
        Support("Help with papers, money and people", "haven-voluntary-action", "a grant of the council", grant),
        Support("Help with papers, money and people", "plumbline-advice", "two volunteers, an afternoon a week"),
        Support("Finding and placing volunteers", "haven-voluntary-action", "a grant of the council", grant),
        Support("Speaking for groups where decisions are made", "haven-voluntary-action", "its members"),
        Support("Speaking for groups where decisions are made", "open-door-self-advocates", "its members"),
        Support("Speaking for groups where decisions are made", "bellbuoy-neighbours", "its members"),
        Support("Small grants and loans", "haven-credit-union", "its savers"),
        Support("Bringing groups and public bodies together", ""),
    )
    return _of(place, made)


def sample_incomes(place: SamplePlace) -> tuple[Income, ...]:
    """Make what funders gave to some bodies of a synthetic place."""
    made = (
        Income("haven-voluntary-action", _COUNCIL, 2023, Pence(18_600_000)),
        Income("haven-voluntary-action", _LOTTERY, 2023, Pence(7_400_000)),
        Income("haven-voluntary-action", _EARNED, 2023, Pence(4_000_000)),
        Income("plumbline-advice", _COUNCIL, 2023, Pence(9_000_000)),
        Income("plumbline-advice", _LOTTERY, 2023, Pence(9_000_000)),
        Income("plumbline-advice", _GIFTS, 2023, Pence(1_234_567)),
        Income("open-door-self-advocates", "Seamark Trust", 2023, Pence(4_800_000)),
        Income("haven-credit-union", _EARNED, 2023, Pence(6_500_000)),
        Income("haven-credit-union", _COUNCIL, 2023, Pence(500_000)),
        Income("bellbuoy-neighbours", _GIFTS, 2023, Unknown("its accounts for the year are not made up yet")),
    )
    return _of(place, made)


def _of(place: SamplePlace, rows: Collection[_Row]) -> tuple[_Row, ...]:
    known = {body.id for body in place.organisations} | {""}
    return tuple(row for row in rows if row.organisation in known)
