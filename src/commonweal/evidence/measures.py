"""Measuring services: need, capacity, access under both truths, and the gap. Nothing here is published as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isinf

import numpy as np

from commonweal.evidence.access import Access, Bools, Conservation, Demand, Floats, Supply, access
from commonweal.evidence.disclosure_rules import Rule
from commonweal.evidence.gaps import (
    REASONS,
    UNKNOWN_AREAS,
    Estimate,
    Gap,
    PartGap,
    Reason,
    reasons,
    shortfalls,
    split,
    total,
)
from commonweal.evidence.inequality import Value, concentration_index, mean, share
from commonweal.evidence.inputs import TRUTHS, Bands, Evidence, Need, Offer, Site, Truth
from commonweal.evidence.points import Point
from commonweal.evidence.publishing import shown_rate
from commonweal.evidence.sharing import shared_as_shown
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

HIDDEN = Unknown("the service is sensitive: nothing about distance is given")
NOT_REACHED = Unknown("the need of this area is not known")
UNCLEAR = Unknown("what some sites within reach can offer is not known")


@dataclass(frozen=True, slots=True)
class Reading:
    """Access to one service under one truth.

    Attributes:
        by_area: units for one person in need, by area; of services as it may be shown.
        without: people in need within reach of no site they may use, by area.
        mean: units for one person in need, in the whole place.
        concentration: concentration index, the most deprived first.
        zero_access: share of people in need within reach of no site they may use.
        conservation: the certificate.
    """

    by_area: tuple[Value, ...]
    without: tuple[Value, ...]
    mean: Value
    concentration: Value
    zero_access: Value
    conservation: Conservation


@dataclass(frozen=True, slots=True)
class Measured:
    """One service, measured; figures as they are, before the gate.

    Attributes:
        offer: the service and its standard.
        groups: names of the groups in need.
        need: people in need in the whole place.
        need_by_area: people in need by area, every group together; zero where it is not known.
        sites: how many sites deliver it on the day.
        capacity: units that they offer between them.
        readings: access under each truth, or why there is none.
        gap: the gap in the whole place, or why there is none.
        local: need and gap by neighbourhood, in the order of the areas; none for a sensitive service.
        by_group: need and gap by group of people, in the order of ``needs.csv``; none for a sensitive service.
        crossed: need and gap of each group in each neighbourhood, by both names; none for a sensitive service.
    """

    offer: Offer
    groups: tuple[str, ...]
    need: Estimate | Unknown
    need_by_area: tuple[float, ...]
    sites: int
    capacity: float | Unknown
    readings: dict[Truth, Reading | Unknown]
    gap: Gap | Unknown
    local: tuple[PartGap, ...]
    by_group: tuple[PartGap, ...] = ()
    crossed: Mapping[tuple[str, str], PartGap] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Parted:
    """The gap of a service: in the whole place, by neighbourhood, by group, and by both."""

    gap: Gap | Unknown
    local: tuple[PartGap, ...]
    by_group: tuple[PartGap, ...] = ()
    crossed: Mapping[tuple[str, str], PartGap] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _People:
    """People in need at one end of the interval, areas x groups."""

    groups: tuple[str, ...]
    value: Floats
    low: Floats
    high: Floats
    known: Bools


def measure(evidence: Evidence) -> tuple[Measured, ...]:
    """Measure every service of a place, in the order of ``services.csv``.

    For the cycle: these are the figures before the gate. What is published comes from
    :func:`commonweal.evidence.profile.profile`.
    """
    return tuple(_measured(offer, evidence) for offer in evidence.offers)


def read_access(areas: Sequence[Area], people: Demand, supply: Supply, bands: Bands) -> tuple[Reading, Access]:
    """Measure access of areas and say what it comes to."""
    found = access(people, supply, bands)
    by_area = tuple(_area_access(found, people, k) for k in range(len(areas)))
    known = _sure(people.known)
    alone = (np.where(found.in_reach, 0.0, people.people)).sum(axis=1)
    without = tuple(float(alone[k]) if known[k] else NOT_REACHED for k in range(len(areas)))
    weights = _weights(people)
    scores = [area.deprivation_score for area in areas]
    return Reading(
        by_area,
        without,
        mean(by_area, weights),
        concentration_index(by_area, weights, scores),
        share(without, weights),
        found.conservation,
    ), found


def _weights(people: Demand) -> list[float]:
    """Give the people of each area; an area of unknown need counts as one, so that its Unknown is not passed over."""
    counts = people.people.sum(axis=1).tolist()
    return [count if sure else 1.0 for count, sure in zip(counts, _sure(people.known), strict=True)]


def _sure(known: Bools) -> list[bool]:
    """Say of each area whether the need of all its groups is known."""
    return [all(row) for row in known.tolist()]


def _area_access(found: Access, people: Demand, area: int) -> Value:
    if not people.known[area].all():
        return NOT_REACHED
    if found.unclear[area].any():
        return UNCLEAR
    here, ratios = people.people[area], found.ratios[area]
    return float((here * ratios).sum() / here.sum()) if here.sum() else float(ratios.mean())


def _measured(offer: Offer, evidence: Evidence) -> Measured:
    service = offer.service
    people = _people([need for need in evidence.needs if need.service == service.id], evidence.areas)
    sites = [s for s in evidence.sites if s.service == service.id and s.open_on(evidence.as_at)]
    readings: dict[Truth, Reading | Unknown] = {}
    found: Access | None = None
    for truth in TRUTHS:
        supply = _supply(sites, people.groups, truth)
        if service.sensitive:
            readings[truth] = HIDDEN
        elif isinstance(supply, Unknown):
            readings[truth] = supply
        elif not people.groups:
            readings[truth] = Unknown("nobody has said who needs it")
        else:
            wanted = _demand(evidence.areas, people, people.value)
            reading, taken = read_access(evidence.areas, wanted, supply, evidence.bands)
            shared, sharing = shared_as_shown(wanted, supply, evidence.bands, evidence.disclosure)
            seen = _demand(evidence.areas, people, evidence.disclosure.blurs(people.value))
            near = access(wanted, shared, evidence.bands)
            rates = tuple(_area_access(near, seen, k) for k in range(len(evidence.areas)))
            rates = _shown(rates, sharing, evidence.disclosure)
            scores = [area.deprivation_score for area in evidence.areas]
            index = concentration_index(rates, _weights(seen), scores)
            readings[truth] = replace(reading, by_area=rates, concentration=index)
            found = taken if truth == "delivered" else found
    parted = _gaps(offer, evidence, people, sites, found)
    return Measured(
        offer,
        people.groups,
        _estimate(people, range(len(evidence.areas)), range(len(people.groups))),
        tuple(people.value.sum(axis=1).tolist()),
        len(sites),
        _capacity(sites),
        readings,
        parted.gap,
        () if service.sensitive else parted.local,
        () if service.sensitive else parted.by_group,
        {} if service.sensitive else parted.crossed,
    )


def _shown(rates: Sequence[Value], sharing: Sequence[float], rule: Rule) -> tuple[Value, ...]:
    """Give rates by area as they may be shown; hidden where a site is shared by few, for it would tell how many."""
    return tuple(
        shown_rate(rate, 0.0 if isinf(people) else people, rule) for rate, people in zip(rates, sharing, strict=True)
    )


def _gaps(offer: Offer, evidence: Evidence, people: _People, sites: Sequence[Site], found: Access | None) -> _Parted:
    if isinstance(offer.standard, Unknown):
        return _untold(evidence.areas, people, offer.standard)
    if not people.groups:
        return _untold(evidence.areas, people, Unknown("nobody has said who needs it"))
    standard = float(offer.standard)
    ends = (people.value, people.low, people.high)
    if offer.service.sensitive:
        return _Parted(_whole_gap(offer, people, sites), ())
    supply = _supply(sites, people.groups, "delivered")
    if found is None or isinstance(supply, Unknown):
        return _untold(evidence.areas, people, Unknown("where it is delivered is not known"))
    each = [found, *(access(_demand(evidence.areas, people, end), supply, evidence.bands) for end in ends[1:])]
    short = [shortfalls(end, one, standard) for end, one in zip(ends, each, strict=True)]
    why = reasons(found, providers=bool(sites))
    unknown_areas = _sure(people.known).count(False)
    by_reason = split(why, short, ends)
    gap = Gap(offer.service.id, total(by_reason, unknown_areas), by_reason, unknown_areas)
    return _Parted(
        gap,
        _local(evidence.areas, people, (why, short)),
        _by_group(evidence.areas, people, (why, short)),
        _crossed(evidence.areas, people, (why, short)),
    )


def _untold(areas: Sequence[Area], people: _People, why: Unknown) -> _Parted:
    """Give the parts of a gap that is not known: everywhere and of every group for the same reason."""
    return _Parted(why, _local(areas, people, why), _by_group(areas, people, why), _crossed(areas, people, why))


def _whole_gap(offer: Offer, people: _People, sites: Sequence[Site]) -> Gap | Unknown:
    """Give the gap of a sensitive service: capacity against need in the whole place, without distance."""
    capacity = _capacity(sites)
    if isinstance(capacity, Unknown) or isinstance(offer.standard, Unknown):
        return capacity if isinstance(capacity, Unknown) else Unknown("no standard is stated")
    served = capacity / float(offer.standard)
    value, low, high = (max(0.0, float(end.sum()) - served) for end in (people.value, people.low, people.high))
    unknown_areas = _sure(people.known).count(False)
    by_reason = dict.fromkeys(REASONS, Estimate(0.0, 0.0, 0.0))
    by_reason["provider full" if sites else "no provider"] = Estimate(value, low, high)
    return Gap(offer.service.id, total(by_reason, unknown_areas), by_reason, unknown_areas)


_Short = tuple[Sequence[Sequence[Reason]], Sequence[Floats]]
"""The reason of each area and group, and the people short at the best, least and greatest figure of need."""


def _local(areas: Sequence[Area], people: _People, gap: _Short | Unknown) -> tuple[PartGap, ...]:
    every = range(len(people.groups))
    return tuple(_part(name, people, here, every, gap) for name, here in _inside(areas).items())


def _crossed(areas: Sequence[Area], people: _People, gap: _Short | Unknown) -> Mapping[tuple[str, str], PartGap]:
    return {
        (place, name): _part(name, people, here, [g], gap)
        for place, here in _inside(areas).items()
        for g, name in enumerate(people.groups)
    }


def _inside(areas: Sequence[Area]) -> Mapping[str, list[int]]:
    """Give the numbers of the areas of each neighbourhood, in the order of the areas."""
    found: dict[str, list[int]] = {}
    for k, area in enumerate(areas):
        found.setdefault(area.neighbourhood, []).append(k)
    return found


def _by_group(areas: Sequence[Area], people: _People, gap: _Short | Unknown) -> tuple[PartGap, ...]:
    every = range(len(areas))
    return tuple(_part(name, people, every, [g], gap) for g, name in enumerate(people.groups))


def _part(name: str, people: _People, areas: Sequence[int], groups: Sequence[int], gap: _Short | Unknown) -> PartGap:
    """Give need and gap of some groups in some areas, each by their numbers."""
    need = _estimate(people, areas, groups)
    if isinstance(gap, Unknown):
        return PartGap(name, need, gap)
    (why, short), at = gap, np.ix_(areas, groups)
    ends = [end[at] for end in (people.value, people.low, people.high)]
    parts = split([[why[k][g] for g in groups] for k in areas], [one[at] for one in short], ends)
    return PartGap(name, need, total(parts, _sure(people.known[at]).count(False)))


def _estimate(people: _People, areas: Sequence[int], groups: Sequence[int]) -> Estimate | Unknown:
    if not people.groups:
        return Unknown("nobody has said who needs it")
    at = np.ix_(areas, groups)
    if not people.known[at].all():
        return UNKNOWN_AREAS
    return Estimate(*(float(end[at].sum()) for end in (people.value, people.low, people.high)))


def _people(needs: Sequence[Need], areas: Sequence[Area]) -> _People:
    groups = tuple(dict.fromkeys(need.group for need in needs))
    row = {area.code: k for k, area in enumerate(areas)}
    column = {group: k for k, group in enumerate(groups)}
    shape = (len(areas), len(groups))
    value, low, high, known = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    for need in needs:
        at = row[need.area], column[need.group]
        if not isinstance(need.people, Unknown) and not isinstance(need.low, Unknown):
            value[at], low[at], known[at] = need.people, need.low, True
            high[at] = need.people if isinstance(need.high, Unknown) else need.high
    return _People(groups, value, low, high, known)


def _demand(areas: Sequence[Area], people: _People, end: Floats) -> Demand:
    return Demand(np.array([(area.easting, area.northing) for area in areas]), end, people.known)


def _supply(sites: Sequence[Site], groups: Sequence[str], truth: Truth) -> Supply | Unknown:
    points = [site.at(truth) for site in sites]
    for point in points:
        if isinstance(point, Unknown):
            return point
    where = [(point.easting, point.northing) for point in points if isinstance(point, Point)]
    known = np.array([not isinstance(site.capacity, Unknown) for site in sites], dtype=bool)
    capacity = np.array([0.0 if isinstance(site.capacity, Unknown) else float(site.capacity) for site in sites])
    eligible = np.array([[not site.groups or group in site.groups for group in groups] for site in sites], dtype=bool)
    return Supply(np.array(where).reshape(-1, 2), capacity, known, eligible.reshape(len(sites), len(groups)))


def _capacity(sites: Sequence[Site]) -> float | Unknown:
    for site in sites:
        if isinstance(site.capacity, Unknown):
            return site.capacity
    return sum(float(site.capacity) for site in sites if not isinstance(site.capacity, Unknown))


def library_supply(points: Sequence[tuple[float, float]]) -> Supply:
    """Give points a unit of supply each, open to everybody."""
    count = len(points)
    return Supply(
        np.array(points, dtype=np.float64).reshape(-1, 2),
        np.ones(count),
        np.ones(count, bool),
        np.ones((count, 1), bool),
    )


def residents(areas: Sequence[Area]) -> Demand:
    """Take every resident for a person in need."""
    people = np.array([[float(area.population)] for area in areas])
    return Demand(np.array([(a.easting, a.northing) for a in areas]), people, np.ones_like(people, dtype=bool))
