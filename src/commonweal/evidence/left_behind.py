"""Wards that are "left behind": among the worst tenth both by deprivation and by what a community lacks.

The measure is that of Oxford Consultants for Social Inclusion and Local Trust.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.terms.sources import Unknown


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The wards that are left behind, and by what they were found.

    Attributes:
        wards: their codes, in order.
        deprivation_places: each ward's place by deprivation, 1 the most deprived; wards of equal score share one.
        worst_places: how many places the worst tenth has.
        unknown: wards of which no score is known, so that nobody can say whether they are.
    """

    wards: tuple[str, ...]
    deprivation_places: Mapping[str, int]
    worst_places: int
    unknown: tuple[str, ...]


def left_behind(scores: Mapping[str, float | Unknown], needs: Mapping[str, int]) -> LeftBehind:
    """Find the wards in the worst tenth both of deprivation and of community needs.

    Args:
        scores: deprivation score of each ward (the mean of its areas' scores, weighted by people).
        needs: rank of each ward by the Community Needs Index, 1 the greatest needs.

    Source: OCSI, "'Left-behind' areas" (ocsi.uk/left-behind-areas): areas "ranked in the worst ten percent in both the
        Community Needs Index and Index of Multiple Deprivation (IMD) 2019". How a ward's score is made: OCSI, "How
        Local Insight calculates IMD data for Wards and Local Authorities" (localinsight.org), which begins "by first
        apportioning the LSOA IMD scores down to Output Areas (OAs)"; whoever has no figures for output areas can only
        take each small area whole into the ward that holds most of it.

    Examples:
        >>> needs = {f"W{n:02}": n for n in range(1, 21)}
        >>> found = left_behind({ward: 100.0 - rank for ward, rank in needs.items()}, needs)
        >>> found.wards, found.worst_places
        (('W01', 'W02'), 2)
    """
    known = {ward: score for ward in needs if not isinstance(score := scores.get(ward, _NOWHERE), Unknown)}
    order = sorted(known.values(), reverse=True)
    first: dict[float, int] = {}
    for place, score in enumerate(order, start=1):
        first.setdefault(score, place)
    worst = len(needs) // 10
    places = {ward: first[score] for ward, score in known.items()}
    found = sorted(ward for ward, place in places.items() if place <= worst and needs[ward] <= worst)
    return LeftBehind(tuple(found), places, worst, tuple(ward for ward in needs if ward not in known))


_NOWHERE = Unknown("no small area lies mostly in it")
