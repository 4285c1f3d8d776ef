"""What happened in a block of scenarios, the same from either simulator."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NEAR = 1e-9
"""Shares that differ by less are the same: figures here are floats, and never decide who gets what."""
NEAR_UNITS = 1e-6
"""The same for units of load and money."""
SOMETHING = float(np.finfo(np.float64).tiny)
"""To divide by where there may be nothing, and nothing to divide: NumPy is slow where only some are to be divided."""


@dataclass(frozen=True, slots=True)
class Block:
    """What happened; the last axis of every array is the scenario.

    Attributes:
        first: number of the first scenario.
        breached: for each handed-over cell, whether it fell below its floor in some quarter.
        unmet: units unmet over the whole plan, as a share of the need that was planned for: first the handed-over
            cells, then the kept rows.
        weighted: unmet units of the whole place, by their weight.
        keeping: the same had everything been kept.
        unequal: whether the gap between the ends was wider than row (13) allows in this future.
        worse: whether the most deprived fifth was worse off than by keeping, row (13a).
        statutory: whether the statutory fund was overdrawn.
        devolved: whether the devolved fund could not pay what was planned.
        overloaded: for each body, whether it had more load than it may carry.
    """

    first: int
    breached: Bools
    unmet: Floats
    weighted: Floats
    keeping: Floats
    unequal: Bools
    worse: Bools
    statutory: Bools
    devolved: Bools
    overloaded: Bools


@dataclass(frozen=True, slots=True)
class Watch:
    """What bodies carried and could have carried, in a block of scenarios: by quarter, body and scenario.

    Attributes:
        load: units asked of each body.
        capacity: units that it could carry.
        goes_on: whether it had not ended by then.
    """

    load: Floats
    capacity: Floats
    goes_on: Bools

    @classmethod
    def of(cls, quarters: int, bodies: int, scenarios: int) -> "Watch":
        """Make room for a block."""
        shape = (quarters, bodies, scenarios)
        return cls(np.zeros(shape), np.zeros(shape), np.zeros(shape, bool))

    def see(self, t: int, load: Floats, capacity: Floats, ends: NDArray[np.int16]) -> None:
        """Keep a quarter, as it stands before anything grows or wears off."""
        self.load[t], self.capacity[t], self.goes_on[t] = load, capacity, ends > t
