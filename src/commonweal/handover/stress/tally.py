"""Counting what happened: a range of scenarios to a tally, and tallies of neighbouring ranges to one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.stress.block import Block, Bools, Floats
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import Futures
from commonweal.handover.stress.simulate import simulate

TEN_THOUSAND = 10_000
SMALL, LARGE, ROOM = 64, 768, 80_000
"""Scenarios worked on at once: more on small places, so that memory stays bounded whatever the size."""
SECONDS = 300_000_000
"""Cells times quarters times scenarios that are worked through in a second or two."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in a range of scenarios.

    Attributes:
        first: number of the first scenario.
        breached: by handed-over cell, scenarios in which it fell below its floor.
        services: by service, scenarios in which any of its handed-over cells did.
        overloaded: by body, scenarios in which it had more load than it may carry; then by cell that one body hands on
            to another, scenarios in which either had.
        unmet: in ten-thousandths of planned need, by row of a :class:`Block` and scenario.
        weighted: weighted unmet units, by scenario.
        keeping: the same had everything been kept.
        seen: by scenario, whether there was: a floor breached, too wide a gap, the most deprived fifth worse off, the
            statutory fund overdrawn, the devolved fund short, a body overloaded.
    """

    first: int
    breached: Counts
    services: Counts
    overloaded: Counts
    unmet: NDArray[np.uint16]
    weighted: Floats
    keeping: Floats
    seen: Bools

    @property
    def count(self) -> int:
        """How many scenarios."""
        return len(self.weighted)


def block_size(case: Case) -> int:
    """Give how many scenarios are worked on at once."""
    return max(SMALL, min(LARGE, ROOM // max(1, len(case.handed))))


def tally(case: Case, futures: Futures, seed: int, first: int, count: int) -> Tally:
    """Try a plan in scenarios ``first`` to ``first + count - 1``; how they are cut up changes no bit of any tally.

    Args:
        case: the plan, made ready.
        futures: the ranges to draw from.
        seed: of all scenarios.
        first: number of the first scenario.
        count: how many, at least one.
    """
    size = block_size(case)
    blocks = (
        simulate(case, draw(case.problem, futures, seed, at, min(size, first + count - at)))
        for at in range(first, first + count, size)
    )
    return joined([_counted(case, block) for block in blocks])


def tally_part(shared: tuple[Case, Futures, int], part: tuple[int, int]) -> Tally:
    """Give the tally of one part: the case, the futures and the seed, then the first scenario and how many."""
    return tally(*shared, *part)


def parts(case: Case, scenarios: int) -> list[tuple[int, int]]:
    """Cut scenarios into parts that take a machine some seconds each: first scenario, and how many."""
    size = max(block_size(case), SECONDS // (len(case.problem.cells) * case.problem.quarters))
    return [(at, min(size, scenarios - at)) for at in range(0, scenarios, size)]


def joined(tallies: Iterable[Tally]) -> Tally:
    """Put tallies of neighbouring ranges together, whatever order they come in.

    Raises:
        ValueError: where a range is missing or there twice.
    """
    ordered = sorted(tallies, key=lambda one: one.first)
    for before, after in pairwise(ordered):
        if before.first + before.count != after.first:
            raise ValueError(after.first)
    return Tally(
        ordered[0].first,
        _sum([one.breached for one in ordered]),
        _sum([one.services for one in ordered]),
        _sum([one.overloaded for one in ordered]),
        np.concatenate([one.unmet for one in ordered], axis=1),
        np.concatenate([one.weighted for one in ordered]),
        np.concatenate([one.keeping for one in ordered]),
        np.concatenate([one.seen for one in ordered], axis=1),
    )


def _sum(parts: Sequence[Counts]) -> Counts:
    found: Counts = np.sum(parts, axis=0)
    return found


def _counted(case: Case, block: Block) -> Tally:
    services = np.zeros((len(case.problem.services), len(block.weighted)), bool)
    of = [case.problem.cells[c].service for c in case.handed]
    np.logical_or.at(services, np.array(of, np.intp), block.breached)
    return Tally(
        block.first,
        block.breached.sum(axis=1),
        services.sum(axis=1),
        np.concatenate((block.overloaded.sum(axis=1), _either(case, block))),
        np.rint(block.unmet * TEN_THOUSAND).astype(np.uint16),
        block.weighted,
        block.keeping,
        np.array(
            [
                block.breached.any(axis=0),
                block.unequal,
                block.worse,
                block.statutory,
                block.devolved,
                block.overloaded.any(axis=0),
            ]
        ),
    )


def _either(case: Case, block: Block) -> Counts:
    pairs = case.held.handed_on if case.held else ()
    both = [block.overloaded[before] | block.overloaded[after] for _, before, after in pairs]
    return np.array([one.sum() for one in both], np.int64)
