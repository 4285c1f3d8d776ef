"""What is near: for each neighbourhood the nearest site of each service, and how many are within reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from commonweal.evidence.inputs import Evidence
from commonweal.evidence.libraries import STATIC, YEARS, Library
from commonweal.evidence.points import Point
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

STEP_M = 100
"""Distances are told to this many metres: they are as the crow flies, and no more exact than that."""
REGISTER = "libraries.csv"
"""Stands for the id of a service where what is near is a library of the register."""


@dataclass(frozen=True, slots=True)
class Near:
    """One service seen from one neighbourhood. A sensitive service has none: nothing about its distance is given.

    Attributes:
        neighbourhood: its name.
        service: id of the service, or :data:`REGISTER` for the static libraries of the register, open in its last year.
        site: name of the nearest site, or Unknown where there is none or nobody knows where they are.
        organisation: id of the body that runs it, or "" where that is not known.
        distance_m: from the middle of the neighbourhood's people to it, in metres, to the nearest 100.
        within_reach: sites within the outermost band.
        unplaced: sites of the service of which nobody knows where they are.
    """

    neighbourhood: str
    service: str
    site: str | Unknown
    organisation: str
    distance_m: int | Unknown
    within_reach: int
    unplaced: int


def near(evidence: Evidence) -> tuple[Near, ...]:
    """Give what is near each neighbourhood, by neighbourhood and then service, in the order of the files.

    Distance runs from the middle of the people: the mean of the areas' centres, each weighted by its residents.
    """
    answer = []
    for name in dict.fromkeys(area.neighbourhood for area in evidence.areas):
        middle = _middle([area for area in evidence.areas if area.neighbourhood == name])
        for offer in evidence.offers:
            if not offer.service.sensitive:
                sites = [s for s in evidence.sites if s.service == offer.service.id and s.open_on(evidence.as_at)]
                placed = [_Placed(site.id, site.name, site.organisation, site.delivered_at) for site in sites]
                answer.append(_near(name, offer.service.id, middle, placed, evidence.bands.limits_m[-1]))
        if evidence.libraries is not None:
            answer.append(_near(name, REGISTER, middle, _open(evidence.libraries), evidence.bands.limits_m[-1]))
    return tuple(answer)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Something that may be near."""

    id: str
    name: str
    organisation: str
    at: Point | Unknown


def _open(libraries: Sequence[Library]) -> list[_Placed]:
    """Give the static libraries of the register that were open in its last year."""
    return [
        _Placed(f"{row.row:09}", row.name, "", row.point)
        for row in libraries
        if row.type == STATIC and row.status(YEARS[-1]) == "open"
    ]


def _middle(areas: Sequence[Area]) -> Point:
    people = sum(area.population for area in areas)
    weights = [area.population if people else 1 for area in areas]
    whole = sum(weights)
    return Point(
        sum(area.easting * weight for area, weight in zip(areas, weights, strict=True)) / whole,
        sum(area.northing * weight for area, weight in zip(areas, weights, strict=True)) / whole,
    )


def _near(neighbourhood: str, service: str, middle: Point, sites: Sequence[_Placed], reach_m: float) -> Near:
    found = []
    for site in sites:
        if isinstance(site.at, Point):
            away = hypot(site.at.easting - middle.easting, site.at.northing - middle.northing)
            found.append((away, site.id, site))
    unplaced = len(sites) - len(found)
    if not found:
        why = "where it is delivered is not known" if unplaced else "nobody in the place delivers it"
        return Near(neighbourhood, service, Unknown(why), "", Unknown(why), 0, unplaced)
    distance, _, nearest = min(found)
    within = sum(one <= reach_m for one, _, _ in found)
    told = int(distance / STEP_M + 0.5) * STEP_M
    return Near(neighbourhood, service, nearest.name, nearest.organisation, told, within, unplaced)
