"""A fund as it is for one round: what it holds, and what is set aside before anybody votes."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from commonweal.terms.money import Pence

Figure = Literal["low", "middle", "high"]
FIGURES: tuple[Figure, ...] = get_args(Figure)
LeftOver = Literal["carried over"]
CARRIED_OVER: LeftOver = "carried over"


@dataclass(frozen=True, slots=True)
class Stream:
    """A protected stream: money for people whom a popular vote would leave out.

    Attributes:
        id: short name within the fund.
        name: as residents know it.
        for_whom: the people it is for.
        set_aside: what it holds in this round, above 0.
        share: the part of the fund that this is, or None where the constitution states a sum.
        constituted: the day it was set aside; before voting opens.
        entry: number of the entry of the record that says so.
        figure: which figure of a range of need counts.
        panel: roles of the members of the specialist panel; never a person's name.
        left_over: what happens with money that cannot be allocated: it waits for the stream's next round.
    """

    id: str
    name: str
    for_whom: str
    set_aside: Pence
    share: Fraction | None
    constituted: date
    entry: int
    figure: Figure
    panel: tuple[str, ...]
    left_over: LeftOver = CARRIED_OVER


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund as it was constituted for one round. Sums are whole hundredths of its currency (pence where that is GBP).

    Attributes:
        name: as residents know it.
        round: short name of the round.
        accountable_body: the organisation legally answerable for the money.
        total: what the fund holds for the round.
        currency: ISO 4217 code of a currency with hundredths.
        voting_opens: the first day of voting; None where the round holds protected money alone.
        streams: its protected streams, together no more than the total.
    """

    name: str
    round: str
    accountable_body: str
    total: Pence
    currency: str
    voting_opens: date | None
    streams: tuple[Stream, ...]

    @property
    def set_aside(self) -> Pence:
        """What its streams hold together."""
        return Pence(sum(stream.set_aside for stream in self.streams))

    @property
    def for_the_vote(self) -> Pence:
        """What is left for the ballot: the only budget that a poll of this round may have."""
        return Pence(self.total - self.set_aside)


def exact_part(share: Fraction, total: Pence) -> Pence | None:
    """Give a share of a sum where it is a whole number of hundredths, and None where it is not: it is never rounded.

    Examples:
        >>> exact_part(Fraction(2, 7), Pence(56_000_000)), exact_part(Fraction(1, 3), Pence(100))
        (16000000, None)
    """
    exact = share * total
    return Pence(exact.numerator) if exact.denominator == 1 else None
