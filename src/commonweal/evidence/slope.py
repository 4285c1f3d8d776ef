"""The slope and the relative index of inequality: how a figure runs from the most to the least deprived.

Source: Office for Health Improvement and Disparities, "Technical guide: slope index of inequality" (Public Health
England, Health Inequalities Tools), after Low and Low, "Measuring the gap: quantifying and comparing local health
inequalities", Journal of Public Health 26 (2004), and Mackenbach and Kunst, Social Science and Medicine 44 (1997).
Written from the method; the expected values that the Office publishes are what it is tested by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from commonweal.errors import Fault, GroupsRefused
from commonweal.terms.sources import Unknown

Floats = npt.NDArray[np.float64]
Kind = Literal["plain", "rate", "proportion"]
"""What is measured: a plain figure such as life expectancy; a rate, which is above 0 and whose error lies even on the
logarithm; a proportion, which lies between 0 and 1 and whose error lies even on the log-odds."""

FEWEST = 3
"""Of fewer groups a line says nothing."""
BEGINS_AT_NOUGHT = Unknown("the line begins at 0")
NO_ERROR = Unknown("the error of a group's figure is not known")


@dataclass(frozen=True, slots=True)
class RankedGroup:
    """One group of people in the order of deprivation, such as a tenth.

    Attributes:
        people: how many, above 0.
        value: its figure, or Unknown.
        error: standard error of the figure, on the scale of its kind (logarithm, log-odds); Unknown where nobody said.
    """

    people: float
    value: float | Unknown
    error: float | Unknown = NO_ERROR


@dataclass(frozen=True, slots=True)
class SlopeSpec:
    """How a slope is made.

    Attributes:
        kind: what is measured.
        transform: whether the line is fitted to the logarithm or the log-odds, so that it never leaves what the kind
            allows; otherwise to the figures as they are, and only the error is transformed.
        multiplier: the slope is told times this; below 0 where a low figure is the good one, so that a slope above 0 is
            always the worse for the most deprived, and the relative index is turned over.
        confidence: of each interval, in percent.
        repetitions: how many times every figure is drawn anew for the intervals.
        seed: of the drawing.
        trials: how many times the whole simulation is made; with two or more, how far its ends drift is told.
    """

    kind: Kind = "plain"
    transform: bool = False
    multiplier: float = 1.0
    confidence: tuple[float, ...] = (95.0,)
    repetitions: int = 100_000
    seed: int = 0
    trials: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """An interval.

    Attributes:
        confidence: in percent.
        low: its lower end.
        high: its upper end.
        drift: mean distance of the ends in each further trial from those of the first; None where there was one trial.
    """

    confidence: float
    low: float
    high: float
    drift: float | None = None


@dataclass(frozen=True, slots=True)
class Slope:
    """How a figure runs from the most to the least deprived.

    Attributes:
        slope: the figure of the very least deprived person minus that of the most, along the line (the slope index).
        relative: the first divided by the second (the relative index); Unknown where the second is 0.
        intercept: the figure of the very most deprived person, along the line.
        slope_limits: intervals of the slope, or Unknown.
        relative_limits: intervals of the relative index, or Unknown.
    """

    slope: float
    relative: float | Unknown
    intercept: float
    slope_limits: tuple[Limits, ...] | Unknown
    relative_limits: tuple[Limits, ...] | Unknown


def slope_index(groups: Sequence[RankedGroup], spec: SlopeSpec | None = None) -> Slope | Unknown:
    """Measure how a figure runs along deprivation, by a line through groups that counts each by its people.

    Each group stands at the middle of its people in the order, 0 to 1. The line is least squares weighted by share of
    people; its rise from 0 to 1 is the slope index. The intervals come of drawing each group's figure anew from its
    error, evenly on the scale of its kind, and of the line through each drawing.

    Args:
        groups: the most deprived first.
        spec: how; as a plain figure at 95 percent where it is not said.

    Returns:
        The slope, or Unknown where the figure of a group is.

    Raises:
        GroupsRefused: with all that is wrong with the groups.

    Examples:
        >>> even = [RankedGroup(10, 70.0), RankedGroup(10, 75.0), RankedGroup(10, 80.0)]
        >>> found = slope_index(even)
        >>> round(found.slope, 9), round(found.intercept, 9), round(found.relative, 4)
        (15.0, 67.5, 1.2222)
    """
    spec = spec or SlopeSpec()
    if faults := list(_faults(groups, spec)):
        raise GroupsRefused(*faults)
    values = [group.value for group in groups if not isinstance(group.value, Unknown)]
    if len(values) < len(groups):
        return next(group.value for group in groups if isinstance(group.value, Unknown))
    people = np.array([group.people for group in groups])
    line = _Line.through(people, spec)
    start, slope, relative = line.indices(*line.fitted(_on_scale(np.array(values), spec.kind)))
    drawn = _drawn(groups, np.array(values), line, spec)
    known = bool(np.isfinite(relative[0]))
    return Slope(
        float(slope[0]),
        float(relative[0]) if known else BEGINS_AT_NOUGHT,
        float(start[0]),
        drawn if isinstance(drawn, Unknown) else drawn[0],
        drawn if isinstance(drawn, Unknown) else drawn[1] if known else BEGINS_AT_NOUGHT,
    )


def error_from_limits(kind: Kind, low: float, high: float, confidence: float = 95.0) -> float:
    """Give the standard error, on the scale of its kind, of a figure that was published with an interval.

    Args:
        kind: what is measured.
        low: lower end of the interval.
        high: upper end.
        confidence: of the interval, in percent.

    Examples:
        >>> round(error_from_limits("plain", 72.72, 79.14), 4)
        1.6378
    """
    from scipy.special import ndtri

    ends = _on_scale(np.array([low, high]), kind)
    return float((ends[1] - ends[0]) / (2 * ndtri(0.5 + confidence / 200)))


@dataclass(frozen=True, slots=True)
class _Line:
    """The line through groups of fixed people: it is linear in their figures, so many drawings are one product."""

    slope: Floats
    mean: Floats
    middle: float
    spec: SlopeSpec

    @classmethod
    def through(cls, people: Floats, spec: SlopeSpec) -> "_Line":
        share = people / people.sum()
        rank = np.cumsum(share) - share / 2
        middle = float(share @ rank)
        apart = share * (rank - middle)
        return cls(apart / float(apart @ (rank - middle)), share, middle, spec)

    def fitted(self, scaled: Floats) -> tuple[Floats, Floats]:
        """Give the rise of the line and its height at the middle person, of one or many rows of figures.

        Args:
            scaled: figures on the scale of their kind, groups last.
        """
        rows = np.atleast_2d(scaled)
        if not self.spec.transform:
            rows = _off_scale(rows, self.spec.kind)
        return rows @ self.slope, rows @ self.mean

    def indices(self, rise: Floats, height: Floats) -> tuple[Floats, Floats, Floats]:
        """Give where lines begin, their slope and their relative index."""
        start = height - rise * self.middle
        end = start + rise
        if self.spec.transform:
            start, end = _off_scale(start, self.spec.kind), _off_scale(end, self.spec.kind)
        slope = (end - start) if self.spec.transform else rise
        with np.errstate(divide="ignore", invalid="ignore"):
            relative = start / end if self.spec.multiplier < 0 else end / start
        return start, slope * self.spec.multiplier, relative

    def ends(self, drawn: Floats, at: Sequence[float], height: Floats) -> tuple[Floats, Floats]:
        """Give the quantiles of slope and relative index of many drawings.

        On a transformed scale the quantiles are those of the rise, each told of the line with that rise and the height
        that was measured: the error of the level is no error of the slope.
        """
        rise, heights = self.fitted(drawn)
        if not self.spec.transform:
            _, slope, relative = self.indices(rise, heights)
            with np.errstate(invalid="ignore"):
                return np.quantile(slope, at), np.quantile(relative, at)
        _, slope, relative = self.indices(np.quantile(rise, at), height)
        return np.sort(slope.reshape(-1, 2), axis=1).ravel(), np.sort(relative.reshape(-1, 2), axis=1).ravel()


def _drawn(
    groups: Sequence[RankedGroup], values: Floats, line: _Line, spec: SlopeSpec
) -> tuple[tuple[Limits, ...], tuple[Limits, ...] | Unknown] | Unknown:
    errors = [group.error for group in groups if not isinstance(group.error, Unknown)]
    if len(errors) < len(groups):
        return next(group.error for group in groups if isinstance(group.error, Unknown))
    lot = np.random.default_rng(spec.seed)
    tails = [(1 - each / 100) / 2 for each in spec.confidence]
    at = [end for tail in tails for end in (tail, 1 - tail)]
    scaled = _on_scale(values, spec.kind)
    _, height = line.fitted(scaled)
    found = [
        line.ends(lot.normal(scaled, errors, (spec.repetitions, len(groups))), at, height) for _ in range(spec.trials)
    ]
    slopes, relatives = (np.array([one[k] for one in found]) for k in (0, 1))
    sound = bool(np.isfinite(relatives).all())
    return _limits(spec, slopes), _limits(spec, relatives) if sound else BEGINS_AT_NOUGHT


def _limits(spec: SlopeSpec, ends: Floats) -> tuple[Limits, ...]:
    first = ends[0]
    drift = np.abs(ends[1:] - first).mean(axis=0) if len(ends) > 1 else None
    return tuple(
        Limits(
            confidence,
            float(first[2 * k]),
            float(first[2 * k + 1]),
            None if drift is None else float(drift[2 * k : 2 * k + 2].mean()),
        )
        for k, confidence in enumerate(spec.confidence)
    )


def _on_scale(values: Floats, kind: Kind) -> Floats:
    if kind == "plain":
        return values
    from scipy.special import logit

    scaled: Floats = np.log(values) if kind == "rate" else logit(values)
    return scaled


def _off_scale(values: Floats, kind: Kind) -> Floats:
    if kind == "plain":
        return values
    from scipy.special import expit

    plain: Floats = np.exp(values) if kind == "rate" else expit(values)
    return plain


def _faults(groups: Sequence[RankedGroup], spec: SlopeSpec) -> "list[Fault]":
    faults = []
    if len(groups) < FEWEST:
        faults.append(
            Fault("there are {n} groups, and at least {fewest} are needed", {"n": len(groups), "fewest": FEWEST})
        )
    top = {"plain": np.inf, "rate": np.inf, "proportion": 1.0}[spec.kind]
    bottom = -np.inf if spec.kind == "plain" else 0.0
    for number, group in enumerate(groups, start=1):
        if not 0 < group.people < np.inf:
            faults.append(
                Fault("{people} is no number of people above 0", {"people": group.people}, line=number, field="people")
            )
        if not isinstance(group.value, Unknown) and not bottom < group.value < top:
            wrong = {"value": group.value, "kind": spec.kind}
            faults.append(Fault("{value} can be no {kind}", wrong, line=number, field="value"))
        if not isinstance(group.error, Unknown) and not 0 <= group.error < np.inf:
            faults.append(Fault("{error} can be no standard error", {"error": group.error}, line=number, field="error"))
    return faults
