"""A plan as arrays, made once: what the vectorised simulator reads in every scenario."""

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from scipy.sparse import csr_array

from commonweal.handover.condition_limits import gains
from commonweal.handover.limits import ends
from commonweal.handover.pathways import fallback
from commonweal.handover.plan import Decisions, keep_everything
from commonweal.handover.problem import Problem
from commonweal.handover.stress.added import sums_of
from commonweal.handover.stress.block import Floats
from commonweal.handover.stress.handed import (
    Batches,
    Chunk,
    Places,
    batches_of,
    choice_of,
    chunks_of,
    column,
    floats,
    in_order,
)
from commonweal.handover.stress.incumbents import Incumbents, incumbents_of


@dataclass(frozen=True, slots=True)
class Case:
    """One decisions, ready to be tried.

    Attributes:
        problem: the data.
        decisions: of the plan.
        batches: what is handed over, by body and quarter.
        chunks: cells that the council hands over.
        handed: the cell of each row of what is handed over, those that bodies run already behind the others.
        kept: cells that stay with the council, one for each service and profile of need.
        kept_like: for each cell that stays with it, the row of ``kept`` that goes as it does.
        kept_profile: share of a kept row's whole need in each quarter.
        kept_service: service of each kept row.
        level: planned share of need met, by service and quarter.
        fall: how far that is below the first quarter's.
        floor: by service, as a column.
        level_money: what the planned levels of everything cost, by quarter.
        sums: by quarter, what adds up everything (:mod:`.added`).
        building: planned, by body and quarter.
        spending: on social action, likewise by neighbourhood.
        building_money: planned spending on building and social action, by quarter.
        repaid: repayments of loans, by quarter.
        terminal: weight of unmet need, by quarter.
        home: neighbourhood of each body; one past the last where it is from elsewhere.
        dependence: share of its income that is public grant, by body, as a column.
        capacity: at the start, by body, as a column.
        action: social action at the start, by neighbourhood, as a column.
        volunteers: load they can carry at the start, by neighbourhood, as a column.
        need: of each handed-over cell over the whole plan, as a column.
        gained: capacity that comes by development plans, by body and quarter.
        held: what bodies run already; None where the council runs everything.
        keeping: where bodies run something already, what everything is compared with that is kept: first as if whoever
            stops were followed by the council on the day, then, where anybody stops, with the time in which both do.
    """

    problem: Problem
    decisions: Decisions
    batches: Batches
    chunks: tuple[Chunk, ...]
    handed: Places
    kept: Places
    kept_like: dict[int, int]
    kept_profile: Floats
    kept_service: Places
    level: Floats
    fall: Floats
    floor: Floats
    level_money: Floats
    sums: tuple[csr_array, ...]
    building: Floats
    spending: Floats
    building_money: Floats
    repaid: Floats
    terminal: Floats
    home: Places
    dependence: Floats
    capacity: Floats
    action: Floats
    volunteers: Floats
    need: Floats
    gained: Floats
    held: Incumbents | None
    keeping: "tuple[Case, ...]"


def case(problem: Problem, decisions: Decisions) -> Case:
    """Make a plan ready to be tried.

    Args:
        problem: the data.
        decisions: of the decisions, or of an alternative to it.
    """
    return replace(_made(problem, decisions), keeping=tuple(_made(problem, one) for one in kept_decisions(problem)))


def kept_decisions(problem: Problem) -> list[Decisions]:
    """Give what a plan is measured against where bodies run something already: that everything stays where it is.

    Rows (13) and (13a) leave double running out of what they measure, and permit what it alone does to the gap between
    the fifths. So who stops is followed by the council on the day in the first decisions, and handed back in time in
    the second, which there are only where anybody stops.

    Args:
        problem: the data.

    Returns:
        Nothing where the council runs everything.
    """
    if not any(problem.running):
        return []
    kept, back = keep_everything(problem), tuple(fallback(problem, c) for c in range(len(problem.cells)))
    ways = [tuple(None for _ in problem.cells), *([back] if any(back) else [])]
    return [replace(kept, pathways=one) for one in ways]


def _made(problem: Problem, decisions: Decisions) -> Case:
    demand = floats([cell.demand for cell in problem.cells])
    taken = in_order(problem, decisions)
    batches, lot_of = batches_of(problem, decisions, taken)
    weights = _weights(problem)
    held, batches, stints = incumbents_of(problem, decisions, taken, lot_of, batches, demand, weights)
    from_council = [c for c in taken if problem.runs(c) is None]
    handed = from_council + list(held.cells if held else ())
    kept_rows, kept_like = _kept_rows(problem, decisions)
    level = floats([service.level for service in problem.services])
    whole = demand[kept_rows].sum(axis=1, keepdims=True)
    return Case(
        problem,
        decisions,
        batches,
        chunks_of(
            problem,
            from_council,
            [choice_of(decisions, c) for c in from_council],
            lot_of[: len(from_council)],
            batches,
            demand,
            weights,
        ),
        np.array(handed, np.intp),
        np.array(kept_rows, np.intp),
        kept_like,
        demand[kept_rows] / whole,
        np.array([problem.cells[c].service for c in kept_rows], np.intp),
        level,
        np.maximum(level[:, [0]] - level, 0),
        floats([[service.floor] for service in problem.services]),
        _level_money(problem, demand),
        sums_of(problem, decisions, stints, batches, demand, weights),
        floats(decisions.building).reshape(len(problem.providers), problem.quarters),
        floats(decisions.spending),
        _spent(problem, decisions),
        _repaid(problem, decisions),
        np.array([1.0] * (problem.quarters - 1) + [float(problem.parameters.terminal_weight)]),
        np.array([len(problem.neighbourhoods) if p.home is None else p.home for p in problem.providers], np.intp),
        column([body.grant_dependence for body in problem.providers]),
        column([body.capacity for body in problem.providers]),
        column([place.social_action for place in problem.neighbourhoods]),
        column([place.volunteer_units for place in problem.neighbourhoods]),
        demand[handed].sum(axis=1, keepdims=True),
        floats(gains(problem)).reshape(len(problem.providers), problem.quarters),
        held,
        (),
    )


def _weights(problem: Problem) -> Floats:
    """Give for each cell: whether it lies in the most, and in the least deprived fifth, and the weight of a unit."""
    rows = np.zeros((3, len(problem.cells)))
    for row, end in enumerate(ends(problem)):
        rows[row, list(end.cells)] = 1
    rows[2] = [
        float(problem.neighbourhoods[cell.neighbourhood].weight * problem.services[cell.service].criticality)
        for cell in problem.cells
    ]
    return rows


def _kept_rows(problem: Problem, decisions: Decisions) -> tuple[list[int], dict[int, int]]:
    """Give one cell for each service and profile of need among those that stay with the council, and which goes so."""
    rows: list[int] = []
    like: dict[int, int] = {}
    at: dict[tuple[object, ...], int] = {}
    for c, way in enumerate(decisions.pathways):
        if way is None and problem.runs(c) is None:
            cell = problem.cells[c]
            most = max(cell.demand)
            flat = all(need == most for need in cell.demand)
            profile = () if flat else tuple(need / most for need in cell.demand)
            k = at.setdefault((cell.service, *profile), len(rows))
            if k == len(rows):
                rows.append(c)
            like[c] = k
    return rows, like


def _level_money(problem: Problem, demand: Floats) -> Floats:
    levels = floats([problem.services[cell.service].level for cell in problem.cells])
    found: Floats = (levels * demand).sum(axis=0)
    return found


def _spent(problem: Problem, decisions: Decisions) -> Floats:
    settings = problem.parameters
    return np.array(
        [
            float(
                settings.building_cost * sum((row[t] for row in decisions.building), Fraction(0))
                + settings.action_cost * sum((row[t] for row in decisions.spending), Fraction(0))
            )
            for t in range(problem.quarters)
        ]
    )


def _repaid(problem: Problem, decisions: Decisions) -> Floats:
    back, loans = problem.repayments(), decisions.loans
    return np.array(
        [
            float(sum((loans[t - k] * back[k - 1] for k in range(1, len(back) + 1) if t >= k), Fraction(0)))
            for t in range(problem.quarters)
        ]
    )
