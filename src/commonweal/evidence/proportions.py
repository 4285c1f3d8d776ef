"""A share of a few cases with its interval, exactly: Wilson's score interval in fractions, rounded outward."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isqrt

CONFIDENCE = Fraction(95, 100)
"""How often an interval so made holds the share that it is meant to hold."""

_Z = Fraction(1_959_964, 1_000_000)
"""The standard normal deviate of two-sided 95 %, to the sixth decimal."""

_FINE = 10**6
_FINER = 10**9


@dataclass(frozen=True, slots=True)
class Interval:
    """A share, and between what it is likely to lie.

    Attributes:
        value: what was seen, exactly: cases of those at risk.
        low: lower end of the interval, at most ``value``.
        high: upper end, at least ``value``.
    """

    value: Fraction
    low: Fraction
    high: Fraction


def wilson(cases: int, of: int) -> Interval:
    """Give a share with its 95 % score interval.

    The ends are rounded outward to a millionth, so that no rounding makes the interval narrower. Source: E. B. Wilson,
    Probable inference, the law of succession, and statistical inference, JASA 22 (1927), without continuity correction.

    Args:
        cases: how many of them, from 0 to ``of``.
        of: how many there were; 1 or more.

    Raises:
        ValueError: where the counts are no share.

    Examples:
        >>> [float(round(end, 4)) for end in (wilson(1, 10).low, wilson(1, 10).high)]
        [0.0179, 0.4042]
    """
    if of < 1 or not 0 <= cases <= of:
        message = f"{cases} of {of} is no share"
        raise ValueError(message)
    square = _Z * _Z
    # The root is taken of a whole number, from above: too long a root widens the interval at both ends.
    under = square * (square + 4 * cases * Fraction(of - cases, of))
    root = Fraction(isqrt(floor(under * _FINER**2)) + 1, _FINER)
    centre, width = 2 * cases + square, 2 * (of + square)
    low = Fraction(floor((centre - root) / width * _FINE), _FINE) if cases else Fraction(0)
    high = Fraction(ceil((centre + root) / width * _FINE), _FINE) if cases < of else Fraction(1)
    return Interval(Fraction(cases, of), max(low, Fraction(0)), min(high, Fraction(1)))
