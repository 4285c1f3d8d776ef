"""How published counts add up: the sums between the cells of tables, their margins, and tables that share cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.disclosure_rules import Ints


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums between cells: in each row the parts add up to the whole, or to no more than it.

    Attributes:
        cells: how many cells there are.
        starts: where each row begins in ``columns``; one more for the end.
        columns: cells of the rows, one row after another.
        signs: 1 for a part, -1 for the whole.
        open: of each row, whether the parts may be less than the whole.
    """

    cells: int
    starts: Ints
    columns: Ints
    signs: Ints
    open: NDArray[np.bool_]

    @property
    def rows(self) -> int:
        """How many sums there are."""
        return len(self.open)

    def excess(self, values: Ints) -> Ints:
        """Give by how much the parts of each row exceed its whole."""
        if not self.rows:
            return np.zeros(0, dtype=np.int64)
        return np.add.reduceat(values[self.columns] * self.signs, self.starts[:-1])

    def holds(self, values: Ints) -> bool:
        """Say whether every sum holds for these values."""
        over = self.excess(values)
        return bool((np.where(self.open, np.minimum(over, 0), over) == np.where(self.open, over, 0)).all())

    def row(self, number: int) -> Ints:
        """Give the cells of a row."""
        return self.columns[self.starts[number] : self.starts[number + 1]]


@dataclass(frozen=True, slots=True)
class Axis:
    """One way in which a table divides people: its groups, and which of them add up to which.

    Attributes:
        name: the column's name.
        labels: names of the groups, totals among them.
        whole: for each group, the number of the group that it is a part of, or -1.
    """

    name: str
    labels: tuple[str, ...]
    whole: tuple[int, ...]

    @property
    def groups(self) -> Sequence[tuple[int, tuple[int, ...]]]:
        """Each total with its parts, by their numbers."""
        parts: dict[int, list[int]] = {}
        for part, whole in enumerate(self.whole):
            if whole >= 0:
                parts.setdefault(whole, []).append(part)
        return [(whole, tuple(among)) for whole, among in sorted(parts.items())]


def crossed(axes: Sequence[Axis]) -> Sums:
    """Give the sums of one table with every margin: its cells are the axes crossed, the last axis running fastest.

    Examples:
        >>> sex = Axis("sex", ("f", "m", "all"), (2, 2, -1))
        >>> crossed([sex, sex]).rows
        6
    """
    shape = tuple(len(axis.labels) for axis in axes)
    numbers = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
    lengths: list[Ints] = []
    columns: list[Ints] = []
    signs: list[Ints] = []
    for nth, axis in enumerate(axes):
        along = np.moveaxis(numbers, nth, -1).reshape(-1, shape[nth])
        for whole, parts in axis.groups:
            chosen = along[:, [*parts, whole]]
            columns.append(chosen.ravel())
            signs.append(np.tile(np.array([1] * len(parts) + [-1], dtype=np.int64), len(chosen)))
            lengths.append(np.full(len(chosen), len(parts) + 1, dtype=np.int64))
    return _sums(numbers.size, lengths, columns, signs, None)


def listed(cells: int, rows: Iterable[tuple[int, Sequence[int], bool]]) -> Sums:
    """Give sums that are listed one by one.

    Args:
        cells: how many cells there are.
        rows: of each sum the whole, the parts, and whether these may be less than the whole.
    """
    told = list(rows)
    return _sums(
        cells,
        [np.array([len(parts) + 1 for _, parts, _ in told], dtype=np.int64)],
        [np.array([*parts, whole], dtype=np.int64) for whole, parts, _ in told],
        [np.array([1] * len(parts) + [-1], dtype=np.int64) for _, parts, _ in told],
        np.array([less for *_, less in told], dtype=bool),
    )


def joined(cells: int, tables: Iterable[tuple[Sums, Ints]]) -> Sums:
    """Give the sums of several tables over cells that they share.

    Args:
        cells: how many cells there are in all.
        tables: the sums of each table, and the number of each of its cells among all.
    """
    lengths, columns, signs, less = [], [], [], []
    for sums, at in tables:
        lengths.append(np.diff(sums.starts))
        columns.append(at[sums.columns])
        signs.append(sums.signs)
        less.append(sums.open)
    return _sums(cells, lengths, columns, signs, np.concatenate(less))


def cells_of(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    """Name each cell of a table by its groups, in the order of :func:`crossed`."""
    return list(product(*(axis.labels for axis in axes)))


def _sums(
    cells: int, lengths: list[Ints], columns: list[Ints], signs: list[Ints], less: NDArray[np.bool_] | None
) -> Sums:
    none = np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths or [none]))]).astype(np.int64)
    less = np.zeros(len(starts) - 1, dtype=bool) if less is None else less
    return Sums(cells, starts, np.concatenate(columns or [none]), np.concatenate(signs or [none]), less)
