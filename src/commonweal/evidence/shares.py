"""Shares of people in need who go without, with all that intervals and rounding leave open."""

from dataclasses import dataclass

from commonweal.evidence.publishing import STEP
from commonweal.terms.sources import Unknown

FEWEST = 50
"""Of fewer people in need than this no share is told: a handful of people would make it anything."""
TOO_SMALL = Unknown("too few people are in need to tell a share")


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its limits, 0 to 1.

    Attributes:
        value: the best figure.
        low: the least it can be.
        high: the most it can be.
    """

    value: float
    low: float
    high: float

    def overlaps(self, other: "Share") -> bool:
        """Say whether the two cannot be told apart."""
        return self.low <= other.high and other.low <= self.high


Counts = tuple[float | Unknown, float | Unknown, float | Unknown]
"""Best, least and greatest figure, each as it is published."""


def share_between(gap: Counts, need: Counts, step: int = STEP) -> Share | Unknown:
    """Give the share that goes without from published counts, which were rounded to the nearest step.

    The gap with the least need is told beside the least need, and the greatest beside the greatest: the share is taken
    at each end and at the best figure, each widened by what rounding may have taken away; an end that is not shown is
    left at the best figure.

    Args:
        gap: people who go without.
        need: people in need.
        step: to which the counts were rounded; 1 where they were not.

    Examples:
        >>> share = share_between((100, 80, 130), (400, 400, 400))
        >>> share.value, round(share.low, 3), round(share.high, 3)
        (0.25, 0.193, 0.333)
    """
    if isinstance(gap[0], Unknown):
        return gap[0]
    if isinstance(need[0], Unknown):
        return need[0]
    if need[0] < FEWEST:
        return TOO_SMALL
    pairs = [
        (some, among)
        for some, among in zip(gap, need, strict=True)
        if not isinstance(some, Unknown) and not isinstance(among, Unknown) and among >= FEWEST
    ]
    half = step / 2 if step > 1 else 0.0
    best = min(gap[0] / need[0], 1.0)
    low = min(max(0.0, some - half) / (among + half) if some else 0.0 for some, among in pairs)
    high = max((some + half) / (among - half) if some else 0.0 for some, among in pairs)
    return Share(best, min(low, best), min(max(high, best), 1.0))
