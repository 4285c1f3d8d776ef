"""Places side by side: what each of them lacks, in the order of their names, and what can and cannot be told apart.

There is no rank: where intervals overlap, an order of places would be made by chance, and where they do not, it still
says nothing about who did better with what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from commonweal.evidence.publishing import STEP
from commonweal.evidence.shares import Counts, Share, share_between
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

_NAMED = 6
"""Of more pairs than this that can be told apart only their number is told; the table has every interval."""


@dataclass(frozen=True, slots=True)
class PlaceService:
    """One service in one place, as its profile published it.

    Attributes:
        id: the service's id.
        name: its name.
        unit: what one unit of it is.
        standard: units that one person in need should have, as the place states it; None where it states none.
        need: people in need.
        gap: people who lack the standard.
        step: to which the place rounds its counts of people; 1 where it does not.
    """

    id: str
    name: str
    unit: str
    standard: float | None
    need: Counts
    gap: Counts
    step: int = STEP


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """One place, as its profile published it.

    Attributes:
        place: its name.
        as_at: the day it speaks of.
        people: its residents.
        areas: its small areas.
        most_deprived: those of them in the most deprived tenth of the country.
        services: its services.
        without_library: share of residents with no static library within reach, by year; none where it has no
            register.
    """

    place: str
    as_at: date
    people: int
    areas: int
    most_deprived: int
    services: tuple[PlaceService, ...]
    without_library: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beside:
    """One place's share in the comparison of a service.

    Attributes:
        place: its name.
        share: share of people in need who go without, or why it is not told.
        service: the service there, or None where the place has none of that id.
    """

    place: str
    share: Share | Unknown
    service: PlaceService | None


@dataclass(frozen=True, slots=True)
class ServiceBeside:
    """One service across places.

    Attributes:
        id: the service's id.
        name: what the first place calls it.
        rows: the places, in the order of their names.
        sentences: what can be told apart, what cannot, and why not.
    """

    id: str
    name: str
    rows: tuple[Beside, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Places side by side.

    Attributes:
        places: in the order of their names.
        services: each service that at least two of them have, by name.
    """

    places: tuple[PlaceReading, ...]
    services: tuple[ServiceBeside, ...]


def side_by_side(readings: Sequence[PlaceReading]) -> SideBySide:
    """Set places side by side.

    A service is compared where places give it the same id, unit and standard; where they do not, that is said and no
    share of it is set beside another.

    Args:
        readings: at least two places of different names.
    """
    places = tuple(sorted(readings, key=lambda one: one.place))
    shared: dict[str, list[PlaceService]] = {}
    for place in places:
        for service in place.services:
            shared.setdefault(service.id, []).append(service)
    found = [_service(name, among, places) for name, among in shared.items() if len(among) > 1]
    return SideBySide(places, tuple(sorted(found, key=lambda one: (one.name, one.id))))


def _service(name: str, among: Sequence[PlaceService], places: Sequence[PlaceReading]) -> ServiceBeside:
    alike = len({(one.unit, one.standard) for one in among}) == 1
    rows = []
    for place in places:
        service = next((one for one in place.services if one.id == name), None)
        share: Share | Unknown = Unknown("the place has no such service on file")
        if service is not None:
            share = share_between(service.gap, service.need, service.step)
        rows.append(Beside(place.place, share, service))
    called = among[0].name
    return ServiceBeside(name, called, tuple(rows), _told(called, rows) if alike else (_unlike(called),))


def _unlike(name: str) -> Sentence:
    return say(
        "{service}: not compared, since the places count it in different units or against different standards.",
        service=name,
    )


def _told(name: str, rows: Sequence[Beside]) -> tuple[Sentence, ...]:
    known = [(row.place, row.share) for row in rows if isinstance(row.share, Share)]
    silent = [(row.place, row.share.reason) for row in rows if isinstance(row.share, Unknown)]
    told = (
        [*_apart(name, known)] if len(known) > 1 else [say("{service}: fewer than two places are known.", service=name)]
    )
    told += [say("{place} is not known: {reason}.", place=place, reason=reason) for place, reason in silent[:_NAMED]]
    if len(silent) > _NAMED:
        told.append(say("Nor are {n} further places.", n=len(silent) - _NAMED))
    return tuple(told)


def _apart(name: str, known: Sequence[tuple[str, Share]]) -> Sequence[Sentence]:
    pairs = list(combinations(known, 2))
    apart = [(one, other) for one, other in pairs if not one[1].overlaps(other[1])]
    if not apart:
        if len(known) == 2:
            return [
                say(
                    "{service}: {first} and {second} cannot be told apart; their intervals overlap.",
                    service=name,
                    first=known[0][0],
                    second=known[1][0],
                )
            ]
        return [say("{service}: no two places can be told apart; their intervals overlap.", service=name)]
    if len(apart) > _NAMED:
        message = (
            "{service}: {apart} of {pairs} pairs of places can be told apart; the intervals of the others overlap."
        )
        return [say(message, service=name, apart=len(apart), pairs=len(pairs))]
    told = []
    for one, other in apart:
        more, less = (one, other) if one[1].low > other[1].high else (other, one)
        told.append(
            say(
                "{service}: a greater share goes without in {more} ({low:percent} or more) than in {less} "
                "({high:percent} or less).",
                service=name,
                more=more[0],
                less=less[0],
                low=more[1].low,
                high=less[1].high,
            )
        )
    if len(apart) < len(pairs):
        told.append(say("{service}: the others cannot be told apart; their intervals overlap.", service=name))
    return told
