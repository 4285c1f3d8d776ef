"""What the full cost of a service or a project is worked out from: its budget as a place writes it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from commonweal.terms.money import Pence

LineKind = Literal["direct", "volunteer expenses", "one-off"]
Base = Literal["staff", "direct"]
Pays = Literal["price", "grant", "fills the gap"]


@dataclass(frozen=True, slots=True)
class StaffLine:
    """People paid by the hour: a row of ``costing/budget_staff.csv``.

    Attributes:
        line: what they do; no two lines of a budget have the same name.
        hours_per_week: paid hours in a week, of all of them together.
        weeks: paid weeks in a year, holidays included.
        pay: pence an hour, before tax, in the first year.
        uplift: name of the index by which pay rises, or "" where it does not.
    """

    line: str
    hours_per_week: Fraction
    weeks: Fraction
    pay: Pence
    uplift: str = ""


@dataclass(frozen=True, slots=True)
class OnCost:
    """What an employer pays on top of wages: a row of ``costing/budget_on_costs.csv``.

    Attributes:
        name: such as "employer's National Insurance".
        share: of wages, 0 or more.
        source: where the share comes from.
        line: the staff line it is for, or "" for every one.
    """

    name: str
    share: Fraction
    source: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class CostLine:
    """What is paid for besides staff and overheads: a row of ``costing/budget_lines.csv``.

    Attributes:
        line: what it is.
        kind: a cost of the work itself, what volunteers are paid back, or a cost that comes once.
        amount: pence a year, in the first year's prices.
        year: the one year it falls in, or None for every year.
        uplift: name of the index by which it rises, or "" where it does not.
        source: where the sum comes from.
    """

    line: str
    kind: LineKind
    amount: Pence
    year: int | None = None
    uplift: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Overhead:
    """A fair share of what the body spends anyway: a row of ``costing/budget_overheads.csv``.

    Attributes:
        line: what it is.
        method: how the share was found, in words.
        share: of :attr:`base`, or None where a sum is stated; one of the two stands.
        base: what the share is of: all staff cost, or all cost but overheads.
        amount: pence a year where a sum is stated, in the first year's prices.
        uplift: name of the index by which a stated sum rises, or "".
    """

    line: str
    method: str
    share: Fraction | None = None
    base: Base = "direct"
    amount: Pence | None = None
    uplift: str = ""


@dataclass(frozen=True, slots=True)
class Income:
    """Who pays: a row of ``costing/budget_income.csv``.

    Attributes:
        payer: who.
        pays: the price of a contract, a grant, or money that fills what these leave.
        amount: pence a year.
        agreed: whether the payer has agreed. What is only hoped for is told and not counted.
        year: the one year it is paid in, or None for every year.
    """

    payer: str
    pays: Pays
    amount: Pence
    agreed: bool
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of a service or a project over some years.

    Attributes:
        id: short name.
        title: as people know it.
        first_day: of its first year; each year begins on the same day of the calendar.
        years: how many.
        wage_area: the area whose real living wage holds.
        wage_uplift: name of the index by which the living wage is taken to rise once none is known, or "".
        staff: people paid by the hour.
        on_costs: what comes on top of their wages.
        lines: other costs.
        overheads: fair shares of what is spent anyway.
        income: who pays.
        organisation: id of the body it is of, or "".
        service: id of the service it is for, or "".
    """

    id: str
    title: str
    first_day: date
    years: int
    wage_area: str
    wage_uplift: str = ""
    staff: tuple[StaffLine, ...] = ()
    on_costs: tuple[OnCost, ...] = ()
    lines: tuple[CostLine, ...] = ()
    overheads: tuple[Overhead, ...] = ()
    income: tuple[Income, ...] = ()
    organisation: str = ""
    service: str = ""

    def last_day(self, year: int) -> date:
        """Give the last day of the budget year that begins in a calendar year."""
        return self.first_day.replace(year=year + 1) - timedelta(days=1)

    @property
    def calendar_years(self) -> range:
        """The calendar years in which its years begin."""
        return range(self.first_day.year, self.first_day.year + self.years)

    def label(self, year: int) -> str:
        """Name a year as budgets do.

        Examples:
            >>> Budget("b", "B", date(2026, 4, 1), 2, "UK").label(2026)
            '2026/27'
        """
        calendar = (self.first_day.month, self.first_day.day) == (1, 1)
        return str(year) if calendar else f"{year}/{(year + 1) % 100:02}"

    @property
    def indices(self) -> set[str]:
        """The names of the indices by which anything in it rises."""
        named = {self.wage_uplift, *(one.uplift for one in self.staff), *(one.uplift for one in self.lines)}
        return (named | {one.uplift for one in self.overheads}) - {""}


@dataclass(frozen=True, slots=True)
class Uplifts:
    """By how much prices and pay are taken to rise from one year to the next: ``costing/uplifts.csv``.

    Attributes:
        shares: by index and calendar year, the rise on entering that year; 0.03 is 3 %, below 0 is a fall.
        sources: of each index, as its rows name them.
    """

    shares: Mapping[tuple[str, int], Fraction] = field(default_factory=dict)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def factor(self, index: str, since: int, year: int) -> Fraction:
        """Give by what a sum of one year is multiplied to be of another.

        Args:
            index: name of the index; "" is no rise.
            since: the calendar year whose prices the sum is in.
            year: a calendar year, no earlier.

        Raises:
            KeyError: where the index has no row for a year in between.

        Examples:
            >>> Uplifts({("pay", 2027): Fraction("0.1"), ("pay", 2028): Fraction("0.1")}).factor("pay", 2026, 2028)
            Fraction(121, 100)
        """
        whole = Fraction(1)
        for entered in range(since + 1, year + 1) if index else ():
            whole *= 1 + self.shares[index, entered]
        return whole
