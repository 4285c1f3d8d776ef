"""The gate: every count of people in need, every share and every rate of them passes it before it is published."""

from math import floor, log10
from typing import Self

import numpy as np

from commonweal.evidence.disclosure_rules import NHS, Rule
from commonweal.evidence.gaps import Estimate
from commonweal.terms.sources import Unknown

FEW = NHS.few
"""Counts from 1 to this are not shown, where a place names no other rule."""
STEP = NHS.step
"""Other counts are rounded to the nearest multiple of this, where a place names no other rule."""
TOO_FEW = Unknown("too few people to show, here or in a figure beside it")
"""Stands for every hidden count: whether it is few or stands beside one is not said, for that tells something."""
NOBODY = Unknown("nobody is known to be in need here")
DIGITS = 3
"""Rates of people in need are shown to so many figures: more of them would say exactly how many people share."""
SURE_DIGITS = 9
"""Means of what everybody knows are shown to so many: the last of a float depend on every count that was added up."""
CROSSED = 50
"""People in need that each group must have for each neighbourhood, on average, to be told of neighbourhood by
neighbourhood: of smaller groups many cells would be hidden, and others beside them."""
_GATE = object()


class Shown(int):
    """A count of people as it passed the gate. Only the gate makes one; whatever is worked out from it is none."""

    __slots__ = ()

    def __new__(cls, count: int, *, gate: object = None) -> Self:
        """Make one, for the gate alone.

        Raises:
            TypeError: for anybody else.
        """
        if gate is not _GATE:
            raise TypeError("only the gate of commonweal.evidence.publishing shows counts of people")
        return super().__new__(cls, count)

    def __reduce__(self) -> tuple[object, ...]:
        """Take it to another process as it is."""
        return _again, (int(self),)


class ShownRate(float):
    """A rate, share or index of people as it passed the gate. Only the gate makes one."""

    __slots__ = ()

    def __new__(cls, rate: float, *, gate: object = None) -> Self:
        """Make one, for the gate alone.

        Raises:
            TypeError: for anybody else.
        """
        if gate is not _GATE:
            raise TypeError("only the gate of commonweal.evidence.publishing shows rates of people")
        return super().__new__(cls, rate)

    def __reduce__(self) -> tuple[object, ...]:
        """Take it to another process as it is."""
        return _again, (float(self),)


def _again(figure: float) -> Shown | ShownRate:
    return Shown(figure, gate=_GATE) if isinstance(figure, int) else ShownRate(figure, gate=_GATE)


def whole_people(count: float) -> int:
    """Give a count to whole people; where there is anybody at all, at least one."""
    return max(1, round(count)) if count > 0 else 0


def shown(count: float, rule: Rule = NHS) -> Shown | Unknown:
    """Give one count of people as it may be published alone: 0, hidden where it is few, otherwise rounded.

    Counts that are published beside others that they add up to go through the gate together: see
    :mod:`commonweal.evidence.service_counts` and :mod:`commonweal.evidence.linked`.

    Examples:
        >>> shown(0), shown(13), shown(3)
        (0, 15, Unknown(reason='too few people to show, here or in a figure beside it'))
    """
    counts = np.array([whole_people(count)])
    if rule.hides(counts)[0]:
        return TOO_FEW
    return Shown(int(rule.rounds(counts)[0]), gate=_GATE)


def passed(shown_: int, *, hidden: bool) -> Shown | Unknown:
    """Give a count as it came through the gate together with others."""
    return TOO_FEW if hidden else Shown(shown_, gate=_GATE)


def shown_estimate(estimate: Estimate | Unknown, rule: Rule = NHS) -> "ShownEstimate":
    """Give an estimate as it may be published alone; where its best figure is hidden, so is its interval."""
    if isinstance(estimate, Unknown):
        return estimate, estimate, estimate
    value = shown(estimate.value, rule)
    if isinstance(value, Unknown):
        return value, value, value
    return value, shown(estimate.low, rule), shown(estimate.high, rule)


ShownEstimate = tuple[Shown | Unknown, Shown | Unknown, Shown | Unknown]
"""Best, least and greatest figure, each as it may be published."""


def shown_share(part: Shown | Unknown, whole: Shown | Unknown) -> ShownRate | Unknown:
    """Give the share that one count is of another, both through the gate."""
    if isinstance(part, Unknown):
        return part
    if isinstance(whole, Unknown):
        return whole
    return ShownRate(min(1.0, part / whole), gate=_GATE) if whole else NOBODY


def shown_mean(mean: float | Unknown, people: float, seen: Shown | Unknown) -> ShownRate | Unknown:
    """Give the mean of something that everybody knows the sum of, over people of whom so many are seen.

    The exact mean would say exactly how many they are; so it is taken over as many as are shown.

    Args:
        mean: over the people as they are.
        people: how many they are.
        seen: how many are shown.
    """
    for one in (mean, seen):
        if isinstance(one, Unknown):
            return one
    if isinstance(mean, Unknown) or isinstance(seen, Unknown) or not seen:
        return NOBODY
    return _to_figures(mean * people / seen, SURE_DIGITS)


def shown_rate(rate: float | Unknown, people: float | Unknown, rule: Rule = NHS) -> ShownRate | Unknown:
    """Give a rate as it may be published: hidden where it is of few people, otherwise to three figures.

    Args:
        rate: the rate, or why it is not known.
        people: how many people it is of, or is shared by; where they are hidden, so is the rate. 0 where it is of all.
        rule: by which so many are few.

    Source: NHS Digital, as :data:`commonweal.evidence.disclosure_rules.NHS`: a mean of 1 to 7 people is not given.

    Examples:
        >>> shown_rate(1.23456, 20), shown_rate(0.0, 0), shown_rate(123456.0, 20)
        (1.23, 0.0, 123000.0)
        >>> isinstance(shown_rate(1.5, 3), Unknown)
        True
    """
    if isinstance(rate, Unknown):
        return rate
    if isinstance(people, Unknown):
        return people
    if 0 < people < rule.few + 1:
        return TOO_FEW
    return _to_figures(rate, DIGITS)


def _to_figures(rate: float, digits: int) -> ShownRate:
    return ShownRate(round(rate, digits - 1 - floor(log10(abs(rate)))) if rate else 0.0, gate=_GATE)
