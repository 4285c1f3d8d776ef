"""What keeps sites from being placed as asked: every fault at once, before any work is done."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from commonweal.errors import Fault, NobodyLivesHere, SensitiveSited, SitesImpossible, SitingTooLarge
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.siting_inputs import Aim, Candidate, Residents, Siting, Spot
from commonweal.terms.places import Area
from commonweal.terms.sentences import key
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

MOST_PAIRS = 4_000_000
"""Areas times candidates: beyond this one machine's memory is at stake."""


def spot(easting: float | Fraction, northing: float | Fraction) -> Spot:
    """Give a point in whole millimetres; what a table writes in metres with more decimals is rounded to the nearest."""
    return Spot(round(Fraction(easting) * 1000), round(Fraction(northing) * 1000))


def residents(areas: Sequence[Area]) -> tuple[Residents, ...]:
    """Give the people of each area, as they are placed on the grid."""
    return tuple(
        Residents(
            area.code,
            area.population,
            area.deprivation_decile,
            area.deprivation_rank,
            spot(area.easting, area.northing),
        )
        for area in areas
    )


def centres(areas: Sequence[Area], most: int | None = None) -> tuple[Candidate, ...]:
    """Give the centre of every area as a place where a site could be.

    Args:
        areas: of the place.
        most: how many people a site could serve; None where nothing limits it.
    """
    return tuple(Candidate(area.code, area.name, spot(area.easting, area.northing), most) for area in areas)


def sites_kept(evidence: Evidence, service: Service, most: int | None = None) -> tuple[Candidate, ...]:
    """Give the sites of a service that are open on the day of the profile, to be kept.

    Args:
        evidence: of the place.
        service: which.
        most: how many people each can serve; None where nothing limits it.

    Raises:
        SensitiveSited: where the service's address may never be shown.
        SitesImpossible: where it is not stated where a site delivers.
    """
    refuse_sensitive(service)
    open_ = [one for one in evidence.sites if one.service == service.id and one.open_on(evidence.as_at)]
    found, faults = [], []
    for one in open_:
        at = one.delivered_at
        if isinstance(at, Unknown):
            what = key("it is not stated where {name} delivers; write its easting and northing down, or keep no sites")
            faults.append(Fault(what, {"name": one.name}, "sites.csv", None, "easting"))
        else:
            found.append(Candidate(one.id, one.name, spot(at.easting, at.northing), most, kept=True))
    if faults:
        raise SitesImpossible(*faults)
    return tuple(found)


def refuse_sensitive(service: Service) -> None:
    """Refuse to place sites of a service whose address may never be shown.

    Raises:
        SensitiveSited: where that is so.
    """
    if service.sensitive:
        raise SensitiveSited(service=service.name)


def asked(
    place: str,
    people: Sequence[Residents],
    candidates: Sequence[Candidate],
    *,
    sites: int,
    reach_mm: int,
    aim: Aim = "distance",
) -> Siting:
    """Put a question together.

    Args:
        place: name of the place.
        people: of its areas.
        candidates: where a site could be.
        sites: how many there shall be, those that stay included.
        reach_mm: the stated distance.
        aim: what is sought.

    Raises:
        NobodyLivesHere: where no area has residents.
        SitesImpossible: with everything that keeps so many sites from being placed.
        SitingTooLarge: where there are more pairs of areas and candidates than can be held.
    """
    if not any(one.people for one in people):
        raise NobodyLivesHere(place=place)
    made = Siting(place, tuple(people), tuple(candidates), sites, reach_mm, aim)
    faults = list(_faults(made))
    if faults:
        raise SitesImpossible(*faults)
    pairs = len(people) * len(candidates)
    if pairs > MOST_PAIRS:
        raise SitingTooLarge(areas=len(people), candidates=len(candidates), most=MOST_PAIRS)
    return made


def _faults(siting: Siting) -> Iterator[Fault]:
    kept, count = len(siting.kept), len(siting.candidates)
    if siting.sites < 1:
        yield Fault(key("ask for one site at least"), {}, "", None, "sites")
    if siting.sites > count:
        yield Fault(
            key("{sites} sites are asked for, and there are {count} places for them"),
            {"sites": siting.sites, "count": count},
            "",
            None,
            "sites",
        )
    if siting.sites < kept:
        yield Fault(
            key("{sites} sites are asked for, and {kept} that are there shall be kept"),
            {"sites": siting.sites, "kept": kept},
            "",
            None,
            "sites",
        )
    seen: set[str] = set()
    for one in siting.candidates:
        if one.id in seen:
            yield Fault(key("{id} stands twice among the places"), {"id": one.id}, "", None, "id")
        seen.add(one.id)
    if siting.aim == "distance" and siting.limited:
        yield from _room(siting)


def _room(siting: Siting) -> Iterator[Fault]:
    """Find that the roomiest so many sites have no room for everybody."""
    people = sum(one.people for one in siting.residents)
    rooms = [people if one.most is None else one.most for one in siting.candidates]
    kept = set(siting.kept)
    free = sorted((rooms[j] for j in range(len(rooms)) if j not in kept), reverse=True)
    room = sum(rooms[j] for j in kept) + sum(free[: max(0, siting.sites - len(kept))])
    if room < people:
        yield Fault(
            key(
                "{sites} sites have room for {room} people at most, and {people} live here; ask for more sites or room"
            ),
            {"sites": siting.sites, "room": room, "people": people},
            "",
            None,
            "sites",
        )
