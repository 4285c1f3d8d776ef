"""A plan as arrays, made once: what the vectorised simulator reads in every scenario."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.sparse import csr_array

from commonweal.errors import RunAlreadyUntried
from commonweal.handover.condition_limits import gains
from commonweal.handover.limits import ends
from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Problem
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
    lot_sums,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One decisions, ready to be tried.

    Attributes:
        problem: the data.
        decisions: of the plan.
        batches: what is handed over, by body and quarter.
        chunks: handed-over cells.
        handed: the cell of each row of what is handed over.
        kept: cells that stay, one for each service and profile of need.
        kept_like: for each cell that stays, the row of ``kept`` that goes as it does.
        kept_profile: share of a kept row's whole need in each quarter.
        kept_service: service of each kept row.
        level: planned share of need met, by service and quarter.
        floor: by service, as a column.
        level_money: what the planned levels of everything cost, by quarter.
        service_sums: by quarter, the rows of :func:`_service_sums`.
        lot_sums: by quarter: load by body, volunteers asked by neighbourhood, and what is paid.
        building: planned, by body and quarter, and a last quarter of nothing.
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
        delivered: by quarter, what adds up the lots' loads by neighbourhood; nothing where that does not matter.
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
    floor: Floats
    level_money: Floats
    service_sums: tuple[csr_array, ...]
    lot_sums: tuple[csr_array, ...]
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
    delivered: tuple[csr_array, ...]


def refuse_run_already(problem: Problem) -> None:
    """Refuse a place in which bodies run services already: both simulators know of one body for each service.

    Args:
        problem: the data.

    Raises:
        RunAlreadyUntried: where they do.
    """
    run = sum(1 for now in problem.running if now)
    if run:
        raise RunAlreadyUntried(count=run)


def case(problem: Problem, decisions: Decisions) -> Case:
    """Make a plan ready to be tried.

    Args:
        problem: the data.
        decisions: of the decisions, or of an alternative to it.

    Raises:
        RunAlreadyUntried: where bodies run services already.
    """
    refuse_run_already(problem)
    demand = floats([cell.demand for cell in problem.cells])
    handed = in_order(problem, decisions)
    batches, lot_of = batches_of(problem, decisions, handed, demand)
    ways = [choice_of(decisions, c) for c in handed]
    weights = _weights(problem)
    kept_rows, kept_like = _kept_rows(problem, decisions)
    whole = demand[kept_rows].sum(axis=1, keepdims=True)
    zero = np.zeros((1, 1))
    return Case(
        problem,
        decisions,
        batches,
        chunks_of(problem, handed, ways, lot_of, batches, demand, weights),
        np.array(handed, np.intp),
        np.array(kept_rows, np.intp),
        kept_like,
        demand[kept_rows] / whole,
        np.array([problem.cells[c].service for c in kept_rows], np.intp),
        floats([service.level for service in problem.services]),
        floats([[service.floor] for service in problem.services]),
        _level_money(problem, demand),
        _service_sums(problem, decisions, demand, weights),
        lot_sums(problem, ways, handed, lot_of, batches, demand),
        _padded(floats(decisions.building), len(problem.providers), zero),
        _padded(floats(decisions.spending), len(problem.neighbourhoods), zero),
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
        _delivered(problem, handed, lot_of, batches, demand),
    )


def _delivered(
    problem: Problem, handed: list[int], lot_of: list[int], batches: Batches, demand: Floats
) -> tuple[csr_array, ...]:
    if not problem.parameters.delivery_action:
        return ()
    rows = [problem.cells[c].neighbourhood for c in handed]
    shape = (len(problem.neighbourhoods), len(batches.lot_batch))
    return tuple(csr_array((demand[handed, t], (rows, lot_of)), shape=shape) for t in range(problem.quarters))


def _padded(rows: Floats, count: int, zero: Floats) -> Floats:
    return np.hstack((rows, np.repeat(zero, count, axis=0))) if count else np.zeros((0, 1))


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
    """Give one cell for each service and profile of need among those that stay, and which each cell goes with."""
    rows: list[int] = []
    like: dict[int, int] = {}
    at: dict[tuple[object, ...], int] = {}
    for c, way in enumerate(decisions.pathways):
        if way is None:
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


def _service_sums(problem: Problem, decisions: Decisions, demand: Floats, weights: Floats) -> tuple[csr_array, ...]:
    """Give for each quarter what adds up the services' unmet share, growth, cost and level, one beneath the other.

    Rows: unmet units of what stays in the most and the least deprived fifth and by weight; the same of everything,
    were it all kept; need of both fifths; cost of keeping everything; money for the levels; mean level.
    """
    count = len(problem.services)
    belongs = np.zeros((len(problem.cells), count))
    belongs[np.arange(len(problem.cells)), [cell.service for cell in problem.cells]] = 1
    stays = np.array([[way is None] for way in decisions.pathways], float)
    found = []
    for t in range(problem.quarters):
        need = belongs * demand[:, [t]]
        everything, total = weights @ need, need.sum(axis=0)
        rows = np.zeros((11, 4 * count))
        unmet, growth, cost, level = (slice(k * count, (k + 1) * count) for k in range(4))
        rows[0:3, unmet] = weights @ (need * stays)
        rows[3:6, unmet] = everything
        rows[6:8, growth] = everything[:2]
        rows[8, cost] = total
        rows[9, level] = total
        rows[10, level] = 1 / count
        found.append(csr_array(rows))
    return tuple(found)


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
