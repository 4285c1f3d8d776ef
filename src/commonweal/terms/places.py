"""Places: a place is made of small areas, which make neighbourhoods."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Area:
    """A small area (LSOA or data zone), the grain of evidence.

    Attributes:
        code: official code, such as "E01006603".
        name: official name.
        neighbourhood: name of the neighbourhood (ward) it lies in.
        population: residents, a whole number.
        deprivation_rank: national rank, 1 the most deprived.
        deprivation_decile: national tenth, 1 the most deprived.
        deprivation_score: index score, higher is more deprived.
        easting: metres, British National Grid, of the population-weighted centre.
        northing: metres, British National Grid.
    """

    code: str
    name: str
    neighbourhood: str
    population: int
    deprivation_rank: int
    deprivation_decile: int
    deprivation_score: float
    easting: float
    northing: float


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Whole areas that people call one place; the grain of hand-over.

    Attributes:
        name: as residents know it.
        population: residents of its areas.
        deprivation_rank: 1 is the most deprived of the place (by population-weighted mean score of its areas).
    """

    name: str
    population: int
    deprivation_rank: int


def neighbourhoods(areas: Iterable[Area]) -> tuple[Neighbourhood, ...]:
    """Make neighbourhoods of whole areas, the most deprived first.

    They are ranked by the mean deprivation score of their areas, weighted by population (equally where nobody lives
    there); of equal ones, the first by name comes first.

    Args:
        areas: the areas of one place.

    Examples:
        >>> north = Area("a", "A", "North", 100, 9, 1, 40.0, 0.0, 0.0)
        >>> south = Area("b", "B", "South", 300, 99, 2, 20.0, 0.0, 0.0)
        >>> [(n.name, n.population, n.deprivation_rank) for n in neighbourhoods([south, north])]
        [('North', 100, 1), ('South', 300, 2)]
    """
    members: dict[str, list[Area]] = {}
    for area in areas:
        members.setdefault(area.neighbourhood, []).append(area)
    score = {
        name: sum(Fraction(area.deprivation_score) * (area.population or 1) for area in among)
        / sum(area.population or 1 for area in among)
        for name, among in members.items()
    }
    order = sorted(members, key=lambda name: (-score[name], name))
    return tuple(
        Neighbourhood(name, sum(area.population for area in members[name]), rank)
        for rank, name in enumerate(order, start=1)
    )
