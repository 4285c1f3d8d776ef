"""Bodies that work in a place, as registers tell of them: what they live on, who works for them, what they do."""

from dataclasses import dataclass
from datetime import date

from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

ELSEWHERE = "elsewhere"
"""Stands for the small area of what is based at a postcode that is none of the place."""
NO_AREA = Unknown("where it is based is not stated")
NO_YEAR = Unknown("no year of accounts is stated")


@dataclass(frozen=True, slots=True)
class Body:
    """A charity or group that works in a place.

    No person is named here: registers publish trustees and contacts too, and none of that is read.

    Attributes:
        id: its number in a public register with the register before it, as org-id.guide writes them
            (``GB-CHC-1234567``), or another short name without spaces.
        name: as the register calls it.
        income: of its last year on file.
        reserves: money that it is free to spend, as it reports; below 0 where it has less than nothing.
        volunteers: how many people volunteer for it.
        employees: how many people it employs.
        government_income: what of the income came from grants and contracts of government.
        largest_funder: who gave most of the income, in words.
        largest_funder_income: how much that was.
        activities: what it does, in its own words; "" where it says nothing.
        classes: what the register files it under ("How: Provides services"), in the register's order.
        area: code of the small area in which it is based, :data:`ELSEWHERE` where that is none of the place, or
            Unknown; where it is based is not where it works.
        year_end: the last day of the year that the figures speak of, or Unknown.
    """

    id: str
    name: str
    income: Pence | Unknown
    reserves: Pence | Unknown
    volunteers: int | Unknown
    employees: int | Unknown
    government_income: Pence | Unknown
    largest_funder: str | Unknown
    largest_funder_income: Pence | Unknown
    activities: str = ""
    classes: tuple[str, ...] = ()
    area: str | Unknown = NO_AREA
    year_end: date | Unknown = NO_YEAR
