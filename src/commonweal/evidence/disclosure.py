"""The auditor: is every hidden count as uncertain as the rule demands, given everything that is published?

It sees what everybody sees and nothing else, so its certificate tells nobody more: whole tables, each of them agreeing
with all that is published, which differ so much in every hidden cell that nobody can tell the count closer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.cell_moves import CellMoves
from commonweal.evidence.disclosure_rules import UNBOUNDED, Bools, Ints
from commonweal.evidence.propagation import Bounds, narrowed
from commonweal.evidence.sums import Sums

Floats = NDArray[np.float64]

ROUNDS = 16
"""How often many cells are moved at once before those that are left are looked at in smaller parts."""
FEW_LEFT, UPWARDS = 400, 0.7
"""One cell in so many may be left to smaller parts; this share of cells that could go either way goes up."""
SMALL = 2_000
"""Cells up to which every search is of the whole table."""
NEAR = (3, 8)
"""How many cells of each sum move with one that is moved alone, first and then."""
SLACKS = ((1, True), (2, True), (1, False), (5, False))
"""By how much each cell may leave a table in fractions on the way to a whole one, and whether those that are moved on
purpose stay; one after another is tried."""
MANY = 2**31 - 1
PRIMAL = 4
"""The solver's name for the simplex method that keeps what it has, and goes on from there when the aim changes."""
NODES = 2_000
"""Of the solver's tree in one search for a whole table; unlike time, so many give the same answer everywhere."""


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody can see of some counts.

    Attributes:
        sums: how they add up.
        low: least value that each may have, as it stands in its cell.
        high: greatest value.
        spans: how far apart the least and greatest value of each must lie, given all the others.
    """

    sums: Sums
    low: Ints
    high: Ints
    spans: Ints


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit came to.

    Attributes:
        witnesses: tables that agree with all that is published, witnesses x cells.
        narrow: cells that could not be shown to be uncertain enough.
        consistent: whether any table was found that agrees with all that is published.
    """

    witnesses: Ints
    narrow: Ints
    consistent: bool = True

    @property
    def safe(self) -> bool:
        """Whether every cell was shown to be as uncertain as it must be."""
        return self.consistent and not len(self.narrow)


def audit(published: Published, seed: int = 0, begun: Ints | None = None, *, one_will_do: bool = False) -> Audit:
    """Look for tables that show every cell to be as uncertain as it must be.

    Args:
        published: what everybody can see.
        seed: of the directions in which cells are moved; the same seed gives the same certificate.
        begun: tables to begin from, those of them that agree with what is published. They may have been found where
            less was hidden, and tell what that was: an audit that began from any is no certificate.
        one_will_do: whether to stop at the first cell that cannot be shown to be uncertain enough.

    Source: the audit of suppressed tables by linear programming with sliding protection: Fischetti and Salazar-Gonzalez
        (2001), "Solving the cell suppression problem on tabular data with linear constraints", Management Science 47.
    """
    none = np.zeros((0, published.sums.cells), dtype=np.int64)
    if not published.spans.any():
        return Audit(none, np.zeros(0, dtype=np.int64))
    bounds = narrowed(published.sums, Bounds(published.low, published.high))
    if bounds is None:
        return Audit(none, np.flatnonzero(published.spans), consistent=False)
    search = _Search(published.sums, bounds, published.spans, seed)
    if one_will_do and not search.possible.all():
        return Audit(none, np.flatnonzero(~search.possible))
    for table in () if begun is None else begun:
        if search.agrees(table):
            search.take(table)
    if not search.found and not search.begin():
        return Audit(none, np.flatnonzero(published.spans), consistent=False)
    search.move_many(left=published.sums.cells // FEW_LEFT, settled=0)
    search.move_near()
    search.fractions.go_on()
    search.move_many(left=0, settled=1)
    search.move_alone(one_will_do=one_will_do)
    return Audit(search.kept(), np.flatnonzero(search.lacking(everywhere=True)))


def to_hide(published: Published, base: Ints | None, narrow: Ints, costs: Floats) -> Ints | None:
    """Find cells to hide, so that some narrow cells may move far enough; little that is published is lost.

    Args:
        published: what everybody can see.
        base: a table that agrees with it; without one, cells are found so that there is any.
        narrow: cells that must move, no two in one sum.
        costs: of hiding each cell, for each unit by which it then moves on.

    Returns:
        The cells, or None where hiding every cell that is not 0 would not do.
    """
    low, high = published.low.astype(float), _ends(published.high)
    if base is not None:
        for cell in narrow.tolist():
            far = base[cell] + published.spans[cell]
            if far <= published.high[cell]:
                low[cell] = float(far)
            else:
                high[cell] = float(base[cell] - published.spans[cell])
                low[cell] = min(low[cell], high[cell])
    stiff = np.flatnonzero((published.high < UNBOUNDED) & (published.low > 0) & (costs > 0))
    solver = _Solver(published.sums, low, high, stiff)
    many, n = len(stiff), published.sums.cells
    solver.aim(np.concatenate([np.zeros(n), costs[stiff], costs[stiff]]))
    solver.bound(
        np.concatenate([low, np.zeros(2 * many)]),
        np.concatenate([high, np.full(many, np.inf), published.low[stiff] - 1.0]),
    )
    values = solver.solve()
    if values is None:
        return None
    moved = values[n : n + many] + values[n + many :]
    return stiff[moved > 1e-6]


def _ends(high: Ints) -> Floats:
    return np.where(high >= UNBOUNDED, np.inf, high.astype(float))


def apart(sums: Sums, cells: Ints) -> Ints:
    """Give cells of which no two stand in one sum: the first ones that fit."""
    rows_of = _rows_of(sums)
    taken: set[int] = set()
    chosen = []
    for cell in cells.tolist():
        rows = rows_of[0][rows_of[1][cell] : rows_of[1][cell + 1]].tolist()
        if taken.isdisjoint(rows):
            taken.update(rows)
            chosen.append(cell)
    return np.array(chosen, dtype=np.int64)


def _rows_of(sums: Sums) -> tuple[Ints, Ints]:
    """Give the rows of each cell, one cell after another, and where each cell's begin."""
    rows = np.repeat(np.arange(sums.rows), np.diff(sums.starts))
    order = np.argsort(sums.columns, kind="stable")
    return rows[order], np.searchsorted(sums.columns[order], np.arange(sums.cells + 1))


class _Solver:
    """One model of how cells add up, solved again and again between other bounds; what it says is never trusted.

    Args:
        sums: how cells add up.
        low: least value of each cell.
        high: greatest value.
        stiff: cells that may leave their bounds, upwards by a column of its own for each, and downwards by another.
        whole: whether only whole numbers will do.
    """

    def __init__(
        self, sums: Sums, low: Floats, high: Floats, stiff: Ints | None = None, *, whole: bool = False
    ) -> None:
        import highspy

        stiff = np.zeros(0, dtype=np.int64) if stiff is None else stiff
        lp = highspy.HighsLp()
        columns, signs, starts = _with_leaving(sums, stiff)
        count = sums.cells + 2 * len(stiff)
        lp.num_col_, lp.num_row_ = count, sums.rows
        lp.col_cost_ = np.zeros(count)
        lp.col_lower_ = np.concatenate([low, np.zeros(2 * len(stiff))])
        lp.col_upper_ = np.concatenate([high, np.full(2 * len(stiff), np.inf)])
        lp.row_lower_ = np.where(sums.open, -np.inf, 0.0)
        lp.row_upper_ = np.zeros(sums.rows)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, columns, signs
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * count
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own form
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", 0)
        if whole:
            self._highs.setOptionValue("mip_max_nodes", NODES)
        elif count > SMALL:  # there the interior-point method, with a crossover to a vertex, is several times quicker
            self._highs.setOptionValue("solver", "ipm")
        self._highs.passModel(lp)
        self._all = np.arange(count, dtype=np.int32)
        self._feasible = highspy.SolutionStatus.kSolutionStatusFeasible

    def aim(self, costs: Floats) -> None:
        """Say what to make small."""
        self._highs.changeColsCost(len(self._all), self._all, costs)

    def bound(self, low: Floats, high: Floats) -> None:
        """Say between what every column may lie."""
        self._highs.changeColsBounds(len(self._all), self._all, low, high)

    def go_on(self) -> None:
        """Begin each search from now on where the last one ended: quicker where little is different."""
        self._highs.setOptionValue("solver", "simplex")
        self._highs.setOptionValue("simplex_strategy", PRIMAL)

    def solve(self, most_found: int = 1) -> Floats | None:
        """Give the columns, or None where it found no solution.

        Args:
            most_found: after how many whole solutions, each better than the last, to stop.
        """
        self._highs.setOptionValue("mip_max_improving_sols", most_found)
        self._highs.run()
        info = self._highs.getInfo()
        if info.primal_solution_status != self._feasible:
            return None
        return np.array(self._highs.getSolution().col_value)


def _with_leaving(sums: Sums, stiff: Ints) -> tuple[NDArray[np.int32], Floats, NDArray[np.int32]]:
    """Give the rows with the columns by which stiff cells leave their bounds standing beside each of them."""
    if not len(stiff):
        return sums.columns.astype(np.int32), sums.signs.astype(float), sums.starts.astype(np.int32)
    nth = np.full(sums.cells, -1, dtype=np.int64)
    nth[stiff] = np.arange(len(stiff))
    rows = np.repeat(np.arange(sums.rows), np.diff(sums.starts))
    leaving = nth[sums.columns] >= 0
    own = nth[sums.columns[leaving]] + sums.cells
    columns = np.concatenate([sums.columns, own, own + len(stiff)])
    signs = np.concatenate([sums.signs, sums.signs[leaving], -sums.signs[leaving]])
    every = np.concatenate([rows, rows[leaving], rows[leaving]])
    order = np.argsort(every, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(every, minlength=sums.rows))])
    return columns[order].astype(np.int32), signs[order].astype(float), starts.astype(np.int32)


def whole_table(sums: Sums, costs: Floats, low: Ints, high: Ints) -> Ints | None:
    """Find whole numbers for the cells of a few sums, at little cost.

    Args:
        sums: how cells add up.
        costs: of each cell, for each one.
        low: least value of each.
        high: greatest value.
    """
    solver = _Solver(sums, low.astype(float), _ends(high), whole=True)
    solver.aim(costs)
    found = solver.solve(MANY)
    return None if found is None else np.rint(found).astype(np.int64)


class _Search:
    """Gathers tables that agree with what is published, until they differ enough in every cell.

    Args:
        sums: how cells add up.
        bounds: of each cell.
        spans: how far apart the tables must lie in each cell.
        seed: of the directions.
    """

    def __init__(self, sums: Sums, bounds: Bounds, spans: Ints, seed: int) -> None:
        self.sums, self.bounds, self.spans = sums, bounds, spans
        self.random = np.random.default_rng(seed)
        self.possible = bounds.high - bounds.low >= spans
        self.found: list[Ints] = []
        self.least, self.most = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        low, high = bounds.low.astype(float), _ends(bounds.high)
        self.fractions = _Solver(sums, low, high)
        self.wholes = _Solver(sums, low, high, whole=True)

    def begin(self) -> bool:
        """Find one table; say whether there is any."""
        table = self._table(np.where(self.spans > 0, 1.0, 0.0), self.bounds.low, self.bounds.high)
        if table is not None:
            self.take(table)
        return table is not None

    def take(self, table: Ints) -> None:
        """Put a table beside those found."""
        self.least = np.minimum(self.least, table) if self.found else table
        self.most = np.maximum(self.most, table) if self.found else table
        self.found.append(table)

    def agrees(self, table: Ints) -> bool:
        """Say whether a table agrees with what is published."""
        inside = (table >= self.bounds.low) & (table <= self.bounds.high)
        return bool(inside.all()) and self.sums.holds(table)

    def lacking(self, *, everywhere: bool = False) -> Bools:
        """Say in which cells the tables do not yet differ enough: of those that could, or of all."""
        short = self.most - self.least < self.spans
        return short if everywhere else short & self.possible

    def move_many(self, *, left: int, settled: int) -> None:
        """Move all cells that lack at once: up where they have been low, some of the others down.

        Args:
            left: how many cells may be left.
            settled: how many a table must settle that another is looked for.
        """
        for _ in range(ROUNDS):
            lacking = self.lacking()
            many = int(lacking.sum())
            if many <= left:
                return
            up = (self.least <= self.bounds.low) | (self.random.random(len(lacking)) < UPWARDS)
            self._move(np.flatnonzero(lacking), np.where(up, 1.0, -1.0) * self.random.uniform(0.8, 1.2, len(lacking)))
            if many - int(self.lacking().sum()) < settled:
                return

    def move_near(self) -> None:
        """Move each cell that is left with those around it alone, one after another in one table."""
        if self.sums.cells <= SMALL:
            return
        near = CellMoves(self.sums, self.bounds)
        for sign in (1, -1, 1, -1):
            for size in NEAR:
                table, moved = self.found[-1].copy(), 0
                for cell in np.flatnonzero(self.lacking()).tolist():
                    far = (self.least if sign > 0 else self.most)[cell] + sign * self.spans[cell]
                    moved += near.move(table, cell, int(far), size, whole_table)
                near.release()
                if moved and self.agrees(table):
                    self.take(table)

    def move_alone(self, *, one_will_do: bool) -> None:
        """Move each cell that is left by itself, as far as it goes; all of them, or until one cannot go far enough."""
        for cell in np.flatnonzero(self.lacking()).tolist():
            for sign in (1.0, -1.0):
                if self.most[cell] - self.least[cell] < self.spans[cell]:
                    self._move(np.array([cell]), np.full(self.sums.cells, sign), to_the_end=True)
            if one_will_do and self.most[cell] - self.least[cell] < self.spans[cell]:
                return

    def kept(self) -> Ints:
        """Give the tables without those that the others make needless."""
        tables = self.found
        reached = self.most - self.least >= self.spans
        for table in list(reversed(tables)):
            others = [one for one in tables if one is not table]
            if others:
                among = np.array(others)
                if (among.max(axis=0) - among.min(axis=0) >= self.spans)[reached].all():
                    tables = others
        return np.array(tables)

    def _move(self, cells: Ints, signs: Floats, *, to_the_end: bool = False) -> None:
        """Look for a table in which cells lie farther up, or down, than in those before; no farther than they must."""
        costs = np.zeros(self.sums.cells)
        costs[cells] = -signs[cells]
        low, high = self.bounds.low.copy(), self.bounds.high.copy()
        up, down = cells[signs[cells] > 0], cells[signs[cells] < 0]
        high[up] = np.minimum(high[up], self.least[up] + self.spans[up])
        low[down] = np.maximum(low[down], self.most[down] - self.spans[down])
        table = self._table(costs, low, high, to_the_end=to_the_end)
        if table is not None:
            self.take(table)

    def _table(self, costs: Floats, low: Ints, high: Ints, *, to_the_end: bool = False) -> Ints | None:
        """Find a whole table: one in fractions first, then a whole one beside it; checked here cell by cell."""
        self.fractions.aim(costs)
        self.fractions.bound(low.astype(float), _ends(high))
        values = self.fractions.solve()
        if values is None:
            return None
        table = np.rint(values).astype(np.int64)
        if np.abs(values - table).max(initial=0.0) < 1e-6 and self.agrees(table):
            return table
        self.wholes.aim(costs if to_the_end else np.zeros(len(costs)))
        aimed = (costs != 0) & (np.abs(values - table) < 1e-6)
        for slack, firm in SLACKS:
            leave = np.where(aimed & firm, 0, slack)
            near_low = np.maximum(low, np.floor(values + 1e-6).astype(np.int64) - leave)
            near_high = np.minimum(high, np.ceil(values - 1e-6).astype(np.int64) + leave)
            self.wholes.bound(near_low.astype(float), near_high.astype(float))
            found = self.wholes.solve(MANY if to_the_end else 1)
            if found is not None and self.agrees(np.rint(found).astype(np.int64)):
                return np.rint(found).astype(np.int64)
        return None
