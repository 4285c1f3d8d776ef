"""The limits that a place's own conditions set, exactly: what one organisation may run, and what it gains."""

from collections.abc import Mapping
from fractions import Fraction

from commonweal.handover.pathways import fixed_start, is_back, stops
from commonweal.handover.problem import Problem, total

ZERO = Fraction(0)


def shared(problem: Problem) -> Mapping[int, int]:
    """Give the place of each service's largest share among those of the problem, by the service's own place."""
    return {row.service: k for k, row in enumerate(problem.conditions.largest_shares)}


def share_limits(problem: Problem) -> tuple[tuple[Fraction, ...], ...]:
    """Give the most need of a service that each provider may run in the last quarter: one row for each largest share.

    What a provider had begun when a plan is made again, and what it runs already, stands, however much it is.
    """
    last, begun = problem.quarters - 1, {**_running(problem), **_begun(problem)}
    found = []
    for row in problem.conditions.largest_shares:
        cells = [c for c, cell in enumerate(problem.cells) if cell.service == row.service]
        most = row.most * total(problem.cells[c].demand[last] for c in cells)
        held = [ZERO] * len(problem.providers)
        for c in cells:
            if c in begun:
                held[begun[c]] += problem.cells[c].demand[last]
        found.append(tuple(max(most, units) for units in held))
    return tuple(found)


def lot_groups(problem: Problem) -> tuple[str, ...]:
    """Give the names of the groups of lots, in the order in which they first come."""
    return tuple(dict.fromkeys(lot.group for lot in problem.conditions.lots))


def _begun(problem: Problem) -> Mapping[int, int]:
    """Give who had begun in which cell when planning again."""
    ways = ((c, fixed_start(problem, c)) for c in range(len(problem.cells)) if problem.adopted is not None)
    return {c: problem.offers[way.offer].provider for c, way in ways if way is not None and not is_back(problem, way)}


def _running(problem: Problem) -> Mapping[int, int]:
    """Give who runs which cell already."""
    return {c: problem.offers[now.offer].provider for c, now in enumerate(problem.running) if now}


def shares_kept(problem: Problem) -> tuple[tuple[Fraction, ...], ...]:
    """Give the need of each largest share's service that each provider runs in the last quarter where all is kept."""
    kept = {c: p for c, p in _running(problem).items() if not stops(problem, c)}
    found = []
    for row in problem.conditions.largest_shares:
        held = [ZERO] * len(problem.providers)
        for c, p in kept.items():
            held[p] += problem.cells[c].demand[-1] if problem.cells[c].service == row.service else ZERO
        found.append(tuple(held))
    return tuple(found)


def gains(problem: Problem) -> tuple[tuple[Fraction, ...], ...]:
    """Give the capacity that each provider has more from each quarter on, P x T (row 4)."""
    found = [[ZERO] * problem.quarters for _ in problem.providers]
    for row in problem.conditions.gains:
        found[row.provider][row.quarter] += row.units
    return tuple(tuple(row) for row in found)
