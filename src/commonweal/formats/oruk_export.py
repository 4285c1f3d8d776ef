"""The services of a place as Open Referral UK 3.0 tells of them; of a sensitive service, never where it is.

Of a sensitive service go out its name, who runs it and that it is for the whole place: no location, address, point,
name of a site, day or capacity, since each of them may lead to its door.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from uuid import NAMESPACE_URL, uuid5

from commonweal.evidence.inputs import Evidence, Offer, Site
from commonweal.evidence.national_grid import lon_lat
from commonweal.formats.oruk import (
    CAPACITY,
    CAPACITY_UNIT,
    Attribute,
    Location,
    Organization,
    OrganizationIdentifier,
    Schedule,
    ServiceArea,
    ServiceAtLocation,
    ServiceRecord,
    TaxonomyTerm,
)
from commonweal.terms.parties import Organisation
from commonweal.terms.sources import Unknown

_DEGREES = 6
"""Decimals of a degree that are written: a tenth of a metre."""


def services_of(
    evidence: Evidence, organisations: Sequence[Organisation], summaries: Mapping[str, str]
) -> tuple[ServiceRecord, ...]:
    """Give the services of a place: one for each service, body that runs it and groups that it is for.

    Args:
        evidence: the place's services and sites.
        organisations: its bodies.
        summaries: what each body does, by its id.
    """
    bodies = {body.id: body for body in organisations}
    found = []
    for offer in evidence.offers:
        parts: dict[tuple[str, tuple[str, ...]], list[Site]] = {}
        for site in evidence.sites:
            if site.service == offer.service.id:
                parts.setdefault((site.organisation, site.groups), []).append(site)
        for (runs, groups), sites in parts.items():
            of = _Names(evidence.name, offer.service.id, runs, *groups)
            body = _organisation(evidence.name, bodies[runs], summaries) if runs in bodies else None
            found.append(_service(of, evidence, offer, sites, body))
    return tuple(found)


class _Names:
    """Identifiers that are always the same for the same thing of the same place."""

    def __init__(self, *parts: str) -> None:
        self.parts = parts

    def __call__(self, *more: str) -> str:
        return str(uuid5(NAMESPACE_URL, "/".join(("urn:commonweal", *self.parts, *more))))


def _service(
    of: _Names, evidence: Evidence, offer: Offer, sites: Sequence[Site], body: Organization | None
) -> ServiceRecord:
    hidden = offer.service.sensitive
    shown = [] if hidden else sites
    return ServiceRecord(
        id=of("service"),
        name=offer.service.name,
        status="active" if any(site.open_on(evidence.as_at) for site in sites) else "inactive",
        organization=body,
        service_areas=(ServiceArea(id=of("area"), name=evidence.name),),
        service_at_locations=tuple(_at(of, offer, site) for site in shown) or None,
        schedules=tuple(_schedules(of, shown)) or None,
        attributes=tuple(_group(of, group) for group in sites[0].groups) or None,
    )


def _organisation(place: str, body: Organisation, summaries: Mapping[str, str]) -> Organization:
    of = _Names(place, "organisation", body.id)
    numbers = None
    if body.registered:
        country, register, number = body.registered.split("-", 2)
        numbers = (
            OrganizationIdentifier(
                id=of("number"),
                identifier_scheme=f"{country}-{register}",
                identifier_type="number in a public register",
                identifier=number,
            ),
        )
    return Organization(
        id=of(),
        name=body.name,
        description=summaries.get(body.id) or body.kind,
        organization_identifiers=numbers,
    )


def _at(of: _Names, offer: Offer, site: Site) -> ServiceAtLocation:
    point = site.delivered_at
    longitude = latitude = None
    if not isinstance(point, Unknown):
        longitude, latitude = (round(degree, _DEGREES) for degree in lon_lat(point.easting, point.northing))
    capacity = site.capacity
    units = {} if isinstance(capacity, Unknown) else {CAPACITY: _number(capacity), CAPACITY_UNIT: offer.service.unit}
    return ServiceAtLocation(
        id=of("site", site.id),
        location=Location(
            id=of("location", site.id),
            location_type="physical",
            name=site.name,
            latitude=latitude,
            longitude=longitude,
        ),
        extra=units,
    )


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _schedules(of: _Names, sites: Iterable[Site]) -> Iterable[Schedule]:
    for site in sites:
        if site.delivered_from or site.delivered_to:
            yield Schedule(
                id=of("schedule", site.id),
                service_at_location_id=of("site", site.id),
                valid_from=_day(site.delivered_from),
                valid_to=_day(site.delivered_to),
            )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _group(of: _Names, group: str) -> Attribute:
    term = TaxonomyTerm(id=of("term", group), name=group, description=group, taxonomy="groups in need")
    return Attribute(id=of("group", group), link_type="eligibility", taxonomy_term=term)
