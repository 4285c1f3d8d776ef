"""What bodies run already, in floating point: how each such cell goes where it is kept, and what else it may do.

How a cell goes where it is kept is the measure of all its other ways: it stays with who runs it, or, where they stop,
the council takes it back as late as may be. Shapes: R such cells, else as in :mod:`commonweal.handover.view`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.pathways import (
    Choice,
    active_before,
    carried_still,
    fallback,
    kept_on,
    latest_start,
    met,
    staying_cost,
    staying_level,
    staying_load,
    stops,
    taking_cost,
)
from commonweal.handover.problem import Problem

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ran:
    """Cells that bodies run already.

    Attributes:
        cell: of each, as a place in the problem's cells.
        at: of each cell of the problem its place here, or -1.
        provider: who runs each.
        volunteers: share of the work that volunteers do.
        back: of each offer whether taking it up is a hand-back.
        staying: share of need that who runs it meets, R x T.
        kept: share of need met where the cell is kept, R x T.
        staying_load: load on who runs it, were there no end, R x T.
        kept_load: load on who runs it where the cell is kept, R x T.
        staying_cost: what it costs while they run it, R x T.
        kept_cost: what it costs where it is kept, R x T.
        legal: what legal work costs where it is kept, R x T.
        forced: quarter in which its hand-back begins where it is kept, or T where it stays.
        begun: by provider, the quarter in which it was active by what it runs already, or T.
    """

    cell: Places
    at: Places
    provider: Places
    volunteers: Floats
    back: NDArray[np.bool_]
    staying: Floats
    kept: Floats
    staying_load: Floats
    kept_load: Floats
    staying_cost: Floats
    kept_cost: Floats
    legal: Floats
    forced: Places
    begun: Places

    @property
    def loads(self) -> Floats:
        """Load on each provider where everything is kept, P x T."""
        return summed(self.kept_load, self.provider, len(self.begun))

    @property
    def before(self) -> NDArray[np.bool_]:
        """Whether each provider was active before the plan began."""
        before: NDArray[np.bool_] = self.begun == 0
        return before

    def levels(self, problem: Problem, level: Floats) -> tuple[Floats, Floats]:
        """Give the share of need that limits measure, and that is met, in each cell where all is kept; both C x T.

        Args:
            problem: the data.
            level: what the council meets where it keeps a cell, C x T.
        """
        measured, met_there = level.copy(), level.copy()
        met_there[self.cell] = self.kept
        for c in self.cell.tolist():
            measured[c] = [float(kept_on(problem, c, t)) for t in range(problem.quarters)]
        return measured, met_there

    def among(self, cells: Places) -> tuple[Places, Places]:
        """Give which of some cells bodies run already, and the place of each of these here."""
        at = self.at[cells]
        which = np.flatnonzero(at >= 0)
        return which, at[which]

    def write_gains(
        self, gains: Floats, way: tuple[Places, Places, Places], met: tuple[Floats, Floats], overlap: int
    ) -> None:
        """Write how much more of need ways to begin meet than keeping, where bodies run cells already; K x T.

        Args:
            gains: where they go.
            way: the cell and offer of each way, and how many quarters it has gone on, by quarter.
            met: what whoever takes it over meets alone, and what the council does.
            overlap: quarters of double running.
        """
        which, at = self.among(way[0])
        since, before = way[2][which], self.staying[at]
        own = np.where(self.back[way[1][which], None], met[1][which], np.broadcast_to(met[0][which], before.shape))
        both = np.minimum(1.0, before + own / 2)
        gains[which] = np.where(since < 0, before, np.where(since < overlap, both, own)) - self.kept[at]

    def write_extra(self, extra: Floats, cells: Places, taking: Floats, alone: NDArray[np.bool_]) -> None:
        """Write what ways to begin cost above keeping, where bodies run cells already; K x T.

        Args:
            extra: where it goes.
            cells: of each way.
            taking: what whoever takes it over costs.
            alone: whether they run it alone.
        """
        which, at = self.among(cells)
        before = np.where(alone[which], 0.0, self.staying_cost[at])
        extra[which] = taking[which] + before - self.kept_cost[at]

    def freed(self, cells: Places, starts: Places, overlap: int, legal: Floats) -> "Freed":
        """Give what ways to begin take off who runs their cells already, against keeping them.

        Args:
            cells: of each way.
            starts: of each.
            overlap: quarters of double running.
            legal: cost of legal work of each cell of the problem.
        """
        which, at = self.among(cells)
        quarters = self.kept.shape[1]
        alone = np.arange(quarters) >= starts[which, None] + overlap
        load = self.kept_load[at] - np.where(alone, 0.0, self.staying_load[at])
        forced = self.forced[at]
        return Freed(which, at, load, np.where(forced < quarters, legal[self.cell[at]], 0.0), forced)

    def hours(self, place: Places, count: int) -> Floats:
        """Give the load that volunteers carry where everything is kept, N x T.

        Args:
            place: neighbourhood of each cell of the problem.
            count: of neighbourhoods.
        """
        return summed(self.kept_load * self.volunteers[:, None], place[self.cell], count)


@dataclass(frozen=True, slots=True)
class Freed:
    """What ways to begin take off who ran a cell before, against keeping it.

    Attributes:
        which: the ways to begin, as places in what was asked about.
        at: the cell of each, as a place among those that bodies run.
        load: taken off, by quarter.
        legal: of the hand-back that is no longer needed, in the quarter in which it would begin.
        when: that quarter, or T where there is none.
    """

    which: Places
    at: Places
    load: Floats
    legal: Floats
    when: Places


def summed(values: Floats, where: Places, count: int) -> Floats:
    """Add up rows of values by where they belong."""
    sums = np.zeros((count, values.shape[1]))
    np.add.at(sums, where, values)
    return sums


def ran(problem: Problem) -> Ran | None:
    """Give what bodies run already, or None where they run nothing."""
    cells = [c for c in range(len(problem.cells)) if problem.runs(c)]
    if not cells:
        return None
    quarters = problem.quarters
    offers = [now.offer for c in cells if (now := problem.runs(c))]
    at = np.full(len(problem.cells), -1, np.int64)
    at[cells] = np.arange(len(cells))
    back = np.zeros(len(problem.offers), bool)
    back[offers] = True
    begun = [quarters if first is None else first for first in active_before(problem)]
    ways = [fallback(problem, c) for c in cells]

    def rows(value: Callable[[int, Choice | None, int], Fraction]) -> Floats:
        both = zip(cells, ways, strict=True)
        return np.array([[float(value(c, way, t)) for t in range(quarters)] for c, way in both])

    return Ran(
        cell=np.array(cells, np.int64),
        at=at,
        provider=np.array([problem.offers[k].provider for k in offers], np.int64),
        volunteers=np.array([float(problem.offers[k].volunteer_share) for k in offers]),
        back=back,
        staying=rows(lambda c, _, t: staying_level(problem, c, t)),
        kept=rows(lambda c, way, t: met(problem, c, way, t)),
        staying_load=rows(lambda c, _, t: staying_load(problem, c, t)),
        kept_load=rows(lambda c, way, t: carried_still(problem, c, way, t)),
        staying_cost=rows(lambda c, _, t: staying_cost(problem, c, t)),
        kept_cost=rows(lambda c, way, t: _kept_cost(problem, c, way, t)),
        legal=rows(lambda c, _, t: _legal(problem, c, t)),
        forced=np.array([latest_start(problem, c) if stops(problem, c) else quarters for c in cells], np.int64),
        begun=np.array(begun, np.int64),
    )


def _kept_cost(problem: Problem, c: int, way: Choice | None, t: int) -> Fraction:
    if way is None:
        return staying_cost(problem, c, t)
    over = t >= way.start + problem.parameters.overlap_quarters
    return taking_cost(problem, way, t) + (Fraction(0) if over else staying_cost(problem, c, t))


def _legal(problem: Problem, c: int, t: int) -> Fraction:
    now, way = problem.runs(c), fallback(problem, c)
    begins = [now.since - problem.parameters.overlap_quarters if now else -1, way.start if way else -1]
    return begins.count(t) * problem.legal_cost(c)
