"""What adds up in a quarter, by service, body, neighbourhood and fund: all of it by one sparse matrix."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_diag, csr_array

from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Problem
from commonweal.handover.stress.block import Floats
from commonweal.handover.stress.handed import Batches, Stint

COUNCIL = 11
"""Rows of what the council's own services add up to."""


@dataclass(frozen=True, slots=True)
class Added:
    """What a quarter comes to; the last axis is the scenario.

    Attributes:
        council: the rows of :func:`_council_sums`.
        taken_back: load of bodies that end.
        units: need, by service, that the council no longer runs.
        load: by body.
        asked: load on volunteers, by neighbourhood.
        paid: what bodies are paid for their load.
        brought: load by neighbourhood; no rows where it brings no social action.
    """

    council: Floats
    taken_back: Floats
    units: Floats
    load: Floats
    asked: Floats
    paid: Floats
    brought: Floats

    @classmethod
    def of(cls, problem: Problem, rows: Floats) -> "Added":
        """Cut up the rows that :func:`sums_of` gives."""
        units = COUNCIL + 1
        load = units + len(problem.services)
        asked = load + len(problem.providers)
        paid = asked + len(problem.neighbourhoods)
        return cls(
            rows[:COUNCIL],
            rows[COUNCIL],
            rows[units:load],
            rows[load:asked],
            rows[asked:paid],
            rows[paid],
            rows[paid + 1 :],
        )


def sums_of(
    problem: Problem, decisions: Decisions, stints: Sequence[Stint], batches: Batches, demand: Floats, weights: Floats
) -> tuple[csr_array, ...]:
    """Give for each quarter what adds up everything at once.

    Its columns: by service, what is unmet of a unit of need, growth, cost and level of what the council keeps; by
    batch, the share that the council no longer runs; by body, its load where it ends; by lot, its load.

    Args:
        problem: the data.
        decisions: of the plan.
        stints: all that bodies run for a time.
        batches: of all that they run.
        demand: units of need by cell of the problem and quarter.
        weights: rows of what unmet units add up to, by cell of the problem.
    """
    parts = (
        _council_sums(problem, decisions, demand, weights),
        _away_sums(problem, stints, batches, demand),
        _load_sums(problem, stints, len(batches.lot_batch), demand),
    )
    return tuple(block_diag(quarter, format="csr") for quarter in zip(*parts, strict=True))


def _council_sums(problem: Problem, decisions: Decisions, demand: Floats, weights: Floats) -> list[csr_array]:
    """Give for each quarter what adds up the services' unmet share, growth, cost and level, one beneath the other.

    Rows: unmet units of what stays in the most and the least deprived fifth and by weight; the same of everything,
    were it all kept; need of both fifths; cost of keeping everything; money for the levels; mean level.
    """
    count = len(problem.services)
    belongs = np.zeros((len(problem.cells), count))
    belongs[np.arange(len(problem.cells)), [cell.service for cell in problem.cells]] = 1
    stays = np.array([[way is None and not problem.runs(c)] for c, way in enumerate(decisions.pathways)], float)
    found = []
    for t in range(problem.quarters):
        need = belongs * demand[:, [t]]
        everything, total = weights @ need, need.sum(axis=0)
        rows = np.zeros((COUNCIL, 4 * count))
        unmet, growth, cost, level = (slice(k * count, (k + 1) * count) for k in range(4))
        rows[0:3, unmet] = weights @ (need * stays)
        rows[3:6, unmet] = everything
        rows[6:8, growth] = everything[:2]
        rows[8, cost] = total
        rows[9, level] = total
        rows[10, level] = 1 / count
        found.append(csr_array(rows))
    return found


def _away_sums(problem: Problem, stints: Sequence[Stint], batches: Batches, demand: Floats) -> list[csr_array]:
    """Give for each quarter what adds up what the council no longer runs, and the load of bodies that end."""
    own, count, bodies = len(batches.start), len(batches.carrier), len(problem.providers)
    # What the council does not run of cells that a body ran before goes by that body's batch, whoever follows it.
    away = [(c, int(batches.lot_batch[lot])) for c, _, lot in stints]
    away = [(c, g) for c, g in away if problem.runs(c) is None or g >= own]
    cells = [c for c, _ in away]
    rows = np.array([*[0] * bodies, *(1 + problem.cells[c].service for c in cells)], int)
    columns = np.array([*range(count, count + bodies), *(g for _, g in away)], int)
    shape = (1 + len(problem.services), count + bodies)
    return [
        csr_array((np.concatenate((np.ones(bodies), demand[cells, t])), (rows, columns)), shape=shape)
        for t in range(problem.quarters)
    ]


def _load_sums(problem: Problem, stints: Sequence[Stint], lots: int, demand: Floats) -> list[csr_array]:
    """Give for each quarter what adds up the lots' loads: by body, volunteers by neighbourhood, pay, what it brings."""
    bodies, places = len(problem.providers), len(problem.neighbourhoods)
    cells, offers, lot_of = [c for c, _, _ in stints], [offer for _, offer, _ in stints], [lot for _, _, lot in stints]
    homes = np.array([problem.cells[c].neighbourhood for c in cells], int)
    share, price = (
        np.array([float(getattr(offer, name)) for offer in offers]) for name in ("volunteer_share", "price")
    )
    whole, paid = np.ones(len(cells)), bodies + places
    kinds = [
        (np.array([offer.provider for offer in offers], int), whole),
        (bodies + homes, share),
        (np.full(len(cells), paid), price),
    ]
    count = paid + 1
    if problem.parameters.delivery_action:
        kinds.append((count + homes, whole))
        count += places
    rows, columns = np.concatenate([row for row, _ in kinds]), np.array(lot_of * len(kinds), int)
    return [
        csr_array(
            (np.concatenate([demand[cells, t] * each for _, each in kinds]), (rows, columns)), shape=(count, lots)
        )
        for t in range(problem.quarters)
    ]
