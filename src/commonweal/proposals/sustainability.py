"""Sustainability: three figures that a person must speak to; no figure turns a body away by itself.

No law sets a level of reserves, and a rule that refuses by calculation gives nobody a chance to explain. So there is no
threshold here: each figure stands beside the reason that a person gave.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown


@dataclass(frozen=True, slots=True)
class Sustainability:
    """What a body says it rests on: a row of ``sustainability.csv``.

    Attributes:
        organisation: id.
        on: the day the figures speak of.
        reserves_gbp: pounds that it could spend freely; below 0 where it owes more than it has.
        monthly_spending_gbp: pounds that it spends in a month.
        largest_funder_share: share of its income that comes from its largest funder, 0 to 1.
        lead_volunteers: how many people it rests on: without them the work would stop.
        reason: what the figures mean here, in the words of whoever looked at them.
    """

    organisation: str
    on: date
    reserves_gbp: Fraction
    monthly_spending_gbp: Fraction
    largest_funder_share: Fraction
    lead_volunteers: int
    reason: str

    @property
    def months(self) -> Fraction | Unknown:
        """How many months of spending the reserves last.

        Examples:
            >>> day, share = date(2026, 3, 31), Fraction(1, 2)
            >>> Sustainability("hall", day, Fraction(4500), Fraction(3000), share, 2, "A lean year.").months
            Fraction(3, 2)
        """
        if self.monthly_spending_gbp == 0:
            return Unknown("it spends nothing in a month")
        return self.reserves_gbp / self.monthly_spending_gbp

    @property
    def rests_on_few(self) -> bool:
        """Whether the work rests on one or two people; a fact to talk about, never a ground to refuse."""
        return self.lead_volunteers in {1, 2}


def latest(figures: Iterable[Sustainability], as_at: date) -> Mapping[str, Sustainability]:
    """Give each body's latest figures up to a day, by its id."""
    return {one.organisation: one for one in sorted(figures, key=lambda one: one.on) if one.on <= as_at}


def told(figures: Sustainability) -> tuple[Sentence, ...]:
    """Say the figures, what they rest on, and the reason that a person gave."""
    months = figures.months
    money = (
        say("Its reserves are {reserves}; it spends nothing in a month.", reserves=Amount(figures.reserves_gbp))
        if isinstance(months, Unknown)
        else say(
            "Its reserves of {reserves} are {months:decimal1} months of what it spends.",
            reserves=Amount(figures.reserves_gbp),
            months=months,
        )
    )
    found = [money, say("Its largest funder gives {share:percent} of its income.", share=figures.largest_funder_share)]
    if figures.rests_on_few:
        found.append(
            say(
                "Its work rests on {n} person: plan for a day when that person cannot come.",
                plural="Its work rests on {n} people: plan for a day when one of them cannot come.",
                by="n",
                n=figures.lead_volunteers,
            )
        )
    return (*found, say("In the words of whoever looked, on {day}: {reason}", day=figures.on, reason=figures.reason))
