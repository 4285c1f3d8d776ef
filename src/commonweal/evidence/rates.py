"""Crude rates with their intervals: so many cases for so many people."""

from dataclasses import dataclass
from math import sqrt

from commonweal.terms.sources import Unknown

FEW_CASES = 10
"""Of fewer cases than this the exact interval is given, of others Byar's approximation to it."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its interval.

    Attributes:
        value: cases for each ``per`` people.
        low: lower end of the interval.
        high: upper end.
        exact: whether the interval is the exact one of Poisson counts, rather than Byar's approximation.
    """

    value: float
    low: float
    high: float
    exact: bool


def crude_rate(
    cases: float | Unknown, people: float | Unknown, per: float = 100_000, confidence: float = 95.0
) -> Rate | Unknown:
    """Give a crude rate with the interval of a count that falls as a Poisson variable does.

    Below ten cases the interval is exact (Garwood, 1936); from ten it is Byar's approximation (Breslow and Day,
    Statistical Methods in Cancer Research, volume 2, IARC 1987, page 69), as public health in England gives it
    (Association of Public Health Observatories, Technical Briefing 3, 2008).

    Args:
        cases: how many, 0 or more; they may outnumber the people.
        people: among how many, or how many person-years; above 0.
        per: the rate is given for so many of them.
        confidence: of the interval, in percent.

    Returns:
        The rate, or Unknown where a figure is, or where there is nobody.

    Raises:
        ValueError: where a figure is negative.

    Examples:
        >>> rate = crude_rate(65, 100, per=100)
        >>> rate.value, round(rate.low, 2), round(rate.high, 2)
        (65.0, 50.16, 82.85)
    """
    if isinstance(cases, Unknown):
        return cases
    if isinstance(people, Unknown):
        return people
    if cases < 0 or people < 0:
        message = f"{cases} cases of {people} people are no rate"
        raise ValueError(message)
    if people == 0:
        return Unknown("there is nobody of whom the rate could be")
    exact = cases < FEW_CASES
    low, high = (_exact if exact else _byar)(cases, 0.5 + confidence / 200)
    return Rate(cases / people * per, low / people * per, high / people * per, exact)


def _exact(cases: float, level: float) -> tuple[float, float]:
    # Half of the chi-squared distribution's, so that the server begins without all of scipy.stats.
    from scipy.special import gammaincinv

    low = float(gammaincinv(cases, 1 - level)) if cases else 0.0
    return low, float(gammaincinv(cases + 1, level))


def _byar(cases: float, level: float) -> tuple[float, float]:
    from scipy.special import ndtri

    z = float(ndtri(level))
    more = cases + 1
    low: float = cases * (1 - 1 / (9 * cases) - z / (3 * sqrt(cases))) ** 3
    high: float = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    return low, high
