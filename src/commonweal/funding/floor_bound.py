"""A bound on what it costs to meet floors: weights found by linear programming, and a bound proven in whole numbers.

Source: Lagrangian duality. For any weights of 0 or more on the floors and caps, an item's cost less the weight of what
it does for floors, plus that of what it takes from caps, bounds from below what choosing it adds; so a wrong weight
makes the bound weaker, never false.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

_PARTS = 2**20
"""Weights are whole numbers of such parts of one."""
_DEAR = 1000.0
"""What a unit that no item can supply is taken to cost, so that there always is an answer to weigh."""


@dataclass(frozen=True, slots=True)
class FloorBound:
    """Weights for floors and caps, and what each item adds at least under them, in parts of a unit.

    Attributes:
        floors: the weight of each floor.
        caps: the weight of each cap.
        adds: for each item, what choosing it adds at least; below 0 where it does more than it costs.
    """

    floors: tuple[int, ...]
    caps: tuple[int, ...]
    adds: Mapping[int, int]

    def exceeds(self, budget: int, needs: Sequence[int], caps: Sequence[int], free: int) -> bool:
        """Say whether meeting the needs is proven to cost more than a budget.

        Args:
            budget: what is left of it, in units.
            needs: what each floor still needs.
            caps: what is left under each cap.
            free: the sum of the least that the items still to choose from add, 0 at most.
        """
        needed = sum(weight * need for weight, need in zip(self.floors, needs, strict=True))
        spared = sum(weight * cap for weight, cap in zip(self.caps, caps, strict=True))
        return needed - spared + free > budget * _PARTS


def floor_bound(
    costs: Mapping[int, int],
    needs: tuple[Sequence[int], Sequence[Mapping[int, int]]],
    caps: tuple[Sequence[int], Sequence[Mapping[int, int]]],
    sets: Collection[frozenset[int]],
) -> FloorBound:
    """Find weights under which the bound is as strong as linear programming makes it.

    Args:
        costs: of each item that may be chosen, in units.
        needs: what each floor needs, and what each item does for it.
        caps: what is left under each cap, and what each item takes from it.
        sets: at most one item of each.
    """
    from scipy.optimize import linprog

    items, scale = list(costs), max(costs.values())

    def rows(of: Sequence[Mapping[int, int]]) -> list[list[float]]:
        return [[within.get(k, 0) / scale for k in items] for within in of]

    short = np.eye(len(needs[0])).tolist()
    none = [0.0] * len(short)
    matrix = [[*(-value for value in row), *(-s for s in own)] for row, own in zip(rows(needs[1]), short, strict=True)]
    matrix += [[*row, *none] for row in rows(caps[1])]
    matrix += [[*(float(k in set_) for k in items), *none] for set_ in sets]
    limits = [*(-need / scale for need in needs[0]), *(cap / scale for cap in caps[0]), *(1.0 for _ in sets)]
    answer = linprog(
        [*(costs[k] / scale for k in items), *(_DEAR for _ in short)],
        A_ub=np.array(matrix),
        b_ub=np.array(limits),
        bounds=[*((0, 1) for _ in items), *((0, None) for _ in short)],
    )
    weights = [max(0, round(-float(weight) * _PARTS)) for weight in answer.ineqlin.marginals]
    floors = tuple(weights[: len(short)])
    taken = tuple(weights[len(short) : len(short) + len(caps[0])])
    adds = {
        k: cost * _PARTS
        - sum(weight * within.get(k, 0) for weight, within in zip(floors, needs[1], strict=True))
        + sum(weight * uses.get(k, 0) for weight, uses in zip(taken, caps[1], strict=True))
        for k, cost in costs.items()
    }
    return FloorBound(floors, taken, adds)
