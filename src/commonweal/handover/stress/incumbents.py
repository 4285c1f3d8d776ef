"""What bodies run already, as arrays: how long each goes on in a future, and what the council runs in its place.

A body that runs a cell already goes on in full until whoever takes it over runs it alone, unless it ends before, or
stops on the day that it has said. The day that it has said is known, and the council runs the cell from then on; where
a body ends, the council steps in after the delay of that future. A hand-back is the council's own work and never slips.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from commonweal.handover.pathways import is_back
from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Offer, Problem
from commonweal.handover.stress.block import NEAR, Floats
from commonweal.handover.stress.handed import CHUNK, Batches, Places, Stint, choice_of, floats

Quarters = NDArray[np.int16]

_NOBODY = -1


@dataclass(frozen=True, slots=True)
class HeldChunk:
    """Some cells that a body runs already: all of statutory services or none.

    Attributes:
        at: from where to where among the handed-over cells.
        statutory: whether volunteers' time does not count towards the floor.
        stints: for who runs each cell already, and for who takes it over: their batch, and as columns the share of need
            met, quality times the share of the work that volunteers do, negative, and times the share that they do not.
        service: of each cell.
        neighbourhood: of each cell.
        floor: least share, less a billionth, as a column.
        demand: units of need, a column for each quarter.
        sums: as in :class:`commonweal.handover.stress.handed.Chunk`.
    """

    at: slice
    statutory: bool
    stints: tuple[tuple[Places, Floats, Floats, Floats], ...]
    service: Places
    neighbourhood: Places
    floor: Floats
    demand: Floats
    sums: csr_array


@dataclass(frozen=True, slots=True)
class Incumbents:
    """What bodies run already, in batches that go the same way; every array is by batch.

    Attributes:
        provider: who runs it.
        since: first quarter in which it runs it alone.
        leaves: first quarter in which it no longer does, as it has said; past the plan where it has named no end.
        back: quarter in which the hand-back begins, past the plan where there is none.
        taker: batch of what is taken over that holds it, -1 where nobody takes it over.
        back_cost: adds up legal and data cost of what is handed back.
        begun_cost: what was due, by quarter of the plan, when these began; nothing where they did before it.
        cells: the cells, in order.
        chunks: of them.
        handed_on: place of each cell that is handed on among handed-over cells, of who runs it, and of who takes it.
    """

    provider: Places
    since: Quarters
    leaves: Quarters
    back: Quarters
    taker: Places
    back_cost: csr_array
    begun_cost: Floats
    cells: tuple[int, ...]
    chunks: tuple[HeldChunk, ...]
    handed_on: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How what bodies run already goes in a block of scenarios; every array is by batch and scenario.

    Attributes:
        stop: first quarter in which who ran it no longer does, but for its being taken over.
        resume: quarter from which the council runs it then.
        over: quarter from which whoever takes it over runs it alone.
        regained: quarter from which the council runs it again after that.
    """

    stop: Quarters
    resume: Quarters
    over: Quarters
    regained: Quarters


@dataclass(frozen=True, slots=True)
class HeldQuarter:
    """A quarter of it, by batch and scenario, and what is due then by scenario.

    Attributes:
        share: of its load, that who runs it already carries.
        council: of the cell, that the council runs.
        due: legal and data cost.
    """

    share: Floats
    council: Floats
    due: Floats


def incumbents_of(  # noqa: PLR0913, PLR0917 - all that a cell that is run already is made of
    problem: Problem,
    decisions: Decisions,
    taken: Sequence[int],
    lot_of: Sequence[int],
    batches: Batches,
    demand: Floats,
    weights: Floats,
) -> tuple[Incumbents | None, Batches, list[Stint]]:
    """Give what bodies run already, the batches with theirs behind them, and all stints of what is run.

    Args:
        problem: the data.
        decisions: of the plan.
        taken: the cells that bodies take over, in order.
        lot_of: the lot of each.
        batches: what bodies take over.
        demand: units of need by cell of the problem and quarter.
        weights: rows of what unmet units add up to, by cell of the problem.
    """
    stints: list[Stint] = [
        (c, problem.offers[choice_of(decisions, c).offer], lot) for c, lot in zip(taken, lot_of, strict=True)
    ]
    cells = _cells(problem)
    if not cells:
        return None, batches, stints
    takes = dict(zip(taken, lot_of, strict=True))
    keys: dict[tuple[int, int, int, int, int], int] = {}
    lots: dict[tuple[int, int], int] = {}
    batch_of, lot_at = [], []
    for c in cells:
        taker = int(batches.lot_batch[takes[c]]) if c in takes else _NOBODY
        k = keys.setdefault((*_terms(problem, decisions, c), taker), len(keys))
        batch_of.append(k)
        lot_at.append(lots.setdefault((k, problem.cells[c].service), len(lots)))
    first_lot, first_batch = len(batches.lot_batch), len(batches.provider)
    stints += [(c, _offer(problem, c), first_lot + lot) for c, lot in zip(cells, lot_at, strict=True)]
    provider = np.array([p for p, *_ in keys], np.intp)
    whole = replace(
        batches,
        lot_batch=np.concatenate((batches.lot_batch, [first_batch + k for k, _ in lots])).astype(np.intp),
        lot_service=np.concatenate((batches.lot_service, [s for _, s in lots])).astype(np.intp),
        carrier=np.concatenate((batches.carrier, provider)),
    )
    before = sum(problem.runs(c) is None for c in taken)
    made = Incumbents(
        provider,
        np.array([since for _, since, *_ in keys], np.int16),
        np.array([leaves for _, _, leaves, *_ in keys], np.int16),
        np.array([back for *_, back, _ in keys], np.int16),
        np.array([taker for *_, taker in keys], np.intp),
        _back_cost(problem, cells, batch_of, len(keys), decisions),
        _begun_cost(problem, batches, cells),
        tuple(cells),
        _chunks(
            problem,
            decisions,
            cells,
            (before, first_batch),
            (batch_of, takes),
            whole,
            (demand, weights),
        ),
        tuple(
            (before + k, _offer(problem, c).provider, problem.offers[choice_of(decisions, c).offer].provider)
            for k, c in enumerate(cells)
            if c in takes
        ),
    )
    return made, whole, stints


def _offer(problem: Problem, cell: int) -> Offer:
    now = problem.runs(cell)
    assert now is not None, cell  # noqa: S101 - only cells that a body runs already are asked for
    return problem.offers[now.offer]


def _cells(problem: Problem) -> list[int]:
    """Give the cells that a body runs already, those of statutory services first."""
    run = [c for c, now in enumerate(problem.running) if now is not None]
    return sorted(run, key=lambda c: (not problem.services[problem.cells[c].service].statutory, c))


def _terms(problem: Problem, decisions: Decisions, cell: int) -> tuple[int, int, int, int]:
    """Give who runs a cell, since when alone, when it leaves, and when the hand-back begins."""
    now, way = problem.runs(cell), decisions.pathways[cell]
    assert now is not None, cell  # noqa: S101 - only cells that a body runs already are asked for
    never = 2 * problem.quarters
    leaves = never if now.last is None else now.last + 1
    back = way.start if way is not None and is_back(problem, way) else never
    return problem.offers[now.offer].provider, now.since, leaves, back


def _back_cost(
    problem: Problem, cells: Sequence[int], batch_of: Sequence[int], count: int, decisions: Decisions
) -> csr_array:
    cost = [Fraction(0)] * count
    for c, k in zip(cells, batch_of, strict=True):
        way = decisions.pathways[c]
        cost[k] += problem.legal_cost(c) if way is not None and is_back(problem, way) else 0
    return csr_array(np.array([[float(one) for one in cost]]))


def _begun_cost(problem: Problem, batches: Batches, cells: Sequence[int]) -> Floats:
    """Give what the devolved fund paid when a body began what it now runs, where that was within this plan."""
    cost, overlap = [Fraction(0)] * problem.quarters, problem.parameters.overlap_quarters
    begun: dict[int, int] = {}
    for c in cells:
        now = problem.runs(c)
        start = now.since - overlap if now else 0
        p = _offer(problem, c).provider
        begun[p] = min(start, begun.get(p, start))
        if start >= 0 and now and now.since:
            cost[start] += problem.legal_cost(c)
    for p, start in begun.items():
        # Who took over something as early was made ready by that.
        if start > 0 and not any(batches.start[batches.provider == p] <= start):
            cost[start] += problem.parameters.activation_cost
    return np.array([float(one) for one in cost])


def _chunks(  # noqa: PLR0913, PLR0917 - all that such a chunk is made of
    problem: Problem,
    decisions: Decisions,
    cells: Sequence[int],
    first: tuple[int, int],
    at: tuple[Sequence[int], dict[int, int]],
    batches: Batches,
    sums: tuple[Floats, Floats],
) -> tuple[HeldChunk, ...]:
    (before, first_batch), (batch_of, takes), (demand, weights) = first, at, sums
    statutory = [problem.services[problem.cells[c].service].statutory for c in cells]
    edges = sorted({0, sum(statutory), len(cells), *range(0, len(cells), CHUNK)})
    found = []
    for begin, end in pairwise(edges):
        own = list(cells[begin:end])
        batch = np.array([first_batch + k for k in batch_of[begin:end]], np.intp)
        taker = [int(batches.lot_batch[takes[c]]) if c in takes else int(k) for c, k in zip(own, batch, strict=True)]
        taking = [problem.offers[choice_of(decisions, c).offer] if c in takes else None for c in own]
        found.append(
            HeldChunk(
                slice(before + begin, before + end),
                statutory[begin],
                (
                    (batch, *_columns([_offer(problem, c) for c in own])),
                    (np.array(taker, np.intp), *_columns(taking)),
                ),
                np.array([problem.cells[c].service for c in own], np.intp),
                np.array([problem.cells[c].neighbourhood for c in own], np.intp),
                floats([[problem.services[problem.cells[c].service].floor] for c in own]) - NEAR,
                np.asfortranarray(demand[own]),
                csr_array(weights[:, own]),
            )
        )
    return tuple(found)


def _columns(offers: Sequence[Offer | None]) -> tuple[Floats, Floats, Floats]:
    """Give quality, what of it volunteers do, negative, and what they do not; nothing where there is no offer."""
    nothing = Fraction(0)
    quality = floats([[offer.quality if offer else nothing] for offer in offers])
    share = floats([[offer.volunteer_share if offer else nothing] for offer in offers])
    return quality, -quality * share, quality * (1 - share)


def course(held: Incumbents, ends: Quarters, delay: Quarters, overlap: int, taking: tuple[Quarters, ...]) -> Course:
    """Work out how long each batch goes on, and who comes after.

    Args:
        held: what bodies run already.
        ends: first quarter in which each body no longer runs anything, by body and scenario.
        delay: quarters from a body's end until the council runs its services, by scenario.
        overlap: quarters of double running.
        taking: of what bodies take over, by batch and scenario: when it is run alone, when its body ends, and when the
            council runs it again after that.
    """
    own = ends[held.provider]
    since, leaves, back = held.since[:, None], held.leaves[:, None], held.back[:, None]
    # Who ends while the council still runs the cell beside it leaves it with the council at once.
    resume = np.where(own <= since, since, np.minimum(own + delay, leaves))
    over = np.repeat(back + overlap, own.shape[1], axis=1)
    regained = over.copy()
    is_taken = held.taker >= 0
    alone, end, again = (rows[held.taker[is_taken]] for rows in taking)
    # A body that ends before it runs the cell alone has not taken it over.
    over[is_taken] = np.where(alone < end, alone, over[is_taken])
    regained[is_taken] = np.where(alone < end, again, regained[is_taken])
    return Course(np.minimum(own, leaves), resume, over, regained)


def held_quarter(held: Incumbents, how: Course, overlap: int, t: int) -> HeldQuarter:
    """Give a quarter: what each batch carries, what the council runs, and what is due for what is handed back.

    Args:
        held: what bodies run already.
        how: how it goes.
        overlap: quarters of double running.
        t: the quarter.
    """
    since, back = held.since[:, None], held.back[:, None]
    before = t < how.over
    there = before & (t < how.stop)
    share: Floats = np.where(t >= since, 1.0, np.where(t >= since - overlap, 0.5, 0.0)) * there
    council = np.where(before, (t < since) | (t >= how.resume), t >= how.regained).astype(np.float64)
    half = before & (t >= back) & (council == 0)
    council[half] = 0.5
    begins = ((back == t) & (t < how.stop)).astype(np.float64)
    return HeldQuarter(share, council, held.begun_cost[t] + (held.back_cost @ begins)[0])
