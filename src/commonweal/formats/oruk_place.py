"""A directory of services as rows for a place folder: what is taken, what is left, and why.

What stands is never changed.

The address of a sensitive service is never taken in. A service whose words say that it may be one (a refuge, a needle
exchange) is taken as sensitive, whatever the directory says of where it is; a place may say of others that they are.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256
from math import hypot
from unicodedata import combining, normalize

from commonweal.evidence.inputs import Offer, Site
from commonweal.evidence.national_grid import national_grid, on_grid
from commonweal.evidence.points import Point
from commonweal.formats.json_shapes import NUMBER
from commonweal.formats.oruk import CAPACITY, CAPACITY_UNIT, Location, Schedule, ServiceAtLocation, ServiceRecord
from commonweal.formats.oruk_files import Doubles, Taken
from commonweal.formats.postcodes import PostcodeIndex
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

NO_CAPACITY = Unknown("Open Referral UK has no field for how much is free")
NO_STANDARD = Unknown("no standard is stated")
NO_PLACE = Unknown("the directory does not say where it is given")
HIDDEN = Unknown("the location of a sensitive service is never written down")
UNIT = "not stated"
"""Unit of a new service: the standard does not say in what a service is measured."""
SENSITIVE = re.compile(
    r"\b(?:refuges?|safe ?houses?|domestic (?:abuse|violence)|sexual (?:assault|violence|abuse)|rape|needle|syringe|"
    r"sex work\w*|traffick\w*|modern slavery|honour[- ]based|forced marriage|abortion)\b",
    re.IGNORECASE,
)
"""Words of services whose address may put people in danger."""


@dataclass(frozen=True, slots=True)
class Here:
    """What a directory is compared with.

    Attributes:
        areas: the place's small areas.
        offers: its services.
        sites: its points of delivery.
        organisations: its bodies.
        groups: names of groups in need, by the service they need.
        postcodes: where its postcodes are, or None.
    """

    areas: Sequence[Area]
    offers: Sequence[Offer]
    sites: Sequence[Site] = ()
    organisations: Sequence[Organisation] = ()
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)
    postcodes: PostcodeIndex | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How a directory is taken in.

    Attributes:
        service: id of the place's service that everything in it is; "" where each name is a service of its own.
        sensitive: names of services that are sensitive too.
        within_m: metres from the nearest centre of a small area beyond which a service is no service of the place.
    """

    service: str = ""
    sensitive: Collection[str] = ()
    within_m: int = 10_000


@dataclass(frozen=True, slots=True)
class NewRows:
    """Rows for a place folder.

    Attributes:
        sites: new points of delivery.
        lines: the directory's line of each; None for one of a sensitive service, which nobody may look up.
        offers: new services.
        left: what was left out, each with its reason.
        unknown_bodies: names of organisations that are not in ``organisations.csv``.
    """

    sites: tuple[Site, ...]
    lines: tuple[int | None, ...]
    offers: tuple[Offer, ...]
    left: tuple[Sentence, ...]
    unknown_bodies: tuple[str, ...]


def rows_from(services: Iterable[Taken], here: Here, how: How) -> NewRows:
    """Make rows for ``services.csv`` and ``sites.csv`` from a directory.

    A capacity is taken only where the directory carries it as our own declared extension, in the unit of the place's
    service; otherwise it is Unknown.

    Args:
        services: of the directory, in its order.
        here: the place.
        how: what everything is, which services are sensitive too, and how far is too far.
    """
    taking, doubles = _Taking(here, how), Doubles()
    for taken in services:
        first = doubles.first(taken)
        if first is not None:
            taking.leave(taken, say("it stands twice, first at line {line:plain}", line=first))
        else:
            taking.take(taken)
    return NewRows(
        tuple(taking.sites),
        tuple(taking.lines),
        tuple(taking.offers.values()),
        tuple(taking.left),
        tuple(sorted(taking.unknown_bodies)),
    )


class _Taking:
    """The rows so far."""

    def __init__(self, here: Here, how: How) -> None:
        self.here, self.how = here, how
        self.sites: list[Site] = []
        self.lines: list[int | None] = []
        self.offers: dict[str, Offer] = {}
        self.left: list[Sentence] = []
        self.unknown_bodies: set[str] = set()
        self.known = {offer.service.id: offer for offer in here.offers}
        self.called = {_plain(offer.service.name): offer for offer in reversed(here.offers)}
        self.standing = {site.id for site in here.sites}
        self.named = {(site.service, site.organisation, _plain(site.name)) for site in here.sites}
        self.bodies = {body.registered: body.id for body in here.organisations if body.registered}
        self.bodies |= {_plain(body.name): body.id for body in here.organisations}

    def leave(self, taken: Taken, reason: Sentence) -> None:
        """Leave a service, or one place of it, and say why."""
        self.left.append(
            say("{name} (line {line:plain}): {reason}.", name=taken.service.name, line=taken.line, reason=reason)
        )

    def take(self, taken: Taken) -> None:
        """Make the rows of one service, a row for each place at which it is given."""
        service = taken.service
        if service.status != "active":
            self.leave(taken, say("its status is {status}", status=service.status))
            return
        offer = self.offer(service)
        if not offer.service.sensitive and self.guarded(service):
            self.leave(
                taken, say("it reads as a sensitive service, and {service} is not one", service=offer.service.name)
            )
            return
        organisation = self.organisation(service)
        places: list[ServiceAtLocation | None] = [at for at in service.service_at_locations or () if at.location]
        for at in places or [None]:
            self.row(taken, offer, organisation, at)

    def offer(self, service: ServiceRecord) -> Offer:
        """Give the service of the place that this is, or a new one."""
        if self.how.service:
            return self.known[self.how.service]
        name = _slug(service.name)
        found = self.called.get(_plain(service.name)) or self.known.get(name)
        if found is not None:
            return found
        if name in self.offers:  # of another service, whose name has the same letters
            name = f"{name[:55]}-{_mark(service.name)}"
        new = Service(name, service.name, UNIT, Fraction(1), Fraction(0), sensitive=self.guarded(service))
        return Offer(new, NO_STANDARD)

    def guarded(self, service: ServiceRecord) -> bool:
        """Say whether a service is sensitive, by its words or since the place says so."""
        words = [service.name, service.description or "", service.organization.name if service.organization else ""]
        named = {_plain(name) for name in self.how.sensitive}
        return _plain(service.name) in named or any(SENSITIVE.search(text) for text in words)

    def organisation(self, service: ServiceRecord) -> str:
        """Give the id of the place's body that runs a service, or ""."""
        body = service.organization
        if body is None:
            return ""
        numbers = [f"{one.identifier_scheme}-{one.identifier}" for one in body.organization_identifiers or ()]
        found = next((self.bodies[mark] for mark in (*numbers, _plain(body.name)) if mark in self.bodies), "")
        if not found:
            self.unknown_bodies.add(body.name)
        return found

    def row(self, taken: Taken, offer: Offer, organisation: str, at: ServiceAtLocation | None) -> None:
        """Make one row, unless it stands already or lies elsewhere."""
        service, hidden = taken.service, offer.service.sensitive
        location = at.location if at is not None else None
        own = at.id if at is not None else service.id
        name = service.name if hidden or location is None else location.name or service.name
        marks = offer.service.id, organisation, _plain(name)
        if hidden:  # the directory's own identifier would lead to its address
            own = sha256(own.encode()).hexdigest()[:12]
        if own in self.standing or (marks in self.named and not hidden):
            self.leave(taken, say("it stands in {file} already", file="sites.csv"))
            return
        where = HIDDEN if hidden else self.where(location)
        if isinstance(where, Sentence):
            self.leave(taken, where)
            return
        begins, ends = _days(service.schedules or (), at)
        self.standing.add(own)
        if offer.service.id not in self.known:
            self.offers[offer.service.id] = self.called[_plain(offer.service.name)] = offer
        self.sites.append(
            Site(
                own,
                name,
                offer.service.id,
                organisation,
                where,
                HIDDEN if hidden else Unknown("where its organisation is based is not stated"),
                _capacity(at, offer),
                self.groups(service, offer),
                begins,
                ends,
            )
        )
        self.lines.append(None if hidden else taken.line)

    def where(self, location: Location | None) -> Point | Unknown | Sentence:
        """Give where a location is, that nobody says, or why it is no place for a service here."""
        if location is None or location.location_type != "physical":
            return NO_PLACE
        latitude, longitude = location.latitude, location.longitude
        if latitude is None or longitude is None:
            return self.by_postcode(location)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            return say(
                "latitude {latitude} and longitude {longitude} are not on Earth",
                latitude=str(latitude),
                longitude=str(longitude),
            )
        easting, northing = national_grid(longitude, latitude)
        if not on_grid(easting, northing):
            return say("it lies outside the grid of Great Britain")
        return self.near(Point(round(easting, 1), round(northing, 1)))

    def by_postcode(self, location: Location) -> Point | Unknown | Sentence:
        for address in location.addresses or ():
            found = self.here.postcodes.find(address.postal_code) if self.here.postcodes else None
            if found is not None and not isinstance(found.point, Unknown):
                return self.near(found.point)
        return NO_PLACE

    def near(self, point: Point) -> Point | Sentence:
        """Give a point that lies near to an area of the place, or say how far it is: it may lie in the sea."""
        far = min(hypot(area.easting - point.easting, area.northing - point.northing) for area in self.here.areas)
        if far <= self.how.within_m:
            return point
        return say("it lies {far:decimal1} km from the nearest area of the place", far=far / 1000)

    def groups(self, service: ServiceRecord, offer: Offer) -> tuple[str, ...]:
        """Give the groups of ``needs.csv`` that a service says it is for."""
        known = self.here.groups.get(offer.service.id, ())
        words = (one.taxonomy_term.name for one in service.attributes or () if one.taxonomy_term)
        return tuple(dict.fromkeys(word for word in words if word in known))


def _capacity(at: ServiceAtLocation | None, offer: Offer) -> Fraction | Unknown:
    units = at.extra.get(CAPACITY) if at is not None else None
    if units is None or not NUMBER.fits(units) or units < 0:
        return NO_CAPACITY
    unit = at.extra.get(CAPACITY_UNIT) if at is not None else None
    if unit != offer.service.unit:
        return Unknown(f"its capacity is given in {unit}, and the service is measured in {offer.service.unit}")
    return Fraction(str(units))


def _days(schedules: Iterable[Schedule], at: ServiceAtLocation | None) -> tuple[date | None, date | None]:
    """Give the first and last day on which a service is given at a location, where its own schedules say so."""
    own = [one for one in schedules if at is not None and one.service_at_location_id == at.id]
    begins, ends = [_day(one.valid_from) for one in own], [_day(one.valid_to) for one in own]
    return (
        min((day for day in begins if day), default=None) if None not in begins else None,
        max((day for day in ends if day), default=None) if None not in ends else None,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _slug(name: str) -> str:
    """Give a short name without spaces; letters lose their accents, not their place."""
    letters = "".join(one for one in normalize("NFKD", name.casefold()) if not combining(one))
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:64].strip("-") or f"service-{_mark(name)}"


def _mark(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:8]
