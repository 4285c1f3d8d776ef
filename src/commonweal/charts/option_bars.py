"""Ways to go on with a service, side by side: what each costs now, and over all years, as ranges."""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.charts.picture import Picture, Text
from commonweal.charts.range_bars import RangeBar, RangeBars, RangeGroup, range_bars
from commonweal.delivery.options import Range
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class OptionCosts:
    """What one way to go on costs.

    Attributes:
        title: as the report calls it.
        now: pence paid for the service in the first year.
        whole: pence over all years, for everybody.
        marked: whether it is cheapest now and dearer later.
        costs_known: whether every kind of cost is worked out.
    """

    title: str
    now: Range
    whole: Range
    marked: bool
    costs_known: bool

    @property
    def care(self) -> Sentence | None:
        """Why its figures need attention, or None."""
        if self.marked:
            return say("cheapest now, dearer later")
        return None if self.costs_known else say("not all costs are worked out: it may cost more")


def option_bars(name: str, options: tuple[OptionCosts, ...], years: int, text: Text) -> Picture:
    """Draw what options cost, in the first year and over all years.

    Args:
        name: lower-case letters, digits and hyphens; unique on its page.
        options: in the order in which they are told.
        years: how many years are looked at.
        text: writes a sentence in the reader's language.
    """
    shown = RangeBars(
        name,
        _finding(options),
        say(
            "Two groups of {n} bars, one bar for each option from its least to its most: what is paid for the "
            "service in the first year, and what it costs everybody over {years} years. A range is rounded to what it "
            "can carry, outwards; the figures behind it are exact.",
            n=len(options),
            years=years,
        ),
        (
            RangeGroup(say("paid for the service in the first year"), tuple(_bar(one, one.now) for one in options)),
            RangeGroup(say("cost over all years, for everybody"), tuple(_bar(one, one.whole) for one in options)),
        ),
    )
    return range_bars(shown, text)


def carried(cost: Range) -> Range:
    """Round a range to what it can carry: the second digit of its width, and never finer than a pound.

    The ends are rounded outwards, so that it is never told narrower than it is. What is known to the penny stays.

    Args:
        cost: in pence.

    Examples:
        >>> carried(Range(1_234_567, 1_500_001, 1_987_654)), carried(Range(123, 123, 123)).low
        (Range(low=1230000, central=1500000, high=1990000), 123)
    """
    width = cost.high - cost.low
    if not width:
        return cost
    step = 10 ** max(2, len(str(width)) - 2)
    return Range(cost.low // step * step, round(Fraction(cost.central, step)) * step, -(-cost.high // step) * step)


def _bar(one: OptionCosts, cost: Range) -> RangeBar:
    cost = carried(cost)
    low, central, high = (Amount.of_pence(Pence(value)) for value in (cost.low, cost.central, cost.high))
    return RangeBar(one.title, low, central, high, one.care)


def _finding(options: tuple[OptionCosts, ...]) -> Sentence:
    marked = [one.title for one in options if one.marked]
    if marked:
        return say("Cheapest now, dearer later: {option}.", option=marked[0])
    best = min(options, key=lambda one: one.whole.central)
    return say("Over all years, {option} costs least by what is worked out.", option=best.title)
