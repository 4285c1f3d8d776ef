"""The supporters of one item, in columns for the filter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.funding.ballots import Whole

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
EXACT = 2**53
"""Below this, whole numbers and their sums are exact in floats too."""


@dataclass(frozen=True, slots=True, eq=False)
class Supporters:
    """The supporters of one item who may have money left, group by group.

    Attributes:
        groups: the groups.
        sizes: how many voters each has, or None where each has one.
        weights: how strongly they support the item, or None where every weight is 1.
        points: voters times weights of each, or None where each is 1.
        voters: how many voters they are.
        total: their points together.
        most: the largest weight.
    """

    groups: Whole
    sizes: Floats | None
    weights: Floats | None
    points: Floats | None
    voters: float
    total: float
    most: float

    @classmethod
    def of(cls, groups: Whole, sizes: Floats | None, weights: Floats | None) -> "Supporters":
        """Put the columns of some supporters together."""
        voters = float(len(groups)) if sizes is None else float(sizes.sum())
        if weights is None:
            return cls(groups, sizes, None, sizes, voters, voters, 1.0)
        points = weights if sizes is None else sizes * weights
        return cls(groups, sizes, weights, points, voters, float(points.sum()), float(weights.max(initial=1.0)))

    def kept(self, some: Mask) -> "Supporters":
        """Give some of them alone."""
        sizes = None if self.sizes is None else self.sizes[some]
        weights = None if self.weights is None else self.weights[some]
        return Supporters.of(self.groups[some], sizes, weights)

    def due(self, price: float) -> float | Floats:
        """Give what each owes at a price for each unit of weight."""
        return price if self.weights is None else price * self.weights

    def held(self, left: Floats) -> Floats:
        """Give what each group has, all its voters together."""
        return left if self.sizes is None else left * self.sizes

    def count(self, some: Mask) -> float:
        """Give how many voters some of them are."""
        return float(np.count_nonzero(some)) if self.sizes is None else float(np.add.reduce(some * self.sizes))

    def outside(self, some: Mask) -> float:
        """Give the points of all but some of them."""
        if self.points is None:
            return self.total - np.count_nonzero(some)
        if self.total >= EXACT:
            return float(np.add.reduce(~some * self.points))
        return self.total - float(np.add.reduce(some * self.points))
