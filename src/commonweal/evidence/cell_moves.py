"""Moving one cell of a large table together with a few around it, all others held where they are."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.disclosure_rules import Ints
from commonweal.evidence.propagation import Bounds
from commonweal.evidence.sums import Sums

WholeTable = Callable[[Sums, NDArray[np.float64], Ints, Ints], Ints | None]
"""Finds whole numbers for the cells of a few sums, at little cost: (sums, costs, low, high)."""
WIDE = 30
"""Room beyond this makes a cell no better to move."""


class CellMoves:
    """Moves cells of a table one after another; what was moved stays where it is until all are released.

    Args:
        sums: how cells add up.
        bounds: of each cell.
    """

    def __init__(self, sums: Sums, bounds: Bounds) -> None:
        self.sums, self.bounds = sums, bounds
        rows = np.repeat(np.arange(sums.rows), np.diff(sums.starts))
        order = np.argsort(sums.columns, kind="stable")
        self._rows = rows[order]
        self._begin = np.searchsorted(sums.columns[order], np.arange(sums.cells + 1))
        self._room = np.minimum(bounds.high - bounds.low, WIDE)
        self._held = np.zeros(sums.cells, dtype=bool)

    def release(self) -> None:
        """Let every cell move again."""
        self._held[:] = False

    def move(self, table: Ints, cell: int, far: int, size: int, whole_table: WholeTable) -> bool:
        """Move a cell to a value, in place; say whether that could be done.

        Args:
            table: a table that keeps every sum; it does so afterwards too.
            cell: which.
            far: the value.
            size: how many cells of each sum may move with it.
            whole_table: finds whole numbers for the cells of a few sums.
        """
        if self._held[cell] or not self.bounds.low[cell] <= far <= self.bounds.high[cell]:
            return False
        around = self._around(cell, size)
        part, rests = self._part(table, around)
        low = np.concatenate([self.bounds.low[around], rests])
        high = np.concatenate([self.bounds.high[around], rests])
        at = int(np.searchsorted(around, cell))
        low[at] = high[at] = far
        found = whole_table(part, np.zeros(len(low)), low, high)
        if found is None:
            return False
        table[around] = found[: len(around)]
        self._held[cell] = True
        return True

    def _around(self, cell: int, size: int) -> Ints:
        """Give a cell, the wholes and the roomiest cells of its sums, and the cells in which their sums meet again."""
        chosen = [cell]
        for row in self._rows_of(np.array([cell])).tolist():
            cells = self.sums.row(row)
            free = cells[(self._room[cells] > 0) & ~self._held[cells]]
            chosen += [int(cells[-1]), *free[np.argsort(-self._room[free], kind="stable")][:size].tolist()]
        found = np.unique(np.array(chosen, dtype=np.int64))
        for _ in range(2):
            rows = self._rows_of(found)
            cells, times = np.unique(np.concatenate([self.sums.row(row) for row in rows.tolist()]), return_counts=True)
            found = np.union1d(found, cells[times > 1])
        free = (self._room[found] > 0) & ~self._held[found]
        around: Ints = found[free | (found == cell)]
        return around

    def _rows_of(self, cells: Ints) -> Ints:
        begin, end = self._begin[cells], self._begin[cells + 1]
        rows: Ints = np.unique(
            np.concatenate([self._rows[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)])
        )
        return rows

    def _part(self, table: Ints, around: Ints) -> tuple[Sums, Ints]:
        """Give the sums of some cells, each with one cell more for what all its other cells come to, and these."""
        rows = self._rows_of(around)
        starts, columns, signs, rests = [0], [], [], []
        for nth, row in enumerate(rows.tolist()):
            begin, end = self.sums.starts[row], self.sums.starts[row + 1]
            cells, sign = self.sums.columns[begin:end], self.sums.signs[begin:end]
            place = np.searchsorted(around, cells)
            inside = around[np.minimum(place, len(around) - 1)] == cells
            columns += [place[inside], np.array([len(around) + nth])]
            signs += [sign[inside], np.array([1])]
            rests.append(int((table[cells[~inside]] * sign[~inside]).sum()))
            starts.append(starts[-1] + int(inside.sum()) + 1)
        count = len(around) + len(rows)
        return (
            Sums(count, np.array(starts), np.concatenate(columns), np.concatenate(signs), self.sums.open[rows]),
            np.array(rests, dtype=np.int64),
        )
