"""A whole country, district by district: each with its own evidence, and what is within reach across its border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import numpy as np

from commonweal.evidence.figures import Figure
from commonweal.evidence.inequality import Value, share
from commonweal.evidence.inputs import Bands, Evidence
from commonweal.evidence.libraries import STATIC, Library
from commonweal.evidence.library_access import library_access
from commonweal.evidence.measures import Reading
from commonweal.evidence.points import Point
from commonweal.evidence.proportions import wilson
from commonweal.terms.places import Area
from commonweal.terms.sentences import say
from commonweal.terms.sources import Source, Unknown

YEARS = (2016, 2023)
"""The surveys of libraries that districts are compared by."""
FURTHEST_M = 20_000.0
"""A library farther than this from the centre of every area is put into no district: its point is wrong."""
_AREAS, _REACH = ("areas.csv",), ("areas.csv", "libraries.csv")


@dataclass(frozen=True, slots=True)
class PlacedArea:
    """A small area and the district it lies in.

    Attributes:
        area: the area.
        district: code of its district.
        district_name: name of its district.
    """

    area: Area
    district: str
    district_name: str


@dataclass(frozen=True, slots=True)
class Register:
    """The public libraries of the country, with the authority that reports each.

    Attributes:
        libraries: every row.
        authorities: the code of the authority that reports each.
    """

    libraries: tuple[Library, ...]
    authorities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Static libraries within reach of a district's residents in one year, on both sides of its border.

    Attributes:
        year: the year of the survey.
        libraries: static libraries in the district that somebody ran then.
        without: share of residents within reach of none, 0 to 1.
    """

    year: int
    libraries: int
    without: Value


@dataclass(frozen=True, slots=True)
class District:
    """One district of a country.

    Attributes:
        code: official code.
        name: official name.
        evidence: all that its profile is made from.
        reach: static libraries within reach, by year; none where the country has no register.
    """

    code: str
    name: str
    evidence: Evidence
    reach: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """Every district of a country.

    Attributes:
        districts: in the order of their names.
        sources: the files that they were made from, by our name for each.
        unplaced: libraries that no district could be found for.
    """

    districts: tuple[District, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
    unplaced: tuple[Library, ...] = ()


def country(
    areas: Sequence[PlacedArea], register: Register | None, as_at: date, sources: Mapping[str, Source], bands: Bands
) -> Country:
    """Part a country into its districts.

    A library belongs to the district of the area whose centre is nearest to it; one without a point (a mobile library)
    to the district that reports it, where a district does.

    Args:
        areas: every small area of the country.
        register: its libraries, or None.
        as_at: the day the figures speak of.
        sources: the files, by our name for each; ``areas.csv`` and ``libraries.csv`` stand for those that figures name.
        bands: how access falls with distance.
    """
    members: dict[str, list[int]] = {}
    for k, placed in enumerate(areas):
        members.setdefault(placed.district, []).append(k)
    names = {placed.district: placed.district_name for placed in areas}
    homes = _homes(areas, register) if register else ()
    readings = _readings(areas, register, bands) if register else {}
    districts = []
    for code in sorted(names, key=lambda one: (names[one], one)):
        own = (
            tuple(row for row, home in zip(register.libraries, homes, strict=True) if home == code)
            if register is not None
            else None
        )
        here = tuple(areas[k].area for k in members[code])
        evidence = Evidence(
            name=names[code], as_at=as_at, areas=here, libraries=own, bands=bands, sources=dict(sources)
        )
        reach = tuple(_reach(year, reading, members[code], here, own or ()) for year, reading in readings.items())
        districts.append(District(code, names[code], evidence, reach))
    lost = tuple(row for row, home in zip(register.libraries, homes, strict=True) if not home) if register else ()
    return Country(tuple(districts), sources, lost)


def district_figures(district: District) -> Mapping[str, Figure]:
    """Give the figures that stand in the table of every district, by name.

    ``areas``, ``people``, ``most_deprived_tenth`` (areas in it), ``share_most_deprived`` with its interval, and for
    each year ``libraries:YEAR`` and ``without_library:YEAR``.
    """
    areas = district.evidence.areas
    size, worst = len(areas), sum(area.deprivation_decile == 1 for area in areas)
    part = wilson(worst, size)
    figures = {
        "areas": Figure(size, say("areas"), _AREAS, size),
        "people": Figure(sum(area.population for area in areas), say("residents"), _AREAS, size, say("sum over areas")),
        "most_deprived_tenth": Figure(
            worst, say("areas"), _AREAS, size, say("areas in the most deprived tenth of the country")
        ),
        "share_most_deprived": Figure(
            float(part.value),
            say("share of areas"),
            _AREAS,
            size,
            say(
                "areas in the most deprived tenth of the country; low and high as if the areas were a sample "
                "(Wilson, 95 %)"
            ),
            float(part.low),
            float(part.high),
        ),
    }
    nobody_near = say(
        "share of residents with no static library within the outermost distance band, those of neighbouring districts "
        "counted"
    )
    for reach in district.reach:
        rows = size + len(district.evidence.libraries or ())
        figures[f"libraries:{reach.year}"] = Figure(
            reach.libraries, say("static libraries"), ("libraries.csv",), rows - size
        )
        figures[f"without_library:{reach.year}"] = Figure(
            reach.without, say("share of residents"), _REACH, rows, nobody_near
        )
    return figures


def share_most_deprived(district: District) -> Fraction:
    """Give the share of a district's areas that lie in the most deprived tenth of the country, exactly."""
    areas = district.evidence.areas
    return Fraction(sum(area.deprivation_decile == 1 for area in areas), len(areas))


def _homes(areas: Sequence[PlacedArea], register: Register) -> tuple[str, ...]:
    """Give the district of each library; "" where there is none."""
    from scipy.spatial import cKDTree

    codes = {placed.district for placed in areas}
    tree = cKDTree(np.array([(placed.area.easting, placed.area.northing) for placed in areas]))
    homes = []
    for row, authority in zip(register.libraries, register.authorities, strict=True):
        if isinstance(row.point, Point):
            distance, nearest = tree.query((row.point.easting, row.point.northing))
            homes.append(areas[int(nearest)].district if distance <= FURTHEST_M else "")
        else:
            homes.append(authority if authority in codes else "")
    return tuple(homes)


def _readings(areas: Sequence[PlacedArea], register: Register, bands: Bands) -> Mapping[int, Reading]:
    static = [row for row in register.libraries if row.type == STATIC]
    every = [placed.area for placed in areas]
    return {year: library_access(every, [row for row in static if row.served(year)], bands) for year in YEARS}


def _reach(year: int, reading: Reading, members: Sequence[int], areas: Sequence[Area], own: Sequence[Library]) -> Reach:
    libraries = sum(row.type == STATIC and row.served(year) for row in own)
    people = [float(area.population) for area in areas]
    without = share([reading.without[k] for k in members], people)
    return Reach(year, libraries, Unknown("nobody lives there") if not sum(people) else without)
