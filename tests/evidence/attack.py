"""What somebody can work out who sees everything that is published: every table that agrees with it, by brute force."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

FAR = 100_000
"""Stands for no upper end: farther than any rule asks."""


def every_table(published, free, most):
    """Give every table that agrees with what is published, its free cells up to a number; the others follow by sums.

    Args:
        published: what everybody sees.
        free: cells that no sum has for its whole.
        most: greatest value tried.
    """
    sums = published.sums
    made = {cell: np.eye(len(free), dtype=np.int64)[k] for k, cell in enumerate(free)}
    wholes = {int(sums.row(k)[-1]): sums.row(k)[:-1].tolist() for k in range(sums.rows)}
    while len(made) < sums.cells:
        for whole, parts in wholes.items():
            if whole not in made and all(part in made for part in parts):
                made[whole] = sum(made[part] for part in parts)
    ranges = [np.arange(int(published.low[k]), min(int(published.high[k]), most) + 1) for k in free]
    leaves = np.stack([grid.ravel() for grid in np.meshgrid(*ranges, indexing="ij")])
    tables = (np.stack([made[k] for k in range(sums.cells)]) @ leaves).T
    return tables[((tables >= published.low) & (tables <= published.high)).all(axis=1)]


def matrix(sums):
    dense = np.zeros((sums.rows, sums.cells))
    rows = np.repeat(np.arange(sums.rows), np.diff(sums.starts))
    np.add.at(dense, (rows, sums.columns), sums.signs)
    return dense


def ends(published, direction):
    """Give the least and the greatest that a combination of cells can come to, in whole tables."""
    sums = published.sums
    row = LinearConstraint(matrix(sums), np.where(sums.open, -np.inf, 0), np.zeros(sums.rows))
    high = np.minimum(published.high, FAR)
    found = []
    for sign in (1.0, -1.0):
        answer = milp(
            sign * direction, constraints=row, bounds=Bounds(published.low, high), integrality=np.ones(sums.cells)
        )
        assert answer.status == 0, answer.message
        found.append(round(sign * answer.fun))
    return found


def reach(published, cell):
    """Give how far apart the least and greatest value of a cell lie, for whoever sees everything."""
    direction = np.zeros(published.sums.cells)
    direction[cell] = 1.0
    low, high = ends(published, direction)
    return high - low
