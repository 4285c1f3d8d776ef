"""The gate that every count of people in need passes before it is published."""

from commonweal.evidence.gaps import Estimate
from commonweal.terms.sources import Unknown

FEW = 7
"""Counts from 1 to this are not shown."""
STEP = 5
"""Other counts are rounded to the nearest multiple of this."""
TOO_FEW = Unknown("too few people to show")


def shown(count: float) -> int | Unknown:
    """Give a count of people as it may be published: 0, hidden from 1 to 7, otherwise to the nearest 5.

    Source: NHS England, sub-national suppression rule.

    Examples:
        >>> shown(0), shown(13), shown(3)
        (0, 15, Unknown(reason='too few people to show'))
    """
    whole = round(count)
    if whole == 0:
        return TOO_FEW if count > 0 else 0
    if whole <= FEW:
        return TOO_FEW
    return (whole + STEP // 2) // STEP * STEP


def shown_estimate(estimate: Estimate | Unknown) -> "ShownEstimate":
    """Give an estimate as it may be published; where its best figure is hidden, so is its interval."""
    if isinstance(estimate, Unknown):
        return estimate, estimate, estimate
    value = shown(estimate.value)
    if isinstance(value, Unknown):
        return value, value, value
    return value, shown(estimate.low), shown(estimate.high)


ShownEstimate = tuple[int | Unknown, int | Unknown, int | Unknown]
"""Best, least and greatest figure, each as it may be published."""
