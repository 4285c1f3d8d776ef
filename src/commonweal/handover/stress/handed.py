"""What a plan hands over, as arrays: cells in chunks, and what one body takes over in one quarter in batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from commonweal.handover.pathways import Choice, active_before, is_back
from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Offer, Problem
from commonweal.handover.stress.block import NEAR, Floats

Places = NDArray[np.intp]

Stint = tuple[int, Offer, int]
"""A cell, the terms on which a body runs it for a time, and the lot that this belongs to."""

CHUNK = 192
"""Cells that are worked on together, so that what lies between two steps stays in the processor's own memory."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some handed-over cells: all of statutory services or none, those that begin first at the front.

    Attributes:
        at: from where to where among the handed-over cells.
        statutory: whether volunteers' time does not count towards the floor.
        begun: for each quarter how many may have begun.
        batch: place of each cell's batch.
        service: of its service.
        neighbourhood: of its neighbourhood.
        quality: share of need met once handed over, as a column.
        volunteers: quality times the share of the work that volunteers do, negative, as a column.
        paid: quality times the share that they do not do, as a column.
        floor: least share, less a billionth, as a column.
        demand: units of need, a column for each quarter.
        sums: adds up unmet units: the most deprived fifth, the least deprived fifth, and all by their weight.
    """

    at: slice
    statutory: bool
    begun: tuple[int, ...]
    batch: Places
    service: Places
    neighbourhood: Places
    quality: Floats
    volunteers: Floats
    paid: Floats
    floor: Floats
    demand: Floats
    sums: csr_array


@dataclass(frozen=True, slots=True)
class Batches:
    """Everything that one body takes over in one quarter; ``lots`` are its parts by service.

    What bodies run already follows after all of these, as batches and lots of its own (:mod:`.incumbents`).

    Attributes:
        provider: place of the body.
        start: planned quarter.
        slips: whether it may still slip.
        cost: legal and data cost with activation.
        lot_batch: place of each lot's batch.
        lot_service: place of each lot's service.
        first: by body: the first quarter in which it may end, or the plan's length where it runs nothing. Nobody ends
            in the plan's first quarter, nor before a plan was made again.
        ran: by body: whether it ran something before the plan began, so that it cannot begin late.
        carrier: the body of each batch, those of what bodies run already included.
    """

    provider: Places
    start: NDArray[np.int16]
    slips: NDArray[np.int16]
    cost: Floats
    lot_batch: Places
    lot_service: Places
    first: NDArray[np.int16]
    ran: NDArray[np.bool_]
    carrier: Places


def floats(rows: Sequence[Sequence[Fraction]]) -> Floats:
    """Turn rows of exact numbers into an array."""
    return np.array([[float(value) for value in row] for row in rows])


def column(values: Sequence[Fraction]) -> Floats:
    """Turn exact numbers into an array of one column."""
    return np.array([float(value) for value in values]).reshape(len(values), 1)


def choice_of(decisions: Decisions, cell: int) -> Choice:
    """Give the pathway of a cell that is handed over."""
    way = decisions.pathways[cell]
    assert way is not None, cell  # noqa: S101 - only cells that are handed over are asked for
    return way


def in_order(problem: Problem, decisions: Decisions) -> list[int]:
    """Give the cells that bodies take over: those of statutory services first, and each part by planned start.

    Those that a body runs already and hands on follow after all others, in the same order.
    """
    taken = [c for c, way in enumerate(decisions.pathways) if way is not None and not is_back(problem, way)]
    return sorted(
        taken,
        key=lambda c: (
            problem.runs(c) is not None,
            not problem.services[problem.cells[c].service].statutory,
            choice_of(decisions, c).start,
            c,
        ),
    )


def batches_of(problem: Problem, decisions: Decisions, handed: Sequence[int]) -> tuple[Batches, list[int]]:
    """Give the batches, and the lot of each cell that a body takes over.

    Args:
        problem: the data.
        decisions: of the plan.
        handed: the cells that bodies take over.
    """
    batch_at: dict[tuple[int, int], int] = {}
    lot_at: dict[tuple[int, int], int] = {}
    before = active_before(problem)
    first = [problem.quarters if quarter is None else quarter for quarter in before]
    cost: list[Fraction] = []
    lot_of = []
    for c in handed:
        way = choice_of(decisions, c)
        p = problem.offers[way.offer].provider
        g = batch_at.setdefault((p, way.start), len(batch_at))
        if g == len(cost):
            cost.append(Fraction(0))
        cost[g] += problem.legal_cost(c)
        first[p] = min(first[p], way.start)
        lot_of.append(lot_at.setdefault((g, problem.cells[c].service), len(lot_at)))
    open_from = problem.adopted.until if problem.adopted else 0
    for (p, start), g in batch_at.items():
        cost[g] += problem.parameters.activation_cost if start == first[p] else 0
    made = Batches(
        np.array([p for p, _ in batch_at], np.intp),
        np.array([start for _, start in batch_at], np.int16),
        np.array([start >= open_from for _, start in batch_at], np.int16),
        np.array([float(one) for one in cost]),
        np.array([g for g, _ in lot_at], np.intp),
        np.array([s for _, s in lot_at], np.intp),
        np.array([max(quarter, open_from, 1) for quarter in first], np.int16),
        np.array([quarter is not None for quarter in before], bool),
        np.array([p for p, _ in batch_at], np.intp),
    )
    return made, lot_of


def chunks_of(  # noqa: PLR0913, PLR0917 - all that a handed-over cell is made of
    problem: Problem,
    handed: Sequence[int],
    ways: Sequence[Choice],
    lot_of: Sequence[int],
    batches: Batches,
    demand: Floats,
    weights: Floats,
) -> tuple[Chunk, ...]:
    """Put the handed-over cells into chunks.

    Args:
        problem: the data.
        handed: the cells, in order.
        ways: the pathway of each.
        lot_of: the lot of each.
        batches: what bodies take over.
        demand: units of need by cell of the problem and quarter.
        weights: rows of what unmet units add up to, by cell of the problem.
    """
    found: list[Chunk] = []
    for at in _parts(problem, handed):
        cells, own = handed[at], ways[at]
        services = [problem.services[problem.cells[c].service] for c in cells]
        offers = [problem.offers[way.offer] for way in own]
        quality = floats([[offer.quality] for offer in offers])
        share = floats([[offer.volunteer_share] for offer in offers])
        found.append(
            Chunk(
                at,
                services[0].statutory,
                tuple(sum(way.start <= t for way in own) for t in range(problem.quarters)),
                batches.lot_batch[lot_of[at]],
                np.array([problem.cells[c].service for c in cells], np.intp),
                np.array([problem.cells[c].neighbourhood for c in cells], np.intp),
                quality,
                -quality * share,
                quality * (1 - share),
                floats([[service.floor] for service in services]) - NEAR,
                np.asfortranarray(demand[cells]),
                csr_array(weights[:, cells]),
            )
        )
    return tuple(found)


def _parts(problem: Problem, handed: Sequence[int]) -> list[slice]:
    """Cut the handed-over cells into chunks, none with cells of statutory services and of others."""
    statutory = sum(problem.services[problem.cells[c].service].statutory for c in handed)
    edges = ((0, statutory), (statutory, len(handed)))
    return [slice(at, min(at + CHUNK, end)) for begin, end in edges for at in range(begin, end, CHUNK)]
