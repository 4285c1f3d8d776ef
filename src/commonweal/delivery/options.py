"""Whole-life comparison of options for a service: keep, reshape, transfer, close, do nothing, side by side.

Every figure is a range. Money is in real terms, that is in the prices of the first year, and nothing is discounted. A
saving counts only with a stated source. Unmet need and volunteers' hours stand beside the money and are never turned
into it.

Source: practice told by the National Audit Office, decommissioning toolkit (https://www.nao.org.uk/decommissioning).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.delivery.budget import Uplifts
from commonweal.delivery.full_cost import FullCost, pence
from commonweal.terms.money import Pence

Kind = Literal["keep", "reshape", "transfer", "close", "do nothing"]
What = Literal[
    "full cost", "double running", "failure demand", "displaced cost", "saving", "unmet need", "volunteer hours"
]
KINDS: tuple[Kind, ...] = ("keep", "reshape", "transfer", "close", "do nothing")
COSTS: tuple[What, ...] = ("full cost", "double running", "failure demand", "displaced cost")
FIGURE_KINDS: tuple[What, ...] = (*COSTS, "saving", "unmet need", "volunteer hours")
PASSING: tuple[What, ...] = ("double running", "saving")
"""What may come in some years and not in others; everything else runs through all of them."""

PRICES = "prices"
"""The index of general prices, by which the money of later years is put in the prices of the first."""

GUESS = "a guess"
"""What stands as the source of a figure that nobody can show."""


@dataclass(frozen=True, slots=True)
class Range:
    """A figure as a range: what it is at the least, most likely, and at the most.

    Attributes:
        low: at the least.
        central: most likely.
        high: at the most.

    Examples:
        >>> Range(1, 2, 4) + Range(10, 10, 10)
        Range(low=11, central=12, high=14)
        >>> Range(10, 20, 30) - Range(1, 2, 3)
        Range(low=7, central=18, high=29)
    """

    low: int
    central: int
    high: int

    def __add__(self, other: "Range") -> "Range":
        """Add what is not known to move together: the least with the least, the most with the most."""
        return Range(self.low + other.low, self.central + other.central, self.high + other.high)

    def __sub__(self, other: "Range") -> "Range":
        """Take away: at the least what is left when most is taken."""
        return Range(self.low - other.high, self.central - other.central, self.high - other.low)

    @property
    def ordered(self) -> bool:
        """Whether it is a range at all."""
        return self.low <= self.central <= self.high


ZERO = Range(0, 0, 0)


def total(ranges: Iterable[Range]) -> Range:
    """Add ranges up."""
    return sum(ranges, ZERO)


@dataclass(frozen=True, slots=True)
class OptionFigure:
    """One figure of an option: a row of ``costing/option_figures.csv``.

    Attributes:
        what: what the figure is of.
        range: pence a year, people with unmet need, or volunteers' hours a year.
        source: where it comes from, :data:`GUESS` where nobody can show it, "" only for a saving.
        year: the calendar year in which its year begins, or None for every year.
        area: the neighbourhood of unmet need, or "" for the whole place.
        group: the people whose need is unmet, or "" for everyone.
        falls_on: who bears a displaced cost or failure demand, or "".
    """

    what: What
    range: Range
    source: str
    year: int | None = None
    area: str = ""
    group: str = ""
    falls_on: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is counted: a saving is so only with a source that is no guess."""
        return self.what != "saving" or self.source not in {"", GUESS}


@dataclass(frozen=True, slots=True)
class PublicMoney:
    """Public money for a service before and after it is transferred, and new money beside it, in pence a year.

    Attributes:
        before: what goes to it now.
        after: what goes to it then, without the new money.
        new: new money for the same purpose.
        source: where the figures come from.
    """

    before: Pence
    after: Pence
    new: Pence
    source: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on with a service: a row of ``costing/options.csv`` and its figures.

    Attributes:
        id: short name.
        kind: which of the five ways it is.
        title: as the report calls it.
        figures: its figures; a full cost that a budget gives is not among them.
        budget: the full cost of its budget, or None where its figures state a full cost.
        spread: by which shares the budget's cost may come out at the least and at the most, such as 0.9 and 1.2.
        spread_source: where the shares come from.
        money: public money before and after, stated for a transfer.
    """

    id: str
    kind: Kind
    title: str
    figures: tuple[OptionFigure, ...] = ()
    budget: FullCost | None = None
    spread: tuple[Fraction, Fraction] = (Fraction(1), Fraction(1))
    spread_source: str = ""
    money: PublicMoney | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: a row of ``costing/comparisons.csv`` and its options.

    Attributes:
        service: id of the service.
        title: what is to be decided, in words.
        first_year: calendar year in which the first year begins; its prices hold throughout.
        years: how many years are looked at.
        options: in the order in which they are told.
    """

    service: str
    title: str
    first_year: int
    years: int
    options: tuple[Option, ...]

    @property
    def calendar_years(self) -> range:
        """The calendar years in which its years begin."""
        return range(self.first_year, self.first_year + self.years)

    @property
    def kinds_left_out(self) -> tuple[Kind, ...]:
        """The ways to go on that nobody has worked out."""
        return tuple(kind for kind in KINDS if kind not in {option.kind for option in self.options})


@dataclass(frozen=True, slots=True)
class OptionYear:
    """What one option comes to in one year.

    Attributes:
        year: calendar year in which it begins.
        parts: each kind of figure that is known for the option; a saving only as far as it counts.
    """

    year: int
    parts: Mapping[What, Range]

    @property
    def paid(self) -> Range:
        """What is paid for the service in the year: full cost and double running, less savings that count."""
        outlay = total(self.parts.get(what, ZERO) for what in ("full cost", "double running"))
        return outlay - self.parts.get("saving", ZERO)

    @property
    def cost(self) -> Range:
        """What everybody pays in the year: also failure demand and what is moved to others."""
        others = total(self.parts.get(what, ZERO) for what in ("failure demand", "displaced cost"))
        return self.paid + others


@dataclass(frozen=True, slots=True)
class WholeLife:
    """What one option comes to over the years.

    Attributes:
        option: the option.
        years: one for each year, in order.
        not_worked_out: kinds of figure that nobody has worked out for it; never taken for nothing.
    """

    option: Option
    years: tuple[OptionYear, ...]
    not_worked_out: tuple[What, ...]

    @property
    def now(self) -> Range:
        """What is paid for the service in the first year."""
        return self.years[0].paid

    @property
    def whole(self) -> Range:
        """What everybody pays in all years together, in the prices of the first."""
        return total(year.cost for year in self.years)

    def part(self, what: What) -> Range | None:
        """Give one kind of figure over all years together, or None where it is not worked out."""
        found = [year.parts[what] for year in self.years if what in year.parts]
        return total(found) if found else None

    @property
    def costs_known(self) -> bool:
        """Whether every kind of cost is worked out, so that the whole is no mere least."""
        return not set(self.not_worked_out) & set(COSTS)

    @property
    def borne(self) -> Mapping[tuple[What, str], Range]:
        """What falls on others over all years, by kind of cost and by who bears it, as far as that is stated."""
        found: dict[tuple[What, str], Range] = {}
        for one in self.option.figures:
            if one.falls_on and one.counts:
                whole = total(one.range for year in self.years if one.year in {None, year.year})
                found[one.what, one.falls_on] = found.get((one.what, one.falls_on), ZERO) + whole
        return found

    @property
    def not_counted(self) -> tuple[OptionFigure, ...]:
        """The savings that are not counted, for want of a source."""
        return tuple(figure for figure in self.option.figures if not figure.counts)


@dataclass(frozen=True, slots=True)
class FalseEconomy:
    """The mark on an option that is cheapest now and dearer later.

    Attributes:
        option: id of the option that is marked.
        other: id of the option that costs least over all years.
        saved_now: pence by which less is paid for the service in the first year; central figures.
        dearer: pence by which it is dearer over all years, for everybody; central figures.
        sure: whether it is dearer even where its own range is lowest and the other's highest, with all costs of the
            other worked out.
    """

    option: str
    other: str
    saved_now: Pence
    dearer: Pence
    sure: bool


@dataclass(frozen=True, slots=True)
class OptionComparison:
    """A comparison worked out.

    Attributes:
        comparison: what is compared.
        uplifts: the index of prices it was worked out with.
        options: each option over the years, in the same order.
        marked: those that are cheapest now and dearer later.
    """

    comparison: Comparison
    uplifts: Uplifts
    options: tuple[WholeLife, ...]
    marked: tuple[FalseEconomy, ...]


def compare_options(comparison: Comparison, uplifts: Uplifts) -> OptionComparison:
    """Work out each option over all the years, and mark what is cheapest now and dearer later.

    Args:
        comparison: the options.
        uplifts: the index :data:`PRICES`, by which the costs of budgets are put in the prices of the first year.

    Raises:
        KeyError: where a budget lacks a year that is compared, or the index of prices one of the later years.

    Examples:
        >>> cost = lambda low, year=None: OptionFigure("full cost", Range(low, low, low), "accounts", year)
        >>> harm = OptionFigure("failure demand", Range(20, 60, 90), "a guess", falls_on="the hospital")
        >>> keep = Option("keep", "keep", "Keep it", (cost(100),))
        >>> close = Option("close", "close", "Close it", (cost(60, 2026), cost(50, 2027), harm))
        >>> found = compare_options(Comparison("hub", "The hub", 2026, 2, (keep, close)), Uplifts())
        >>> [whole.now.central for whole in found.options], [whole.whole.central for whole in found.options]
        ([100, 60], [200, 230])
        >>> [(mark.option, mark.saved_now, mark.dearer, mark.sure) for mark in found.marked]
        [('close', 40, 30, False)]
    """
    whole = tuple(_whole_life(option, comparison, uplifts) for option in comparison.options)
    return OptionComparison(comparison, uplifts, whole, tuple(false_economies(whole)))


def false_economies(options: Sequence[WholeLife]) -> Iterable[FalseEconomy]:
    """Mark each option for which least is paid in the first year, while another costs everybody less over all years."""
    least_now = min(option.now.central for option in options)
    best = min(options, key=lambda option: option.whole.central)
    for option in options:
        if option.now.central == least_now and option.whole.central > best.whole.central:
            yield FalseEconomy(
                option.option.id,
                best.option.id,
                Pence(best.now.central - least_now),
                Pence(option.whole.central - best.whole.central),
                best.costs_known and option.whole.low > best.whole.high,
            )


def unmet_rows(option: Option) -> list[tuple[str, str]]:
    """Give the areas and groups by which an option's unmet need is told, each once and in order of its figures."""
    return list(dict.fromkeys((one.area, one.group) for one in option.figures if one.what == "unmet need"))


def unmet(option: Option, year: int, area: str, group: str) -> Range:
    """Give the people of an area and group whose need an option leaves unmet in a year."""
    return total(
        one.range
        for one in option.figures
        if one.what == "unmet need" and (one.area, one.group) == (area, group) and one.year in {None, year}
    )


def _whole_life(option: Option, comparison: Comparison, uplifts: Uplifts) -> WholeLife:
    years = tuple(OptionYear(year, _parts(option, year, comparison, uplifts)) for year in comparison.calendar_years)
    known = {what for year in years for what in year.parts}
    asked = [what for what in FIGURE_KINDS if what not in PASSING or (what == "double running" and _changes(option))]
    return WholeLife(option, years, tuple(what for what in asked if what not in known))


def _changes(option: Option) -> bool:
    """Say whether an option has a time in which the old and the new would both have to run."""
    return option.kind in {"reshape", "transfer"}


def _parts(option: Option, year: int, comparison: Comparison, uplifts: Uplifts) -> Mapping[What, Range]:
    parts: dict[What, Range] = {}
    if option.budget is not None:
        real = option.budget.of_year(year) / uplifts.factor(PRICES, comparison.first_year, year)
        low, high = option.spread
        parts["full cost"] = Range(*(pence(real * share) for share in (low, Fraction(1), high)))
    for figure in option.figures:
        if figure.counts and figure.year in {None, year}:
            parts[figure.what] = parts.get(figure.what, ZERO) + figure.range
    return parts
