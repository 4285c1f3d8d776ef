"""Ways to begin as arrays: offers, each with the quarter in which it starts."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Options:
    """Ways to begin: each an offer and the quarter in which double running starts.

    Attributes:
        offer: place of each in the problem's offers.
        start: of each.
    """

    offer: Places
    start: Places

    def __len__(self) -> int:
        """K."""
        return len(self.offer)

    def at(self, which: Any) -> "Options":
        """Give some of them."""
        return Options(self.offer[which], self.start[which])

    def keys(self, quarters: int) -> Places:
        """Give a number for each that no other has.

        Args:
            quarters: T.
        """
        return self.offer * quarters + self.start


def no_options() -> Options:
    """Give no way to begin at all."""
    return Options(np.zeros(0, np.int64), np.zeros(0, np.int64))


def joined(one: Options, other: Options) -> Options:
    """Give some ways to begin, then others."""
    return Options(np.concatenate([one.offer, other.offer]), np.concatenate([one.start, other.start]))
