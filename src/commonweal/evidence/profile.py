"""The profile of a place: everything about need, supply, gap and inequality that may be published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.errors import NobodyLivesHere
from commonweal.evidence.blind_spots import BlindSpot, blind_spots
from commonweal.evidence.cuts_log import CutsLog, cuts_log
from commonweal.evidence.disclosure_rules import NHS, Rule
from commonweal.evidence.displacement import Displacement, displacements
from commonweal.evidence.figures import Figure
from commonweal.evidence.grant_shares import GrantProfile, grant_profile
from commonweal.evidence.group_sizes import group_sizes
from commonweal.evidence.group_voices import NamedGroups, named_groups
from commonweal.evidence.inequality_profile import ServiceInequality, service_inequalities
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.library_access import LibraryProfile, library_profile
from commonweal.evidence.local_spend import LocalSpend, local_spend
from commonweal.evidence.measures import measure
from commonweal.evidence.near import Near, near
from commonweal.evidence.not_known import NotKnown, not_known
from commonweal.evidence.pictures import AreaMap, AreaValue, DecileTable
from commonweal.evidence.sector import SectorMap, sector_map
from commonweal.evidence.service_profile import ServiceProfile, service_profile
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Source, Unknown

AREAS = ("areas.csv",)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is published about the needs and services of a place. Every count of people in need has passed the gate.

    Attributes:
        place: the place's name.
        as_at: the day it speaks of.
        areas: the place's areas.
        sources: the file that each table came from, by its name in the place folder.
        figures: figures of the whole place: ``areas``, ``people``, ``most_deprived_tenth`` (areas in it).
        services: each service, in the order of ``services.csv``.
        libraries: the library register, where the place has one.
        maps: every map that may be shown, that of deprivation first.
        deciles: every table by tenth of deprivation.
        headlines: what matters most, in sentences, the most important first.
        grants: what funders gave there, where the place has that on file.
        inequality: how unequally each service is within reach; None where that can be said of none.
        displacement: whether problems moved elsewhere; None where nothing was counted.
        group_sizes: how many people are in each group in need, by its name; None where no need is on file.
        cuts: what was cut and what is new money, where the place keeps a log of it.
        groups: the bodies that work with named groups of people, and the groups that are met with silence.
        blind_spots: groups of people who need a service that nobody offers them.
        sector: the groups of the place, what supports them and what they live on, as far as that is on file.
        spending: where public money goes, where the place has payments or contracts on file.
        near: what is near each neighbourhood, of every service that is not sensitive.
        not_known: what nobody knows, with what would end it.
        disclosure: by which rule counts of people passed the gate.
    """

    place: str
    as_at: date
    areas: tuple[Area, ...]
    sources: Mapping[str, Source]
    figures: Mapping[str, Figure]
    services: tuple[ServiceProfile, ...]
    libraries: LibraryProfile | None
    maps: tuple[AreaMap, ...]
    deciles: tuple[DecileTable, ...]
    headlines: tuple[Sentence, ...]
    grants: GrantProfile | None = None
    inequality: tuple[ServiceInequality, ...] | None = None
    displacement: tuple[Displacement, ...] | None = None
    group_sizes: Mapping[str, Figure] | None = None
    cuts: CutsLog | None = None
    sector: SectorMap | None = None
    spending: LocalSpend | None = None
    groups: NamedGroups | None = None
    blind_spots: tuple[BlindSpot, ...] = ()
    near: tuple[Near, ...] = ()
    not_known: tuple[NotKnown, ...] = ()
    disclosure: Rule = NHS


def profile(evidence: Evidence) -> Profile:
    """Make the profile of a place.

    Raises:
        NobodyLivesHere: where no area has residents.
    """
    people = sum(area.population for area in evidence.areas)
    if not people:
        raise NobodyLivesHere(place=evidence.name)
    measured = measure(evidence)
    services = tuple(service_profile(one, evidence) for one in measured)
    libraries, cuts = library_profile(evidence), cuts_log(evidence)
    groups, spots = named_groups(evidence), blind_spots(evidence, services)
    worst = sum(area.deprivation_decile == 1 for area in evidence.areas)
    size = len(evidence.areas)
    figures = {
        "areas": Figure(size, say("areas"), AREAS, size),
        "people": Figure(people, say("residents"), AREAS, size, say("sum over areas")),
        "most_deprived_tenth": Figure(
            worst,
            say("areas of {areas}", areas=size),
            AREAS,
            size,
            say("areas in the most deprived tenth of the country"),
        ),
    }
    return Profile(
        place=evidence.name,
        as_at=evidence.as_at,
        areas=evidence.areas,
        sources=evidence.sources,
        figures=figures,
        services=services,
        libraries=libraries,
        maps=_maps(evidence, services, libraries),
        deciles=_deciles(services, libraries),
        grants=grant_profile(evidence),
        inequality=service_inequalities(measured, services, evidence),
        displacement=displacements(evidence.displacement),
        group_sizes=group_sizes(services, evidence),
        headlines=(
            *_headlines(evidence, people, worst, services, libraries),
            *(one.sentence for one in spots if one.kind == "blind spot"),
            *((one.sentence() for one in cuts.replaced) if cuts else ()),
        ),
        cuts=cuts,
        sector=sector_map(evidence),
        spending=local_spend(evidence),
        groups=groups,
        blind_spots=spots,
        near=near(evidence),
        not_known=not_known(evidence, libraries),
        disclosure=evidence.disclosure,
    )


def _maps(
    evidence: Evidence, services: Sequence[ServiceProfile], libraries: LibraryProfile | None
) -> tuple[AreaMap, ...]:
    tenths = AreaMap(
        "deprivation",
        say("Deprivation in {place}", place=evidence.name),
        say("tenth of the country, 1 the most deprived"),
        say(
            "In the most deprived tenth of areas of the country: {worst} of {areas}.",
            worst=sum(area.deprivation_decile == 1 for area in evidence.areas),
            areas=len(evidence.areas),
        ),
        tuple(_value(area, float(area.deprivation_decile)) for area in evidence.areas),
        higher_is_better=True,
        whole=True,
    )
    return (
        tenths,
        *(service.map for service in services if service.map),
        *(_library_maps(evidence, libraries) if libraries else ()),
    )


def _library_maps(evidence: Evidence, libraries: LibraryProfile) -> Sequence[AreaMap]:
    last = libraries.comparisons[0]
    return [
        AreaMap(
            f"libraries-{year}",
            say("Static libraries within reach in {year}", year=str(year)),
            say("libraries for 10,000 residents"),
            last.sentence,
            tuple(
                _value(area, value if isinstance(value, Unknown) else value * 10_000)
                for area, value in zip(evidence.areas, reading.by_area, strict=True)
            ),
            higher_is_better=True,
        )
        for year, reading in ((last.before_year, last.before), (last.after_year, last.after))
    ]


def _value(area: Area, value: float | Unknown) -> AreaValue:
    return AreaValue(area.code, area.name, area.neighbourhood, value)


def _deciles(services: Sequence[ServiceProfile], libraries: LibraryProfile | None) -> tuple[DecileTable, ...]:
    tables = [service.deciles for service in services if service.deciles]
    for one in libraries.comparisons if libraries else ():
        tables += [one.deciles_before, one.deciles_after]
    return tuple(tables)


def _headlines(
    evidence: Evidence,
    people: int,
    worst: int,
    services: Sequence[ServiceProfile],
    libraries: LibraryProfile | None,
) -> tuple[Sentence, ...]:
    told = [
        say(
            "{place} has {areas} areas and {people} residents. In the most deprived tenth of areas of the country: "
            "{worst} of {areas}.",
            place=evidence.name,
            areas=len(evidence.areas),
            people=people,
            worst=worst,
        )
    ]
    told += [service.sentence for service in sorted(services, key=_gap_share, reverse=True)]
    if libraries:
        told += [_libraries_sentence(libraries), *(one.sentence for one in libraries.comparisons)]
    return tuple(told)


def _gap_share(service: ServiceProfile) -> float:
    """Give the share of people in need who lack a service, to put the widest gap first and the unknown ones last."""
    gap, need = service.figures["gap"].value, service.figures["need"].value
    return -1.0 if isinstance(gap, Unknown) or isinstance(need, Unknown) or not need else gap / need


def _libraries_sentence(libraries: LibraryProfile) -> Sentence:
    last = libraries.years[-1]
    run = last.run_by or {}
    return say(
        "Of {rows} libraries on the register, {open} were open in {year} and {closed} had closed; "
        "{community} were run by the community.",
        rows=len(libraries.rows),
        open=last.open,
        year=str(last.year),
        closed=last.closed,
        community=run.get("CR", 0) + run.get("ICL", 0),
    )
