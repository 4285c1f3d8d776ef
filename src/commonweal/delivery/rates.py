"""Wage rates as dated records: what is to be paid, from when, who says so, and whether somebody has looked lately.

No rate stands in the code: the records come from a file of the package and from a place's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commonweal.errors import RateMissing
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say

LIVING_WAGE = "real living wage"
"""The kind of rate that every budget's pay is held against."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A wage rate with its dates and its source.

    Attributes:
        kind: what it is called, such as :data:`LIVING_WAGE`.
        area: where it holds, such as "UK" or "London".
        amount: pence an hour, before tax.
        announced: the day it was made known.
        due: the day by which it is to be paid.
        stale_after: whole months from its announcement after which a newer one is to be looked for.
        source: who sets it, and where that is told.
        checked: the day on which somebody last held the record against a source.
    """

    kind: str
    area: str
    amount: Pence
    announced: date
    due: date
    stale_after: int
    source: str
    checked: date

    def stale(self, on: date) -> bool:
        """Whether, on a day, the record is older than it may be without somebody looking for a newer one.

        Examples:
            >>> told = date(2025, 10, 22)
            >>> rate = Rate("real living wage", "UK", Pence(1), told, date(2026, 5, 1), 12, "", told)
            >>> rate.stale(date(2026, 10, 22)), rate.stale(date(2026, 10, 23))
            (False, True)
        """
        months = self.announced.year * 12 + self.announced.month - 1 + self.stale_after
        return (on.year * 12 + on.month - 1, on.day) > (months, self.announced.day)

    def sentence(self) -> Sentence:
        """Say the rate with its dates and its source."""
        return say(
            "The {kind} ({area}) is {amount} an hour: announced on {announced}, to be paid by {due}. Source: {source}; "
            "last checked on {checked}.",
            kind=self.kind,
            area=self.area,
            amount=Amount.of_pence(self.amount),
            announced=self.announced,
            due=self.due,
            source=self.source,
            checked=self.checked,
        )


def areas(rates: Iterable[Rate], kind: str = LIVING_WAGE) -> list[str]:
    """Give the areas for which there is a record of a kind, in order of name."""
    return sorted({rate.area for rate in rates if rate.kind == kind})


def newest(rates: Iterable[Rate], area: str, by: date | None = None, kind: str = LIVING_WAGE) -> Rate:
    """Give the newest record of a kind in an area that is due by a day; without a day, the newest there is.

    Raises:
        RateMissing: where no record is due by that day.
    """
    found = [rate for rate in rates if rate.kind == kind and rate.area == area and (by is None or rate.due <= by)]
    if not found:
        raise RateMissing(kind=kind, area=area, day=by or "")
    return max(found, key=lambda rate: (rate.due, rate.announced))


def stale_warning(rates: Iterable[Rate], area: str, on: date, kind: str = LIVING_WAGE) -> Sentence | None:
    """Say that a newer rate is to be looked for, where the newest record is older than it may be.

    Args:
        rates: the records.
        area: where the rate is to hold.
        on: the day on which it is asked.
        kind: of rate.
    """
    rate = newest(rates, area, kind=kind)
    if not rate.stale(on):
        return None
    return say(
        "Take care: the newest {kind} ({area}) on file was announced on {announced}, more than {months} months before "
        "{on}. Look for a newer one: {source}.",
        kind=kind,
        area=area,
        announced=rate.announced,
        months=rate.stale_after,
        on=on,
        source=rate.source,
    )
