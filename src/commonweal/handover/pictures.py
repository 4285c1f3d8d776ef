"""What a plan's pictures show, as plain values: who runs what when, and whom unmet need falls on."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.handover.pathways import supply
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem, groups, total

Stage = Literal["statutory", "preparing", "double running", "handed over"]


@dataclass(frozen=True, slots=True)
class GanttPhase:
    """A run of quarters in which a service stands in one way.

    Attributes:
        stage: "statutory" (the council runs it), "preparing" (notice is given, the council runs it), "double running"
            (both run it and both are paid) or "handed over".
        first: its first quarter, counted from 0.
        last: its last quarter.
    """

    stage: Stage
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One service in one neighbourhood over the plan's time.

    Attributes:
        service: name, as residents know it.
        neighbourhood: name.
        organisation: name of the body that takes over, or "" where the council keeps it.
        quarters: labels of the plan's quarters, as ``YYYY-Qn``.
        phases: from the first quarter to the last, without gaps.
    """

    service: str
    neighbourhood: str
    organisation: str
    quarters: tuple[str, ...]
    phases: tuple[GanttPhase, ...]


@dataclass(frozen=True, slots=True)
class EquityLine:
    """Unmet need in one fifth of the place.

    Attributes:
        group: 1 the most deprived fifth of people to 5 the least, in whole neighbourhoods.
        neighbourhoods: their names.
        unmet: share of need not met under the plan, quarter by quarter.
        kept: the same were everything kept by the council.
    """

    group: int
    neighbourhoods: tuple[str, ...]
    unmet: tuple[Fraction, ...]
    kept: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class EquityCurve:
    """How unmet need falls on each fifth, quarter by quarter.

    Attributes:
        quarters: labels, as ``YYYY-Qn``.
        lines: one for each fifth that has neighbourhoods, 1 first.
        gap: unmet share of fifth 1 minus that of fifth 5.
        kept_gap: the same were everything kept: what the cuts alone do.
        permitted: the most that ``gap`` may be (row 13).
    """

    quarters: tuple[str, ...]
    lines: tuple[EquityLine, ...]
    gap: tuple[Fraction, ...]
    kept_gap: tuple[Fraction, ...]
    permitted: tuple[Fraction, ...]


def gantt_rows(problem: Problem, plan: Plan) -> tuple[GanttRow, ...]:
    """Give one row for each cell: who runs it when."""
    labels = tuple(str(problem.quarter(t)) for t in range(problem.quarters))
    rows = []
    for cell, choice in zip(problem.cells, plan.decisions.pathways, strict=True):
        body = problem.providers[problem.offers[choice.offer].provider].name if choice else ""
        rows.append(
            GanttRow(
                problem.services[cell.service].name,
                problem.neighbourhoods[cell.neighbourhood].name,
                body,
                labels,
                _phases(problem, choice.start if choice else None),
            )
        )
    return tuple(rows)


def equity_curve(problem: Problem, plan: Plan) -> EquityCurve:
    """Give unmet need by fifth, and the band that the gap between the ends must stay in."""
    of = groups(problem.neighbourhoods)
    lines = []
    for group in range(1, 6):
        names = tuple(place.name for n, place in enumerate(problem.neighbourhoods) if of[n] == group)
        if names:
            lines.append(
                EquityLine(group, names, _unmet(problem, plan, of, group), _unmet(problem, None, of, group)),
            )
    quarters = range(problem.quarters)
    ends = [(_unmet(problem, case, of, 1), _unmet(problem, case, of, 5)) for case in (plan, None)]
    gap, kept = (tuple(poor[t] - rich[t] for t in quarters) for poor, rich in ends)
    return EquityCurve(
        tuple(str(problem.quarter(t)) for t in quarters),
        tuple(lines),
        gap,
        kept,
        tuple(max(kept[0], kept[t]) + problem.parameters.tolerance for t in quarters),
    )


def _phases(problem: Problem, start: int | None) -> tuple[GanttPhase, ...]:
    last = problem.quarters - 1
    if start is None:
        return (GanttPhase("statutory", 0, last),)
    live = start + problem.parameters.overlap_quarters
    found: list[tuple[Stage, int, int]] = [
        ("statutory", 0, start - 2),
        ("preparing", start - 1, start - 1),
        ("double running", start, live - 1),
        ("handed over", live, last),
    ]
    return tuple(GanttPhase(stage, first, end) for stage, first, end in found if first <= end)


def _unmet(problem: Problem, plan: Plan | None, of: tuple[int, ...], group: int) -> tuple[Fraction, ...]:
    ways = plan.decisions.pathways if plan else (None,) * len(problem.cells)
    everywhere = enumerate(zip(problem.cells, ways, strict=True))
    inside = [(c, cell, way) for c, (cell, way) in everywhere if of[cell.neighbourhood] == group]
    shares = []
    for t in range(problem.quarters):
        met = (supply(problem, way, t) if way else problem.kept_level(c, t) for c, _, way in inside)
        lacking = total(cell.demand[t] * (1 - share) for (_, cell, _), share in zip(inside, met, strict=True))
        need = total(cell.demand[t] for _, cell, _ in inside)
        shares.append(lacking / need if need else Fraction(0))
    return tuple(shares)
