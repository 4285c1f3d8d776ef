"""What a hand-over plan is made from: every figure of the model as an exact number.

Services are measured in one common unit, so many pounds' worth of a service in a quarter at the council's own cost
(``unit_gbp``, by default a thousand pounds); need, load, capacity, social action and money are all in that unit.
Quarters count from 0. Cells, providers and offers refer to one another by their place in the problem's own lists.
Source of the model: ``docs/handover.md``, whose row numbers (1) to (13a) the comments use.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from commonweal.handover.conditions import Conditions
from commonweal.handover.devolved import DevolvedFund
from commonweal.handover.last_plan import LastPlan
from commonweal.handover.running import Running
from commonweal.terms.periods import Quarter

ONE, HALF = Fraction(1), Fraction(1, 2)
LEFT_OUT = MappingProxyType({"left out": True})
"""Of a member that the written form leaves out where it is as by default, so that older plans keep their hashes."""
STATE_PLACES = 9
"""Decimals that decisions and stocks are kept to, rounded down, so that published figures stay short and exact."""


def rounded_down(value: Fraction, places: int = STATE_PLACES) -> Fraction:
    """Round towards minus infinity to so many decimals.

    Examples:
        >>> rounded_down(Fraction(2, 3), 2)
        Fraction(33, 50)
    """
    return Fraction(value.numerator * 10**places // value.denominator, 10**places)


def rounded_up(value: Fraction, places: int = STATE_PLACES) -> Fraction:
    """Round towards plus infinity to so many decimals."""
    return -rounded_down(-value, places)


@dataclass(frozen=True, slots=True)
class TransferService:
    """A public service that is up for transfer.

    Attributes:
        id: as in the place's list of services.
        name: as residents know it.
        measure: what the service itself is counted in ("hours a week").
        measure_cost: units that one of those costs the council in a quarter.
        criticality: weight of an unmet unit.
        floor: least share of need met at all times, 0 to 1.
        statutory: whether volunteers' time may not count towards the floor.
        protected: whether its own unmet share may not rise above keeping it (row 13a).
        level: share of need that the council's own service meets, quarter by quarter (the cuts profile).
    """

    id: str
    name: str
    measure: str
    measure_cost: Fraction
    criticality: Fraction
    floor: Fraction
    statutory: bool
    protected: bool
    level: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Locality:
    """A neighbourhood as the plan sees it.

    Attributes:
        name: as residents know it.
        population: residents.
        deprivation_rank: 1 is the most deprived of the place.
        weight: weight of an unmet unit here, 1 being the average.
        social_action: stock of social action at the start, in units.
        spend_base: what may be spent on social action in a quarter whatever its stock, in units.
        volunteer_units: load that volunteers can sustain in a quarter, in units.
    """

    name: str
    population: int
    deprivation_rank: int
    weight: Fraction
    social_action: Fraction
    spend_base: Fraction
    volunteer_units: Fraction


@dataclass(frozen=True, slots=True)
class Cell:
    """One service in one neighbourhood.

    Attributes:
        service: place in the problem's services.
        neighbourhood: place in the problem's neighbourhoods.
        demand: units of need, quarter by quarter.
    """

    service: int
    neighbourhood: int
    demand: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation that might take a service over.

    Attributes:
        id: as in the place's list of organisations.
        name: as it calls itself.
        home: place of its neighbourhood in the problem's neighbourhoods, or None where it is based elsewhere.
        capacity: units of load it can carry in the first quarter.
        ready_from: first quarter its readiness check allows.
        willing: whether its consent is recorded; without it no pathway exists.
        grant_dependence: share of its income that is public grant, 0 to 1.
    """

    id: str
    name: str
    home: int | None
    capacity: Fraction
    ready_from: int
    willing: bool
    grant_dependence: Fraction


@dataclass(frozen=True, slots=True)
class Offer:
    """What a provider would do in one cell.

    Attributes:
        cell: place in the problem's cells.
        provider: place in the problem's providers.
        quality: share of need met once it runs the service alone, 0 to 1.
        price: full price of a unit of load, staff at the living wage; 1 is the council's own unit cost.
        volunteer_share: share of the load that volunteers carry, 0 to 1.
    """

    cell: int
    provider: int
    quality: Fraction
    price: Fraction
    volunteer_share: Fraction


@dataclass(frozen=True, slots=True)
class Parameters:
    """The model's settings; each has a default, a range and a source in ``handover/parameters.csv``.

    Attributes:
        overlap_quarters: O, quarters of double running.
        terminal_weight: weight of the last quarter's unmet need against any other quarter's.
        top_up_price: price of lifting a cut service to its floor, against the council's unit cost.
        natural_loss: share of capacity lost in a quarter.
        building_yield: capacity for each unit built.
        building_lag: quarters until what is built serves.
        action_capacity: capacity each quarter for a unit of social action at home.
        overload_loss: capacity lost for each unit of overload.
        overload_cap: most overload, as a share of capacity.
        cut_loss: capacity lost for a unit of cut, times grant dependence.
        build_share: absorptive limit, as a share of capacity.
        build_per_action: absorptive limit for each unit of social action at home.
        action_loss: share of the stock of social action lost in a quarter.
        action_yield: social action for each unit spent.
        action_lag: quarters until that spending shows.
        spend_share: limit of social-action spending, as a share of the stock.
        volunteers_per_action: load volunteers can carry for each unit of social action.
        step_in: money held for each unit of load, to step in when a provider fails.
        tolerance: of the equity rows, in shares of need.
        building_cost: money for each unit built.
        action_cost: money for each unit of social-action spending.
        activation_cost: money when a provider first takes load.
        legal_share: legal and data cost of a hand-over, as a share of the cell's first need.
        least_capacity: capacity a provider must have once it is ready, in units.
        loan_limit: most that may be borrowed in a quarter.
        loan_rate: interest each quarter.
        loan_quarters: equal repayments of a loan.
        spend_weight: weight of spending in the objective, there only to settle ties.
        delivery_action: phi, social action that a unit of load handed over in a neighbourhood adds there each quarter.
    """

    overlap_quarters: int
    terminal_weight: Fraction
    top_up_price: Fraction
    natural_loss: Fraction
    building_yield: Fraction
    building_lag: int
    action_capacity: Fraction
    overload_loss: Fraction
    overload_cap: Fraction
    cut_loss: Fraction
    build_share: Fraction
    build_per_action: Fraction
    action_loss: Fraction
    action_yield: Fraction
    action_lag: int
    spend_share: Fraction
    volunteers_per_action: Fraction
    step_in: Fraction
    tolerance: Fraction
    building_cost: Fraction
    action_cost: Fraction
    activation_cost: Fraction
    legal_share: Fraction
    least_capacity: Fraction
    loan_limit: Fraction
    loan_rate: Fraction
    loan_quarters: int
    spend_weight: Fraction
    delivery_action: Fraction = field(default=Fraction(0), metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Funds:
    """The two purses of a plan, in units of money.

    Attributes:
        statutory_start: statutory reserve before the first quarter.
        statutory: statutory budget, quarter by quarter.
        devolved_start: devolved grant in hand before the first quarter.
        devolved: devolved grant, quarter by quarter.
        blended: the funds that the grant is made of, where there are several; their incomes add up to it.
    """

    statutory_start: Fraction
    statutory: tuple[Fraction, ...]
    devolved_start: Fraction
    devolved: tuple[Fraction, ...]
    blended: tuple[DevolvedFund, ...] = field(default=(), metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Adopted:
    """What has already happened when a plan is made again.

    Attributes:
        until: first quarter still open; everything before it stands as adopted.
        starts: for each cell the (offer, quarter) that began before ``until``, or None.
        building: by provider, quarter by quarter before ``until``.
        spending: social-action spending by neighbourhood, quarter by quarter before ``until``.
        loans: drawn, quarter by quarter before ``until``.
        withdrawn: providers that take on nothing more from ``until`` on.
        paid: by blended fund and use, quarter by quarter before ``until``.
    """

    until: int
    starts: tuple[tuple[int, int] | None, ...]
    building: tuple[tuple[Fraction, ...], ...]
    spending: tuple[tuple[Fraction, ...], ...]
    loans: tuple[Fraction, ...]
    withdrawn: tuple[int, ...]
    paid: tuple[tuple[tuple[Fraction, ...], ...], ...] = field(default=(), metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Problem:
    """All data of one hand-over plan.

    Attributes:
        first_quarter: the calendar quarter that is quarter 0, as ``YYYY-Qn``.
        quarters: T, how many quarters the plan covers.
        unit_gbp: pounds that one unit is.
        parameters: the model's settings.
        services: up for transfer.
        neighbourhoods: of the place.
        cells: every service in every neighbourhood where it is needed.
        providers: organisations that may take over.
        offers: what each would do, cell by cell.
        funds: the purses.
        adopted: what already happened, when planning again; None for a first plan.
        conditions: what the place asks beyond the model's own rows.
        last: the plan that was published before, or None.
        running: for each cell who runs it already, or None for the council; empty where the council runs all.
    """

    first_quarter: str
    quarters: int
    unit_gbp: Fraction
    parameters: Parameters
    services: tuple[TransferService, ...]
    neighbourhoods: tuple[Locality, ...]
    cells: tuple[Cell, ...]
    providers: tuple[Provider, ...]
    offers: tuple[Offer, ...]
    funds: Funds
    adopted: Adopted | None = None
    conditions: Conditions = field(default=Conditions(), metadata=LEFT_OUT)
    last: LastPlan | None = field(default=None, metadata=LEFT_OUT)
    running: tuple[Running | None, ...] = field(default=(), metadata=LEFT_OUT)

    def runs(self, cell: int) -> Running | None:
        """Give who runs a cell already, or None where the council does."""
        return self.running[cell] if self.running else None

    def quarter(self, t: int) -> Quarter:
        """Give the calendar quarter of a plan's quarter."""
        return Quarter.read(self.first_quarter) + t

    def kept_level(self, cell: int, t: int) -> Fraction:
        """Give the share of need met where the council keeps a cell: its level, topped up to the floor."""
        return self.kept_share(self.cells[cell].service, t)

    def kept_share(self, service: int, t: int) -> Fraction:
        """Give the share of need met where the council keeps a service anywhere."""
        return max(self.services[service].level[t], self.services[service].floor)

    def kept_cost(self, cell: int, t: int) -> Fraction:
        """Give B0, the money a kept cell costs in a quarter, the top-up to the floor at its own price."""
        return self.kept_price(self.cells[cell].service, t) * self.cells[cell].demand[t]

    def kept_price(self, service: int, t: int) -> Fraction:
        """Give the money that a unit of need costs in a quarter where the council keeps the service."""
        level, floor = self.services[service].level[t], self.services[service].floor
        return level + self.parameters.top_up_price * max(Fraction(0), floor - level)

    def unmet_weight(self, cell: int, t: int) -> Fraction:
        """Give W, the weight of leaving a whole cell unmet in a quarter."""
        at, last = self.cells[cell], self.parameters.terminal_weight if t == self.quarters - 1 else ONE
        weight = self.neighbourhoods[at.neighbourhood].weight * self.services[at.service].criticality
        return weight * last * at.demand[t]

    def kept_money(self, t: int) -> Fraction:
        """Give what keeping every cell costs in a quarter."""
        needs: list[list[Fraction]] = [[] for _ in self.services]
        for cell in self.cells:
            needs[cell.service].append(cell.demand[t])
        return total(self.kept_price(s, t) * total(units) for s, units in enumerate(needs))

    def legal_cost(self, cell: int) -> Fraction:
        """Give f, the money a hand-over of the cell costs once."""
        return self.parameters.legal_share * self.cells[cell].demand[0]

    def repayments(self) -> tuple[Fraction, ...]:
        """Give what a loan of 1 costs in each quarter after it: equal shares of it, and interest on the rest."""
        term = self.parameters.loan_quarters
        return tuple(Fraction(1, term) + self.parameters.loan_rate * Fraction(term - k, term) for k in range(term))

    def cut(self, t: int) -> Fraction:
        """Give by how much the council's own services fall in a quarter, on average, 0 where they do not (row 4)."""
        before, now = (mean([service.level[u] for service in self.services]) for u in (max(0, t - 1), t))
        return max(Fraction(0), before - now)

    def survivals(self) -> tuple[tuple[Fraction, ...], ...]:
        """Give g, the share of each provider's capacity that is still there a quarter later (row 4), by quarter."""
        cuts, left = [self.cut(t) for t in range(self.quarters)], 1 - self.parameters.natural_loss
        shares = [self.parameters.cut_loss * one.grant_dependence for one in self.providers]
        return tuple(tuple(max(Fraction(0), left - share * cut) for cut in cuts) for share in shares)


def total(values: Iterable[Fraction]) -> Fraction:
    """Add up many exact numbers, quickly where few denominators occur.

    Examples:
        >>> total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 2)])
        Fraction(4, 3)
    """
    tops: dict[int, int] = {}
    for value in values:
        tops[value.denominator] = tops.get(value.denominator, 0) + value.numerator
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), Fraction(0))


def mean(values: Sequence[Fraction]) -> Fraction:
    """Give the exact mean of some numbers."""
    return sum(values, Fraction(0)) / len(values)


def groups(neighbourhoods: Sequence[Locality]) -> tuple[int, ...]:
    """Give each neighbourhood's group, 1 the most deprived fifth of people to 5 the least, in whole neighbourhoods.

    Group 1 is the shortest list from the most deprived that reaches a fifth of the people, group 5 the same from the
    other end; those between go by the place of their middle resident. A neighbourhood in both ends is in 1.

    Examples:
        >>> few = [Locality(str(n), 100, n, ONE, ONE, ONE, ONE) for n in (2, 1, 3)]
        >>> groups(few)
        (3, 1, 5)
    """
    order = sorted(
        range(len(neighbourhoods)), key=lambda n: (neighbourhoods[n].deprivation_rank, neighbourhoods[n].name)
    )
    total = sum(place.population for place in neighbourhoods)
    found = dict.fromkeys(order, 0)
    for group, way in ((5, order[::-1]), (1, order)):
        reached = 0
        for n in way:
            if 5 * reached >= total and reached:
                break
            found[n] = group
            reached += neighbourhoods[n].population
    before = 0
    for n in order:
        people = neighbourhoods[n].population
        if not found[n]:
            found[n] = min(4, max(2, 1 + 5 * (2 * before + people) // (2 * total)))
        before += people
    return tuple(found[n] for n in range(len(neighbourhoods)))
