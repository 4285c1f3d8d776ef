"""What a plan's trial comes to: chances with their intervals, unmet need with its spread, and regret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.stress.case import Case
from commonweal.handover.stress.futures import Kind
from commonweal.handover.stress.tally import TEN_THOUSAND, Tally

Danger = Literal["floor", "gap", "worse_off", "statutory_fund", "devolved_fund", "overload"]
DANGERS: tuple[Danger, ...] = ("floor", "gap", "worse_off", "statutory_fund", "devolved_fund", "overload")
"""In the order of :attr:`Tally.seen`."""

Z = Fraction(196, 100)
"""Of a 95 % interval."""
MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something happened.

    Attributes:
        times: scenarios in which it did.
        scenarios: of so many.
        least: lower end of the 95 % interval, rounded down to the millionth.
        most: upper end, rounded up.
    """

    times: int
    scenarios: int
    least: Fraction
    most: Fraction

    @property
    def share(self) -> Fraction:
        """Give the share of scenarios."""
        return Fraction(self.times, self.scenarios)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a figure lies over the scenarios: one in twenty is below ``low``, one in twenty above ``high``.

    Attributes:
        low: the 5 % point.
        middle: the median.
        high: the 95 % point.
    """

    low: Fraction
    middle: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class CellTrial:
    """What a service in a neighbourhood may meet.

    Attributes:
        service: its id.
        neighbourhood: name.
        handed: whether the plan hands it over, on or back; a service that the council keeps is topped up to its floor,
            and where the money for that is not there the statutory fund is overdrawn.
        floor: chance that it falls below its floor in some quarter.
        unmet: unmet need over the whole plan, as a share of the need that was planned for.
        overload: chance that the body that runs it has more load than it may carry in some quarter; either body, where
            one hands it on to another.
        run_already: whether a body runs it already when the plan begins.
    """

    service: str
    neighbourhood: str
    handed: bool
    floor: Chance
    unmet: Spread
    overload: Chance
    run_already: bool = False


@dataclass(frozen=True, slots=True)
class Regret:
    """How a plan compares with the best of all those tried, future by future.

    Attributes:
        name: what the plan is called.
        weighted: its weighted unmet units.
        regret: how much more that is than the best plan's in the same future.
        best: futures in which no other plan had less unmet need.
        dangers: chance of each under it.
    """

    name: str
    weighted: Spread
    regret: Spread
    best: int
    dangers: Mapping[Danger, Chance]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a plan's trial comes to.

    Attributes:
        seed: of the draws.
        scenarios: how many futures.
        services: chance that a service falls below its floor in some neighbourhood, by id.
        cells: one for each service in each neighbourhood, in the problem's order.
        regrets: the plan first, then the others it was compared with.
        kinds: chance of each danger where one kind of thing alone comes otherwise than planned.
    """

    seed: int
    scenarios: int
    services: Mapping[str, Chance]
    cells: tuple[CellTrial, ...]
    regrets: tuple[Regret, ...]
    kinds: Mapping[Kind, Mapping[Danger, Chance]]

    @property
    def dangers(self) -> Mapping[Danger, Chance]:
        """Give the chance of each danger in the whole place, under the plan."""
        return self.regrets[0].dangers


def chance(times: int, scenarios: int) -> Chance:
    """Give how often something happened, with the interval of that share.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).

    Examples:
        >>> found = chance(0, 1000)
        >>> float(found.least), float(found.most)
        (0.0, 0.003827)
    """
    share, n = Fraction(times, scenarios), scenarios
    middle = share + Z * Z / (2 * n)
    # Rounded up, so that the interval never is too narrow.
    inside = share * (1 - share) / n + Z * Z / (4 * n * n)
    half = Z * Fraction(isqrt(inside.numerator * 10**24 // inside.denominator) + 1, 10**12)
    whole = 1 + Z * Z / n
    least, most = max(Fraction(0), (middle - half) / whole), min(Fraction(1), (middle + half) / whole)
    low = 0 if times == 0 else least.numerator * MILLION // least.denominator
    high = MILLION if times == scenarios else -(-most.numerator * MILLION // most.denominator)
    return Chance(times, scenarios, Fraction(low, MILLION), Fraction(high, MILLION))


def sum_up(
    case: Case,
    seed: int,
    found: Tally,
    others: Sequence[tuple[str, Tally]] = (),
    kinds: Mapping[Kind, Tally] = MappingProxyType({}),
) -> Trial:
    """Sum up a plan's trial.

    Args:
        case: the plan, made ready.
        seed: of the draws.
        found: its tally of all scenarios.
        others: other plans' names and tallies of the same scenarios of the same problem.
        kinds: its tallies where one kind of thing alone comes otherwise than planned.
    """
    count = found.count
    return Trial(
        seed,
        count,
        {
            service.id: chance(int(times), count)
            for service, times in zip(case.problem.services, found.services, strict=True)
        },
        _cells(case, found),
        _regrets([("plan", found), *others]),
        {kind: _dangers(one) for kind, one in kinds.items()},
    )


def _cells(case: Case, found: Tally) -> tuple[CellTrial, ...]:
    problem, count = case.problem, found.count
    row_of = {int(c): k for k, c in enumerate(case.handed)}
    spreads = [_spread(row) for row in np.sort(found.unmet, axis=1)]
    never, told, overloads = chance(0, count), [], _overloads(case, found)
    for c, cell in enumerate(problem.cells):
        row = row_of.get(c)
        floor = chance(int(found.breached[row]), count) if row is not None else never
        run_by = chance(overloads[row], count) if row is not None else never
        at = len(row_of) + case.kept_like[c] if row is None else row
        names = problem.services[cell.service].id, problem.neighbourhoods[cell.neighbourhood].name
        handed, already = case.decisions.pathways[c] is not None, problem.runs(c) is not None
        told.append(CellTrial(*names, handed, floor, spreads[at], run_by, already))
    return tuple(told)


def _overloads(case: Case, found: Tally) -> list[int]:
    """Give for each cell that bodies run the scenarios in which one that does had more load than it may carry."""
    problem, told = case.problem, []
    for c in case.handed.tolist():
        way, now = case.decisions.pathways[c], problem.runs(c)
        offer = way.offer if way is not None else now.offer if now else 0
        told.append(int(found.overloaded[problem.offers[offer].provider]))
    for k, (row, _, _) in enumerate(case.held.handed_on if case.held else ()):
        told[row] = int(found.overloaded[len(problem.providers) + k])
    return told


def _spread(ordered: NDArray[np.uint16]) -> Spread:
    low, middle, high = (Fraction(int(ordered[k]), TEN_THOUSAND) for k in spread_points(len(ordered)))
    return Spread(low, middle, high)


def spread_points(count: int) -> tuple[int, int, int]:
    """Give the places of the 5, 50 and 95 % points among so many in order, the lower one where it falls between."""
    low, middle, high = ((count - 1) * share // 100 for share in (5, 50, 95))
    return low, middle, high


def _regrets(plans: Sequence[tuple[str, Tally]]) -> tuple[Regret, ...]:
    """Compare plans, in whole thousandths of a unit: what differs by less is the same."""
    all_ = np.rint(np.array([one.weighted for _, one in plans]) * 1000).astype(np.int64)
    least = all_.min(axis=0)
    points = spread_points(all_.shape[1])
    told = []
    for (name, one), row in zip(plans, all_, strict=True):
        figures = (np.sort(row), np.sort(row - least))
        weighted, regret = (Spread(*(Fraction(int(values[k]), 1000) for k in points)) for values in figures)
        told.append(Regret(name, weighted, regret, int((row == least).sum()), _dangers(one)))
    return tuple(told)


def _dangers(found: Tally) -> Mapping[Danger, Chance]:
    return {danger: chance(int(row.sum()), found.count) for danger, row in zip(DANGERS, found.seen, strict=True)}
