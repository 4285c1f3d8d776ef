"""What a plan's pictures show, as plain values: who runs what when, and whom unmet need falls on."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.handover.explain_running import fate, runner_name
from commonweal.handover.limits import permitted_gap
from commonweal.handover.pathways import Choice, kept_on, met
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem, groups, total
from commonweal.handover.running import Running

Stage = Literal["statutory", "run by a body", "preparing", "double running", "handed over", "handed on", "handed back"]


@dataclass(frozen=True, slots=True)
class GanttPhase:
    """A run of quarters in which a service stands in one way.

    Attributes:
        stage: "statutory" (the council runs it) or "run by a body" (one runs it already), "preparing" (notice is
            given), "double running" (both run it and both are paid), then "handed over", "handed on" (from body to
            body) or "handed back" (to the council).
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
        organisation: name of the body that takes over, or that goes on; "" where the council runs it in the end.
        quarters: labels of the plan's quarters, as ``YYYY-Qn``.
        phases: from the first quarter to the last, without gaps.
        before: name of the body that runs it already, or "".
    """

    service: str
    neighbourhood: str
    organisation: str
    quarters: tuple[str, ...]
    phases: tuple[GanttPhase, ...]
    before: str = ""


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
    for c, (cell, choice) in enumerate(zip(problem.cells, plan.decisions.pathways, strict=True)):
        what, now = fate(problem, c, choice), problem.runs(c)
        runs = now.offer if now and what == "stay" else choice.offer if choice and what != "back" else None
        body = problem.providers[problem.offers[runs].provider].name if runs is not None else ""
        rows.append(
            GanttRow(
                problem.services[cell.service].name,
                problem.neighbourhoods[cell.neighbourhood].name,
                body,
                labels,
                _phases(problem, now, choice, what),
                runner_name(problem, c),
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
        permitted_gap(problem),
    )


def _phases(problem: Problem, now: Running | None, choice: Choice | None, what: str) -> tuple[GanttPhase, ...]:
    last, overlap = problem.quarters - 1, problem.parameters.overlap_quarters
    ends: dict[str, Stage] = {"over": "handed over", "on": "handed on", "back": "handed back"}
    found: list[tuple[Stage, int, int]] = []
    until = choice.start - 2 if choice else last
    if now is None:
        found.append(("statutory", 0, until))
    else:
        # Who runs it already may have taken it over in an earlier form of this plan.
        begun = now.since - overlap if now.since else 0
        found += [("statutory", 0, begun - 2), ("preparing", begun - 1, begun - 1)] if now.since else []
        found += [("double running", begun, now.since - 1)] if now.since else []
        found.append(("run by a body", now.since, until))
    if choice:
        live = choice.start + overlap
        found += [
            ("preparing", max(choice.start - 1, now.since if now else 0), choice.start - 1),
            ("double running", choice.start, live - 1),
            (ends[what], live, last),
        ]
    return tuple(GanttPhase(stage, first, end) for stage, first, end in found if first <= end)


def _unmet(problem: Problem, plan: Plan | None, of: tuple[int, ...], group: int) -> tuple[Fraction, ...]:
    inside = [c for c, cell in enumerate(problem.cells) if of[cell.neighbourhood] == group]
    shares = []
    for t in range(problem.quarters):
        reached = (met(problem, c, plan.decisions.pathways[c], t) if plan else kept_on(problem, c, t) for c in inside)
        needs = [problem.cells[c].demand[t] for c in inside]
        lacking = total(need * (1 - share) for need, share in zip(needs, reached, strict=True))
        need = total(needs)
        shares.append(lacking / need if need else Fraction(0))
    return tuple(shares)
