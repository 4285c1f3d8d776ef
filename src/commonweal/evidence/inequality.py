"""Inequality: how access runs along deprivation."""

from collections.abc import Sequence
from itertools import groupby

from commonweal.evidence.pictures import DecileRow
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

Value = float | Unknown
NOBODY_HAS_ANY = Unknown("nobody has any access")


def concentration_index(values: Sequence[Value], people: Sequence[float], scores: Sequence[float]) -> Value:
    """Measure how a good is concentrated along deprivation, the most deprived first.

    ``2 / mean * sum(share * value * rank) - 1``, where ``share`` is each area's share of people and ``rank`` the middle
    of its place in the order, 0 to 1; areas of equal deprivation share one place. Below 0 the more deprived have more,
    above 0 the less deprived, 0 is evenly spread.

    Args:
        values: what each area has for one person.
        people: people of each area, 0 or more.
        scores: deprivation, higher is more deprived.

    Returns:
        The index, or Unknown where a value is not known of people who count, or nobody has any.

    Source: Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77; as in O'Donnell and others (2008),
        "Analyzing health equity using household survey data", World Bank, chapter 8.

    Examples:
        >>> concentration_index([0.0, 1.0], [1, 1], [2.0, 1.0])
        0.5
    """
    known = values_of_people(values, people)
    if isinstance(known, Unknown):
        return known
    whole = sum(people)
    total = sum(value * count for value, count in zip(known, people, strict=True))
    if total <= 0:
        return NOBODY_HAS_ANY
    order = sorted(range(len(known)), key=lambda k: -scores[k])
    below, ranked = 0.0, 0.0
    for _, tied in groupby(order, key=lambda k: scores[k]):
        places = list(tied)
        here = sum(people[k] for k in places)
        ranked += (below + here / 2) / whole * sum(known[k] * people[k] for k in places)
        below += here
    return 2 * ranked / total - 1


def mean(values: Sequence[Value], people: Sequence[float]) -> Value:
    """Average over people; Unknown where a value is not known of people who count, or there are none.

    Examples:
        >>> mean([1.0, 4.0], [2, 1])
        2.0
    """
    known = values_of_people(values, people)
    if isinstance(known, Unknown):
        return known
    return sum(value * count for value, count in zip(known, people, strict=True)) / sum(people)


def decile_rows(
    areas: Sequence[Area],
    access: Sequence[Value],
    need: Sequence[float],
    without: Sequence[Value],
) -> tuple[DecileRow, ...]:
    """Gather areas by national tenth of deprivation.

    Args:
        areas: the place's areas.
        access: access of each area.
        need: people in need in each area.
        without: how many of them are within reach of no site.
    """
    rows: list[DecileRow] = []
    for decile in range(1, 11):
        k = [n for n, area in enumerate(areas) if area.deprivation_decile == decile]
        here = [need[n] for n in k]
        rows.append(
            DecileRow(
                decile,
                len(k),
                sum(areas[n].population for n in k),
                mean([access[n] for n in k], here),
                share([without[n] for n in k], here),
            )
        )
    return tuple(rows)


def share(part: Sequence[Value], people: Sequence[float]) -> Value:
    """Give the share of people that the parts make up; Unknown where a part is, or there are no people."""
    for value in part:
        if isinstance(value, Unknown):
            return value
    count = sum(value for value in part if not isinstance(value, Unknown))
    whole = sum(people)
    return min(1.0, count / whole) if whole else Unknown("nobody is known to be in need here")


def values_of_people(values: Sequence[Value], people: Sequence[float]) -> list[float] | Unknown:
    """Give the values of areas, 0 where nobody is; Unknown where that of an area with people is, or there are none."""
    known: list[float] = []
    for value, count in zip(values, people, strict=True):
        if isinstance(value, Unknown):
            if count:
                return value
            known.append(0.0)
        else:
            known.append(value)
    return known if sum(people) > 0 else Unknown("nobody is known to be in need here")
