"""Money: whole pence where commonweal pays, exact amounts in a stated currency where a file brings its own unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NewType

Pence = NewType("Pence", int)
"""Whole pence sterling; negative is owed."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact sum in a currency's main unit (pounds, zloty).

    Attributes:
        units: the sum in main units.
        currency: ISO 4217 code.
    """

    units: Fraction
    currency: str = "GBP"

    @classmethod
    def of_pence(cls, pence: Pence) -> "Amount":
        """Give a sum of pence in pounds.

        Examples:
            >>> Amount.of_pence(Pence(250)).units
            Fraction(5, 2)
        """
        return cls(Fraction(pence, 100))


def shares(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a whole sum in proportion to weights, to the last unit, by largest remainder.

    Args:
        total: the sum to split, in whole units.
        weights: one non-negative weight for each share; at least one is positive.

    Returns:
        One whole share for each weight, in order; they add up to ``total``. Equal remainders go to the earlier share.

    Raises:
        ValueError: where no weight is positive, or one is negative.

    Source: method of largest remainders (Hamilton).

    Examples:
        >>> shares(100, [1, 1, 1])
        (34, 33, 33)
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        message = "weights must be non-negative and not all zero"
        raise ValueError(message)
    floors = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda k: (-(total * weights[k] % whole), k))
    for k in order[: total - sum(floors)]:
        floors[k] += 1
    return tuple(floors)
