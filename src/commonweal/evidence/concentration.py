"""The concentration index with its interval, and as corrected for a good that no one can have more than all of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from commonweal.evidence.inequality import NOBODY_HAS_ANY, Value, values_of_people
from commonweal.terms.sources import Unknown

Z_95 = 1.959963984540054
"""The standard normal deviate of two-sided 95 %."""
FEWEST = 2
TOO_FEW_AREAS = Unknown("there are fewer than two areas with people")


@dataclass(frozen=True, slots=True)
class Concentration:
    """How a good is concentrated along deprivation, with a 95 % interval.

    Attributes:
        index: below 0 the more deprived have more, above 0 the less deprived.
        error: its standard error, or Unknown where there are fewer than two areas with people.
    """

    index: float
    error: float | Unknown

    @property
    def low(self) -> float | Unknown:
        """Lower end of the interval."""
        return self.error if isinstance(self.error, Unknown) else self.index - Z_95 * self.error

    @property
    def high(self) -> float | Unknown:
        """Upper end of the interval."""
        return self.error if isinstance(self.error, Unknown) else self.index + Z_95 * self.error


def concentration(values: Sequence[Value], people: Sequence[float], scores: Sequence[float]) -> Concentration | Unknown:
    """Measure how a good is concentrated along deprivation, the most deprived first, with its standard error.

    The areas are taken for a sample of what areas of such deprivation have; what differs between the people of one
    area is not known and adds nothing. Areas of equal deprivation share one place in the order.

    Source: Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997), the variance for grouped data where
        the spread inside a group is not known, so that the number of groups stands for the number of people.

    Args:
        values: what each area has for one person.
        people: people of each area, 0 or more.
        scores: deprivation, higher is more deprived.

    Returns:
        The index, or Unknown as :func:`~commonweal.evidence.inequality.concentration_index` gives it.

    Examples:
        >>> found = concentration([1.0, 2.0, 3.0, 2.0], [10, 10, 10, 10], [4.0, 3.0, 2.0, 1.0])
        >>> round(found.index, 4), round(found.error, 4)
        (0.125, 0.1013)
    """
    found = _pulls(values, people, scores)
    if isinstance(found, Unknown):
        return found
    if found.mean <= 0:
        return NOBODY_HAS_ANY
    return found.index(lambda mean: 1 / mean, lambda mean: -1 / mean**2)


def erreygers(
    values: Sequence[Value],
    people: Sequence[float],
    scores: Sequence[float],
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Concentration | Unknown:
    """Measure the concentration of a good that is bounded, such that having it and lacking it are equally unequal.

    Source: Erreygers, "Correcting the concentration index", Journal of Health Economics 28 (2009): the index times four
        times the mean divided by the span of the bounds.

    Args:
        values: what each area has for one person, within the bounds.
        people: people of each area.
        scores: deprivation, higher is more deprived.
        bounds: the least and the most that a person can have.

    Raises:
        ValueError: where a value lies outside the bounds.
    """
    low, high = _within(values, bounds)
    found = _pulls(values, people, scores)
    if isinstance(found, Unknown):
        return found
    return found.index(lambda _: 4 / (high - low), lambda _: 0.0)


def wagstaff(
    values: Sequence[Value],
    people: Sequence[float],
    scores: Sequence[float],
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Concentration | Unknown:
    """Measure the concentration of a bounded good against the most that it could be, given its mean.

    Source: Wagstaff, "The bounds of the concentration index when the variable of interest is binary", Health Economics
        14 (2005): the index divided by the share of the span that is left above the mean.

    Args:
        values: what each area has for one person, within the bounds.
        people: people of each area.
        scores: deprivation, higher is more deprived.
        bounds: the least and the most that a person can have.

    Raises:
        ValueError: where a value lies outside the bounds.
    """
    low, high = _within(values, bounds)
    found = _pulls(values, people, scores)
    if isinstance(found, Unknown):
        return found
    if not low < found.mean < high:
        return Unknown("everybody has all of it") if found.mean >= high else Unknown("nobody has any of it")
    span = high - low
    return found.index(
        lambda mean: span / ((high - mean) * (mean - low)),
        lambda mean: span * (2 * mean - low - high) / ((high - mean) * (mean - low)) ** 2,
    )


@dataclass(frozen=True, slots=True)
class _Pulls:
    """How each area moves what every index is made of: twice the covariance of the good with the place in the order.

    Attributes:
        mean: the good that a person has.
        twice: twice the covariance.
        areas: for each area with people its share of them, how it moves ``twice``, and how it moves ``mean``.
    """

    mean: float
    twice: float
    areas: tuple[tuple[float, float, float], ...]

    def index(self, factor: Callable[[float], float], slope: Callable[[float], float]) -> Concentration:
        """Give ``twice`` times a factor of the mean, whose slope is known, with its error by the delta method."""
        times, tilt = factor(self.mean), slope(self.mean)
        if len(self.areas) < FEWEST:
            return Concentration(self.twice * times, TOO_FEW_AREAS)
        squares = sum(share * (times * pull + self.twice * tilt * lift) ** 2 for share, pull, lift in self.areas)
        return Concentration(self.twice * times, sqrt(squares / len(self.areas)))


def _pulls(values: Sequence[Value], people: Sequence[float], scores: Sequence[float]) -> _Pulls | Unknown:
    known = values_of_people(values, people)
    if isinstance(known, Unknown):
        return known
    among = sorted((k for k, count in enumerate(people) if count), key=lambda k: -scores[k])
    whole = sum(people)
    average = sum(known[k] * people[k] for k in among) / whole
    below, held, ranked = 0.0, 0.0, 0.0
    pulled: list[tuple[float, float, float]] = []
    for _, tied in groupby(among, key=lambda k: scores[k]):
        places = list(tied)
        here, theirs = (sum(people[k] * known[k] ** power for k in places) / whole for power in (0, 1))
        rank = below + here / 2
        # Whoever stands here puts all who come after one place further on, and those beside half a place.
        after = 2 * (average - held) - theirs
        pulled += [(people[k] / whole, known[k] * (2 * rank - 1) + after, known[k] - average) for k in places]
        ranked += rank * theirs
        below += here
        held += theirs
    twice = 2 * ranked - average
    middle = 2 * twice + average
    return _Pulls(average, twice, tuple((share, pull - middle, lift) for share, pull, lift in pulled))


def _within(values: Sequence[Value], bounds: tuple[float, float]) -> tuple[float, float]:
    low, high = bounds
    outside = [value for value in values if not isinstance(value, Unknown) and not low <= value <= high]
    if outside or not low < high:
        message = f"{outside} lies outside {low} to {high}"
        raise ValueError(message)
    return bounds
