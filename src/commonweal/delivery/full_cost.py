"""The full cost of a service or a project, year by year: what it is made of, who pays, and what nobody pays.

Full cost is direct cost, a fair share of overheads, the real living wage and a stated yearly uplift. Pay an hour and
every line are rounded to whole pence once in each year (half a penny up); everything else is sums of lines, so that the
parts come to the whole to the penny.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

from commonweal.delivery.budget import Base, Budget, Income, StaffLine, Uplifts
from commonweal.delivery.rates import Rate, newest
from commonweal.terms.money import Pence

Part = Literal["wages", "on-costs", "living wage", "direct", "volunteer expenses", "one-off", "overheads"]
PARTS: tuple[Part, ...] = (
    *("wages", "on-costs", "living wage"),
    *("direct", "volunteer expenses", "one-off", "overheads"),
)
"""What a full cost is made of, in the order in which it is told."""

_STAFF = frozenset({"wages", "on-costs", "living wage"})


@dataclass(frozen=True, slots=True)
class LineCost:
    """One line of a year's cost.

    Attributes:
        part: which part of the full cost it belongs to.
        line: what it is.
        cost: pence in the year.
    """

    part: Part
    line: str
    cost: Pence


@dataclass(frozen=True, slots=True)
class BelowWage:
    """A staff line whose pay is below the real living wage in a year.

    Attributes:
        line: the staff line.
        pay: pence an hour as budgeted for the year, whole ones.
        wage: the real living wage of the year, pence an hour.
        lifting: what it costs to pay it that wage in the year: wages and on-costs, without overheads.
    """

    line: str
    pay: Pence
    wage: Pence
    lifting: Pence


@dataclass(frozen=True, slots=True)
class Wage:
    """The real living wage that a year's pay is held against.

    Attributes:
        amount: pence an hour.
        rate: the record it comes from.
        known: whether the record is due in that year, or was; otherwise it is the last one known, carried forward.
    """

    amount: Pence
    rate: Rate
    known: bool


@dataclass(frozen=True, slots=True)
class YearCost:
    """The full cost of one year, and who pays it.

    Attributes:
        year: calendar year in which it begins.
        label: as budgets name it.
        wage: the real living wage of the year.
        lines: every line of the cost.
        below: the staff lines paid less than that wage.
        lifting: what lifting them all costs, with the overheads that are a share of it; part of the full cost.
        income: agreed money of the year, one row for each payer.
        hoped: money of the year that nobody has agreed to yet; not counted.
    """

    year: int
    label: str
    wage: Wage
    lines: tuple[LineCost, ...]
    below: tuple[BelowWage, ...]
    lifting: Pence
    income: tuple[Income, ...]
    hoped: tuple[Income, ...]

    def part(self, part: Part) -> Pence:
        """Give what one part comes to."""
        return Pence(sum(line.cost for line in self.lines if line.part == part))

    @property
    def full_cost(self) -> Pence:
        """All lines together."""
        return Pence(sum(line.cost for line in self.lines))

    @property
    def paid(self) -> Pence:
        """What the price and grants pay."""
        return Pence(sum(one.amount for one in self.income if one.pays != "fills the gap"))

    @property
    def gap(self) -> Pence:
        """Full cost less what the price and grants pay; below 0 they pay more than it costs."""
        return Pence(self.full_cost - self.paid)

    @property
    def filled(self) -> Pence:
        """What named others have agreed to put towards the gap."""
        return Pence(sum(one.amount for one in self.income if one.pays == "fills the gap"))

    @property
    def unfilled(self) -> Pence:
        """What nobody pays; below 0 there is money over."""
        return Pence(self.gap - self.filled)


@dataclass(frozen=True, slots=True)
class FullCost:
    """The full cost of a budget.

    Attributes:
        budget: what it is worked out from.
        years: one for each year, in order.
    """

    budget: Budget
    years: tuple[YearCost, ...]

    def of_year(self, year: int) -> Pence:
        """Give the full cost of the year that begins in a calendar year.

        Raises:
            KeyError: where the budget has no such year.
        """
        return {one.year: one.full_cost for one in self.years}[year]

    @property
    def total(self) -> Pence:
        """All years together, in the money of each year."""
        return Pence(sum(one.full_cost for one in self.years))


def full_cost(budget: Budget, uplifts: Uplifts, rates: Collection[Rate]) -> FullCost:
    """Work out the full cost of each year of a budget.

    Pay below the real living wage is lifted to it; what that costs is a part of its own. A year counts throughout with
    the newest rate that is to be paid by its last day. Once none is known, the last one is carried forward, risen by
    :attr:`Budget.wage_uplift` where that is stated, and the year says so.

    Args:
        budget: the budget.
        uplifts: by how much each index rises.
        rates: records of wage rates.

    Raises:
        RateMissing: where no real living wage is known that was due by the end of the first year.
        KeyError: where an index that the budget names has no row for one of its years.

    Source: the real living wage is the Living Wage Foundation's.

    Examples:
        >>> from datetime import date
        >>> told = date(2025, 10, 22)
        >>> rate = Rate("real living wage", "UK", Pence(1345), told, date(2026, 5, 1), 12, "", told)
        >>> helpers = StaffLine("helpers", Fraction(10), Fraction(52), Pence(1200))
        >>> budget = Budget("club", "Club", date(2026, 4, 1), 1, "UK", staff=(helpers,))
        >>> [year] = full_cost(budget, Uplifts(), [rate]).years
        >>> year.part("wages"), year.part("living wage"), year.full_cost, year.unfilled
        (624000, 75400, 699400, 699400)
    """
    return FullCost(budget, tuple(_year(budget, uplifts, rates, year) for year in budget.calendar_years))


def wage_of(budget: Budget, uplifts: Uplifts, rates: Collection[Rate], year: int) -> Wage:
    """Give the real living wage that a budget's pay is held against in a year.

    Raises:
        RateMissing: where none is known that was due by the end of the first year.
    """
    newest(rates, budget.wage_area, budget.last_day(budget.first_day.year))
    rate = newest(rates, budget.wage_area, budget.last_day(year))
    began = budget.first_day.replace(year=year)
    if rate.due >= began:
        return Wage(rate.amount, rate, known=True)
    # The last year in which the record was due counts with it as it is; every later one is a guess.
    since = max(y for y in range(rate.due.year - 1, year + 1) if budget.first_day.replace(year=y) <= rate.due)
    return Wage(pence(rate.amount * uplifts.factor(budget.wage_uplift, since, year)), rate, known=False)


def pence(value: Fraction) -> Pence:
    """Round a sum of pence to whole ones, half a penny up.

    Examples:
        >>> pence(Fraction(5, 2)), pence(Fraction(7, 3))
        (3, 2)
    """
    return Pence(floor(value + Fraction(1, 2)))


def _year(budget: Budget, uplifts: Uplifts, rates: Collection[Rate], year: int) -> YearCost:
    wage = wage_of(budget, uplifts, rates, year)
    staff, below = _staff(budget, uplifts, wage, year)
    others = list(_others(budget, uplifts, year))
    as_paid = [line for line in staff if line.part != "living wage"]
    overheads = list(_overheads(budget, uplifts, year, [*staff, *others]))
    lower = _overheads(budget, uplifts, year, [*as_paid, *others])
    lifting = sum(one.lifting for one in below) + _sum(overheads) - _sum(list(lower))
    of_year = [one for one in budget.income if one.year in {None, year}]
    return YearCost(
        year,
        budget.label(year),
        wage,
        (*staff, *others, *overheads),
        tuple(below),
        Pence(lifting),
        tuple(one for one in of_year if one.agreed),
        tuple(one for one in of_year if not one.agreed),
    )


def _staff(budget: Budget, uplifts: Uplifts, wage: Wage, year: int) -> tuple[list[LineCost], list[BelowWage]]:
    lines, below = [], []
    for line in budget.staff:
        pay = pence(line.pay * uplifts.factor(line.uplift, budget.first_day.year, year))
        own = list(_paid(budget, line, pay))
        lines += own
        if pay < wage.amount:
            lifting = Pence(_sum(list(_paid(budget, line, wage.amount))) - _sum(own))
            lines.append(LineCost("living wage", line.line, lifting))
            below.append(BelowWage(line.line, pay, wage.amount, lifting))
    return lines, below


def _paid(budget: Budget, line: StaffLine, pay: Pence) -> Iterator[LineCost]:
    """Give what a staff line costs at so many pence an hour: its wages, and what comes on top of them."""
    wages = pence(pay * line.hours_per_week * line.weeks)
    yield LineCost("wages", line.line, wages)
    for extra in budget.on_costs:
        if extra.line in {"", line.line}:
            yield LineCost("on-costs", f"{line.line}: {extra.name}", pence(wages * extra.share))


def _others(budget: Budget, uplifts: Uplifts, year: int) -> Iterator[LineCost]:
    for line in budget.lines:
        if line.year in {None, year}:
            cost = pence(line.amount * uplifts.factor(line.uplift, budget.first_day.year, year))
            yield LineCost(line.kind, line.line, cost)


def _overheads(budget: Budget, uplifts: Uplifts, year: int, lines: list[LineCost]) -> Iterator[LineCost]:
    bases: dict[Base, int] = {"staff": sum(line.cost for line in lines if line.part in _STAFF), "direct": _sum(lines)}
    for one in budget.overheads:
        if one.share is not None:
            cost = pence(bases[one.base] * one.share)
        else:
            cost = pence((one.amount or 0) * uplifts.factor(one.uplift, budget.first_day.year, year))
        yield LineCost("overheads", one.line, cost)


def _sum(lines: list[LineCost]) -> int:
    return sum(line.cost for line in lines)
