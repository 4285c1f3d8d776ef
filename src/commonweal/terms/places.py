"""Places: a place is made of small areas, which make neighbourhoods."""

from dataclasses import dataclass


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
