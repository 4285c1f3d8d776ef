"""A linear programme as it is written, family of rows by family, before it goes to the solver."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from commonweal.handover.ways import Floats, Places


class Rows:
    """Rows of a sparse matrix as they are written, family by family."""

    def __init__(self) -> None:
        self.count = 0
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []
        self.families: dict[str, Places] = {}
        self._entries: list[tuple[Places, Places, Floats]] = []

    def add(self, family: str, shape: tuple[int, ...], lower: Any, upper: Any) -> Places:
        """Open a family of rows and give their numbers in the shape asked for."""
        size = int(np.prod(shape))
        rows = np.arange(self.count, self.count + size, dtype=np.int64).reshape(shape)
        self.lower.append(np.broadcast_to(np.asarray(lower, float), shape).ravel())
        self.upper.append(np.broadcast_to(np.asarray(upper, float), shape).ravel())
        self.families[family] = rows
        self.count += size
        return rows

    def put(self, rows: Places, columns: Places, values: Any) -> None:
        """Enter coefficients; rows, columns and values have one shape."""
        filled = np.broadcast_to(np.asarray(values, float), rows.shape).ravel()
        self._entries.append((rows.ravel(), columns.ravel(), filled))

    def gathered(self, families: Collection[str], together: int) -> "Rows":
        """Add up the rows of so many quarters in a row: looser than the rows themselves, and far fewer.

        A price of a sum is a price of each row in it, so the numbers that a family has afterwards repeat.

        Args:
            families: those whose rows are added up, each given by quarter last.
            together: how many quarters.
        """
        new = np.arange(self.count)
        for family in families:
            rows = self.families[family]
            first = np.arange(rows.shape[-1]) // together * together
            new[rows.ravel()] = rows[..., first].ravel()
        kept, new = np.unique(new, return_inverse=True)
        made = Rows()
        made.count = len(kept)
        made.lower = [np.bincount(new, np.concatenate(self.lower), made.count).astype(np.float64)]
        made.upper = [np.bincount(new, np.concatenate(self.upper), made.count).astype(np.float64)]
        made.families = {family: new[rows] for family, rows in self.families.items()}
        made._entries = [(new[rows], columns, values) for rows, columns, values in self._entries]
        return made

    def compressed(self, columns: int) -> tuple[Places, Places, Floats]:
        """Give the matrix row by row: where each row starts, columns and values."""
        row, column, value = (np.concatenate(parts) for parts in zip(*self._entries, strict=True))
        matrix = coo_array((value, (row, column)), shape=(self.count, columns)).tocsr()
        return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64), matrix.data


@dataclass(frozen=True, slots=True)
class Programme:
    """A linear programme, some of whose columns must be whole.

    Attributes:
        rows: its rows.
        cost: of each column.
        lower: bound of each column.
        upper: bound of each column.
        whole: whether each column must be whole.
        offset: objective where every column is 0.
    """

    rows: Rows
    cost: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    offset: float = 0.0
