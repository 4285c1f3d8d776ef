"""Exact numbers as whole ones over a common denominator, which is many times quicker than fraction by fraction."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm


def common(values: Iterable[Fraction]) -> int:
    """Give the least common denominator of exact numbers.

    Examples:
        >>> common([Fraction(1, 4), Fraction(1, 6)])
        12
    """
    return lcm(*{value.denominator for value in values})


def whole_part(value: Fraction, scale: int) -> int:
    """Give a number as so many parts of one over a scale that its denominator divides."""
    return value.numerator * (scale // value.denominator)


def whole_row(values: Iterable[Fraction], scale: int) -> list[int]:
    """Give a row of numbers likewise."""
    return [value.numerator * (scale // value.denominator) for value in values]


def whole_rows(rows: Iterable[Sequence[Fraction]], scale: int) -> list[list[int]]:
    """Give a grid of numbers likewise."""
    return [whole_row(row, scale) for row in rows]
