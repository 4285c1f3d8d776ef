"""Access to static libraries, before and after: who gained and who lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.evidence.concentration import concentration
from commonweal.evidence.figures import Figure
from commonweal.evidence.inequality import decile_rows
from commonweal.evidence.inputs import Bands, Evidence
from commonweal.evidence.libraries import STATIC, Library, LibraryYear, library_years
from commonweal.evidence.measures import Reading, library_supply, read_access, residents
from commonweal.evidence.pictures import DecileTable
from commonweal.evidence.points import Point
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

_FILES = ("areas.csv", "libraries.csv")
UNIT = say("libraries for 10,000 residents")
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """Access to static libraries in two years. One library is one unit of supply, and every resident may use it.

    Attributes:
        id: the two years, "2016-2023".
        before_year: the earlier year.
        after_year: the later year.
        libraries_before: static libraries counted in the earlier year.
        libraries_after: static libraries counted in the later year.
        before: access in the earlier year, for one resident.
        after: access in the later year.
        gained: residents of areas whose access rose.
        lost: residents of areas whose access fell.
        lost_most_deprived: those of them who live in the most deprived tenth of areas in the country.
        deciles_before: access by tenth of deprivation in the earlier year.
        deciles_after: access by tenth of deprivation in the later year.
        sentence: who gained and who lost.
    """

    id: str
    before_year: int
    after_year: int
    libraries_before: int
    libraries_after: int
    before: Reading
    after: Reading
    gained: int
    lost: int
    lost_most_deprived: int
    deciles_before: DecileTable
    deciles_after: DecileTable
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class LibraryProfile:
    """The libraries of a place.

    Attributes:
        rows: every row of the register.
        years: how many were open and who ran them, by year.
        comparisons: 2010 against 2023 by the years of opening and closing, 2016 against 2023 by the surveys.
        figures: the figures to publish, by name.
    """

    rows: tuple[Library, ...]
    years: tuple[LibraryYear, ...]
    comparisons: tuple[Comparison, ...]
    figures: Mapping[str, Figure]


def library_profile(evidence: Evidence) -> LibraryProfile | None:
    """Say what a place's library register shows; None where it has none."""
    if evidence.libraries is None:
        return None
    rows = evidence.libraries
    static = [row for row in rows if row.type == STATIC and isinstance(row.point, Point)]
    first = [row for row in static if row.status(2010) == "open"], [row for row in static if row.status(2023) == "open"]
    then = [row for row in static if row.served(2016)], [row for row in static if row.served(2023)]
    comparisons = (
        _comparison(evidence, (2016, 2023), then),
        _comparison(evidence, (2010, 2023), first),
    )
    years = library_years(rows)
    return LibraryProfile(rows, years, comparisons, _figures(evidence, rows, years, comparisons))


def library_access(areas: Sequence[Area], libraries: Sequence[Library], bands: Bands) -> Reading:
    """Measure access of residents to libraries, one unit of supply each; a library without a point is left out."""
    points = [(row.point.easting, row.point.northing) for row in libraries if isinstance(row.point, Point)]
    return read_access(areas, residents(areas), library_supply(points), bands)[0]


def _comparison(
    evidence: Evidence, years: tuple[int, int], libraries: tuple[Sequence[Library], Sequence[Library]]
) -> Comparison:
    areas = evidence.areas
    before, after = (library_access(areas, some, evidence.bands) for some in libraries)
    gained = lost = worst = 0
    for area, was, now in zip(areas, before.by_area, after.by_area, strict=True):
        if isinstance(was, Unknown) or isinstance(now, Unknown) or abs(now - was) <= _SAME * max(now, was):
            continue
        if now > was:
            gained += area.population
        else:
            lost += area.population
            worst += area.population * (area.deprivation_decile == 1)
    sentence = _told(years, gained, lost, worst)
    return Comparison(
        id=f"{years[0]}-{years[1]}",
        before_year=years[0],
        after_year=years[1],
        libraries_before=len(libraries[0]),
        libraries_after=len(libraries[1]),
        before=before,
        after=after,
        gained=gained,
        lost=lost,
        lost_most_deprived=worst,
        deciles_before=_deciles(areas, before, years, years[0], sentence),
        deciles_after=_deciles(areas, after, years, years[1], sentence),
        sentence=sentence,
    )


def _deciles(
    areas: Sequence[Area], reading: Reading, years: tuple[int, int], year: int, sentence: Sentence
) -> DecileTable:
    return DecileTable(
        f"libraries-{years[0]}-{years[1]}-{year}",
        say("Static libraries within reach in {year}, by tenth of deprivation", year=str(year)),
        UNIT,
        sentence,
        decile_rows(
            areas,
            [_for_ten_thousand(value) for value in reading.by_area],
            [float(area.population) for area in areas],
            reading.without,
        ),
    )


def _for_ten_thousand(value: float | Unknown) -> float | Unknown:
    return value if isinstance(value, Unknown) else value * 10_000


def _told(years: tuple[int, int], gained: int, lost: int, worst: int) -> Sentence:
    before, after = (str(year) for year in years)
    if not gained and not lost:
        return say("Between {before} and {after} nobody's access to a library changed.", before=before, after=after)
    return say(
        "Between {before} and {after} access to a library rose for {gained} residents and fell for {lost}, of whom "
        "{worst} live in the most deprived tenth of areas.",
        before=before,
        after=after,
        gained=gained,
        lost=lost,
        worst=worst,
    )


def _figures(
    evidence: Evidence,
    rows: Sequence[Library],
    years: Sequence[LibraryYear],
    comparisons: Sequence[Comparison],
) -> Mapping[str, Figure]:
    last = years[-1]
    register = ("libraries.csv",)
    count, open_now = say("rows of the register"), say("libraries open")
    told = say("in the year it closed, a library counts as closed")
    run = last.run_by or {}
    figures = {
        "rows": Figure(len(rows), count, register, len(rows)),
        f"open_{last.year}": Figure(last.open, open_now, register, len(rows), told),
        f"closed_by_{last.year}": Figure(last.closed, say("libraries closed"), register, len(rows), told),
        f"community_run_{last.year}": Figure(
            run.get("CR", 0) + run.get("ICL", 0), say("libraries run by the community"), register, len(rows)
        ),
    }
    for one in comparisons:
        for year, reading, used in (
            (one.before_year, one.before, one.libraries_before),
            (one.after_year, one.after, one.libraries_after),
        ):
            figures |= _access_figures(evidence, f"{one.id}:{year}", reading, used)
        people = say("residents")
        moved = say("residents of areas whose access changed between the two years")
        size = len(evidence.areas) + len(rows)
        figures[f"gained:{one.id}"] = Figure(one.gained, people, _FILES, size, moved)
        figures[f"lost:{one.id}"] = Figure(one.lost, people, _FILES, size, moved)
    return figures


def _access_figures(evidence: Evidence, name: str, reading: Reading, libraries: int) -> dict[str, Figure]:
    size = len(evidence.areas) + libraries
    floating = say(
        "enhanced two-step floating catchment area, one unit of supply for each of {libraries} static libraries",
        libraries=libraries,
    )
    ranked = say("concentration index of access, areas ordered from the most deprived by score; interval 95 %")
    alone = say("share of residents with no static library within the outermost distance band")
    return {
        f"access:{name}": Figure(_for_ten_thousand(reading.mean), UNIT, _FILES, size, floating),
        f"concentration_index:{name}": Figure(
            reading.concentration, say("index, -1 to 1"), _FILES, size, ranked, *_interval(evidence.areas, reading)
        ),
        f"zero_access:{name}": Figure(reading.zero_access, say("share of residents"), _FILES, size, alone),
    }


def _interval(areas: Sequence[Area], reading: Reading) -> tuple[float | Unknown | None, float | Unknown | None]:
    people, scores = [float(area.population) for area in areas], [area.deprivation_score for area in areas]
    found = concentration(reading.by_area, people, scores)
    return (None, None) if isinstance(found, Unknown) else (found.low, found.high)
