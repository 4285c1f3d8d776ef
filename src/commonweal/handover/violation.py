"""What an independent check of a plan found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Violation:
    """A row that a plan breaks.

    Attributes:
        row: name of the row, with its number where it has one.
        where: which body, neighbourhood or cell, and the quarter.
        amount: by how much it is broken, above 0; 0 where no amount says it.
    """

    row: str
    where: str
    amount: Fraction


def same(row: str, where: str, stated: Fraction, true: Fraction) -> Iterator[Violation]:
    """Find a stated figure that is not what it works out to."""
    if stated != true:
        yield Violation(row, f"{where}: stated {float(stated):.9f}, worked out {float(true):.9f}", abs(stated - true))


def at_most(row: str, where: str, value: Fraction, limit: Fraction) -> Iterator[Violation]:
    """Find a figure above its limit."""
    if value > limit:
        yield Violation(row, where, value - limit)


def added(values: Iterable[Fraction]) -> Fraction:
    """Add numbers up, those of one denominator as whole ones: the same sum, sooner."""
    parts: dict[int, int] = {}
    for value in values:
        parts[value.denominator] = parts.get(value.denominator, 0) + value.numerator
    sum_ = Fraction(0)
    for bottom, top in parts.items():
        sum_ += Fraction(top, bottom)
    return sum_
