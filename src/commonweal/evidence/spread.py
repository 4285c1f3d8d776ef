"""How unequally a good is spread, whoever has it: Gini's index, Theil's index and where it arises, and their curves."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from commonweal.evidence.inequality import Value, concentration_index, values_of_people
from commonweal.terms.sentences import Sentence
from commonweal.terms.sources import Unknown

NOTHING = Unknown("there is nothing to be spread")


def gini(values: Sequence[Value], people: Sequence[float]) -> Value:
    """Measure how unequally a good is spread: 0 evenly, towards 1 all with a few.

    It is the concentration index of the good along itself. Source: Lerman and Yitzhaki, Economics Letters 15 (1984).

    Args:
        values: what each area has for one person, 0 or more.
        people: people of each area.

    Returns:
        The index, or Unknown where a value is not known of people who count, or there is nothing to be spread.

    Raises:
        ValueError: where a value is negative.

    Examples:
        >>> gini([0.0, 1.0], [1, 1])
        0.5
    """
    known = _spread(values, people)
    if isinstance(known, Unknown):
        return known
    return concentration_index(known, people, [-value for value in known])


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's index of inequality and where it arises; 0 is evenly spread.

    Attributes:
        total: of all areas.
        between: what would be left if each group's good were shared out evenly inside it.
        within: what arises inside groups: the rest, exactly.
    """

    total: float
    between: float
    within: float


def theil(values: Sequence[Value], people: Sequence[float], groups: Sequence[Hashable]) -> Theil | Unknown:
    """Measure how unequally a good is spread, and how much of that lies between groups of areas and how much within.

    Source: Theil, Economics and Information Theory (1967); the index of each group counts by its share of the good.

    Args:
        values: what each area has for one person, 0 or more.
        people: people of each area.
        groups: the group of each area, such as its neighbourhood.

    Returns:
        The index, or Unknown where a value is not known of people who count, or there is nothing to be spread.

    Raises:
        ValueError: where a value is negative.

    Examples:
        >>> found = theil([1.0, 3.0, 2.0, 2.0], [1, 1, 1, 1], ["N", "N", "S", "S"])
        >>> round(found.total, 4), found.between, round(found.within, 4)
        (0.0654, 0.0, 0.0654)
    """
    known = _spread(values, people)
    if isinstance(known, Unknown):
        return known
    whole, total = sum(people), sum(value * count for value, count in zip(known, people, strict=True))
    held: dict[Hashable, tuple[float, float]] = {}
    for value, count, group in zip(known, people, groups, strict=True):
        theirs, among = held.get(group, (0.0, 0.0))
        held[group] = theirs + value * count, among + count
    between = sum(_entropy(theirs / total, among / whole) for theirs, among in held.values() if among)
    within = sum(
        _entropy(value * count / total, held[group][0] / total * count / held[group][1])
        for value, count, group in zip(known, people, groups, strict=True)
        if count and held[group][0]
    )
    everything = sum(
        _entropy(value * count / total, count / whole) for value, count in zip(known, people, strict=True) if count
    )
    return Theil(everything, between, within)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve.

    Attributes:
        people: share of people up to here, 0 to 1.
        good: share of the good that they have, 0 to 1.
    """

    people: float
    good: float


def lorenz_curve(values: Sequence[Value], people: Sequence[float]) -> tuple[CurvePoint, ...] | Unknown:
    """Give what share of a good each share of people has, those with the least first.

    Raises:
        ValueError: where a value is negative.

    Examples:
        >>> [(point.people, point.good) for point in lorenz_curve([3.0, 1.0], [1, 1])]
        [(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)]
    """
    known = _spread(values, people)
    return known if isinstance(known, Unknown) else _curve(known, people, known)


def concentration_curve(
    values: Sequence[Value], people: Sequence[float], scores: Sequence[float]
) -> tuple[CurvePoint, ...] | Unknown:
    """Give what share of a good each share of people has, the most deprived first; equally deprived ones make one step.

    Twice the area between the curve and the line of even shares is the concentration index.

    Raises:
        ValueError: where a value is negative.
    """
    known = _spread(values, people)
    return known if isinstance(known, Unknown) else _curve(known, people, [-score for score in scores])


def _curve(known: Sequence[float], people: Sequence[float], order: Sequence[float]) -> tuple[CurvePoint, ...]:
    whole, total = sum(people), sum(value * count for value, count in zip(known, people, strict=True))
    steps: dict[float, tuple[float, float]] = {}
    for value, count, place in sorted(zip(known, people, order, strict=True), key=lambda one: one[2]):
        among, theirs = steps.get(place, (0.0, 0.0))
        steps[place] = among + count, theirs + value * count
    points, among, theirs = [CurvePoint(0.0, 0.0)], 0.0, 0.0
    for more, good in steps.values():
        among, theirs = among + more, theirs + good
        points.append(CurvePoint(among / whole, theirs / total))
    return tuple(points)


def _entropy(of_good: float, of_people: float) -> float:
    return of_good * log(of_good / of_people) if of_good else 0.0


def _spread(values: Sequence[Value], people: Sequence[float]) -> Sequence[float] | Unknown:
    known = values_of_people(values, people)
    if isinstance(known, Unknown):
        return known
    if any(value < 0 for value in known):
        message = f"{min(known)} cannot be spread: it is below 0"
        raise ValueError(message)
    return known if sum(value * count for value, count in zip(known, people, strict=True)) > 0 else NOTHING


@dataclass(frozen=True, slots=True)
class SpreadCurves:
    """The two curves of one good, to be drawn.

    Attributes:
        id: stable name ("library").
        title: what is spread.
        sentence: what is to be seen, for those who cannot see it.
        along: along deprivation, the most deprived first (the concentration curve).
        lorenz: those with the least first.
        index: concentration index of the first curve.
        gini: Gini's index: that of the second.
    """

    id: str
    title: Sentence
    sentence: Sentence
    along: tuple[CurvePoint, ...]
    lorenz: tuple[CurvePoint, ...]
    index: float
    gini: float


def good_of_first(curve: Sequence[CurvePoint], people: float) -> float:
    """Give what share of the good the first share of people has, reading the curve as straight between its points.

    Examples:
        >>> good_of_first([CurvePoint(0.0, 0.0), CurvePoint(0.5, 0.2), CurvePoint(1.0, 1.0)], 0.25)
        0.1
    """
    for before, after in pairwise(curve):
        if people <= after.people:
            width = after.people - before.people
            along = (people - before.people) / width if width else 1.0
            return before.good + along * (after.good - before.good)
    return 1.0
