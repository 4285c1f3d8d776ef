"""Constants of the model that its rows share: guarded groups, the band of equity, ceilings of capacity."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.condition_limits import gains
from commonweal.handover.pathways import fallback, kept_on, supply
from commonweal.handover.problem import Problem, groups, rounded_up, total


@dataclass(frozen=True, slots=True)
class Guard:
    """Cells whose unmet share is watched together.

    Attributes:
        name: "fifth 1", "fifth 5", or a protected service's id.
        cells: places in the problem's cells.
        need: units of need, quarter by quarter.
        kept: unmet share were everything kept by who runs it now, quarter by quarter; 0 where there is no need.
    """

    name: str
    cells: tuple[int, ...]
    need: tuple[Fraction, ...]
    kept: tuple[Fraction, ...]

    def share(self, problem: Problem, cell: int, t: int) -> Fraction:
        """Give the share of the group's need that one of its cells has in a quarter."""
        return problem.cells[cell].demand[t] / self.need[t] if self.need[t] else Fraction(0)


def guard(problem: Problem, name: str, cells: Sequence[int]) -> Guard:
    """Sum up a group of cells."""
    by_service: dict[int, list[int]] = {}
    for c in cells:
        by_service.setdefault(problem.cells[c].service, []).append(c)
    need, kept, run = [], [], [c for c in cells if problem.runs(c)]
    for t in range(problem.quarters):
        units = {s: total(problem.cells[c].demand[t] for c in members) for s, members in by_service.items()}
        unmet = total(wanted * (1 - problem.kept_share(s, t)) for s, wanted in units.items())
        unmet -= total(problem.cells[c].demand[t] * (kept_on(problem, c, t) - problem.kept_level(c, t)) for c in run)
        need.append(total(units.values()))
        kept.append(unmet / need[-1] if need[-1] else Fraction(0))
    return Guard(name, tuple(cells), tuple(need), tuple(kept))


def ends(problem: Problem) -> tuple[Guard, Guard]:
    """Give the most and the least deprived fifth, for the equity rows (13)."""
    of = groups(problem.neighbourhoods)
    most, least = (
        guard(problem, f"fifth {k}", [c for c, cell in enumerate(problem.cells) if of[cell.neighbourhood] == k])
        for k in (1, 5)
    )
    return most, least


def protected(problem: Problem) -> tuple[int, ...]:
    """Give the protected services, as places in the problem's services."""
    return tuple(s for s, service in enumerate(problem.services) if service.protected)


def guards(problem: Problem) -> tuple[Guard, ...]:
    """Give the groups that a plan may not make worse (row 13a): the most deprived fifth, and each protected service."""
    most, _ = ends(problem)
    services = (
        guard(problem, problem.services[s].id, [c for c, cell in enumerate(problem.cells) if cell.service == s])
        for s in protected(problem)
    )
    return (most, *services)


def permitted_gap(problem: Problem) -> tuple[Fraction, ...]:
    """Give h, the most the gap between the ends may be: what keeping gives, at first or then, and the tolerance.

    Where a body stops and the council takes over, both run the service for a time; what that alone does to the gap is
    permitted, so that keeping always is.
    """
    most, least = ends(problem)
    gaps = [a - b for a, b in zip(most.kept, least.kept, strict=True)]
    both = [gap - a + b for gap, a, b in zip(gaps, _run_twice(problem, most), _run_twice(problem, least), strict=True)]
    tolerance = problem.parameters.tolerance
    return tuple(max(gaps[0], gap, twice) + tolerance for gap, twice in zip(gaps, both, strict=True))


def _run_twice(problem: Problem, group: Guard) -> list[Fraction]:
    """Give by how much less of a group's need is unmet while what keeping hands back is run twice."""
    back = {c: way for c in group.cells if (way := fallback(problem, c))}
    return [
        total(
            group.share(problem, c, t) * (supply(problem, way, t) - kept_on(problem, c, t)) for c, way in back.items()
        )
        for t in range(problem.quarters)
    ]


def needs_by_place(problem: Problem) -> tuple[tuple[Fraction, ...], ...]:
    """Give the most load that bodies could ever carry in each neighbourhood, quarter by quarter.

    That is its need, and half as much again of what a body runs already, for as long as another runs it beside it.
    """
    inside: list[list[int]] = [[] for _ in problem.neighbourhoods]
    for c, cell in enumerate(problem.cells):
        inside[cell.neighbourhood].append(c)
    most = [Fraction(3, 2) if problem.runs(c) else Fraction(1) for c in range(len(problem.cells))]
    return tuple(
        tuple(total(problem.cells[c].demand[t] * most[c] for c in cells) for t in range(problem.quarters))
        for cells in inside
    )


def ceilings(problem: Problem) -> tuple[tuple[Fraction, ...], ...]:
    """Give CM, the most load a provider could ever carry: all limits used to the full, money and overload ignored.

    Rounded up to the ninth decimal in each quarter, so that it stays a ceiling and stays short.
    """
    settings, stocks, needs = problem.parameters, [], needs_by_place(problem)
    for n, place in enumerate(problem.neighbourhoods):
        stock = [place.social_action]
        spends = []
        for t in range(1, problem.quarters):
            spends.append(settings.spend_share * stock[-1] + place.spend_base)
            spent = spends[t - settings.action_lag] if t >= settings.action_lag else Fraction(0)
            brought = settings.delivery_action * needs[n][t - 1]
            stock.append(rounded_up((1 - settings.action_loss) * stock[-1] + settings.action_yield * spent + brought))
        stocks.append(stock)
    found, survivals, gained = [], problem.survivals(), gains(problem)
    for p, body in enumerate(problem.providers):
        action = stocks[body.home] if body.home is not None else [Fraction(0)] * problem.quarters
        most = [body.capacity]
        builds = []
        for t in range(1, problem.quarters):
            builds.append(settings.build_share * most[-1] + settings.build_per_action * action[t - 1])
            built = builds[t - settings.building_lag] if t >= settings.building_lag else Fraction(0)
            grown = settings.building_yield * built + settings.action_capacity * action[t - 1] + gained[p][t]
            most.append(rounded_up(survivals[p][t - 1] * most[-1] + grown))
        found.append(tuple((1 + settings.overload_cap) * units for units in most))
    return tuple(found)
