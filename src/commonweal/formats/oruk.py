"""Open Referral UK 3.0: organisations, their services, where and when these are given, and for whom.

Source: Open Referral UK, UK profile of the Human Services Data Specification 3.0. Its words are the standard's, with
its spelling. It has no word for how much a service can offer: a capacity is read and written only as a declared
extension.
"""

from dataclasses import dataclass

from commonweal.formats.json_records import Listed, Nested, Record, may, needed
from commonweal.formats.json_shapes import MAIL, MOMENT, NUMBER, TEXT, URI, UUID4, one_of

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
LOCATION_TYPES = ("physical", "postal", "virtual")
CAPACITY = "commonweal_capacity"
"""Member of a service at a location that holds how many units of the service are free: an extension of our own."""
CAPACITY_UNIT = "commonweal_capacity_unit"
"""Member beside it that says what one unit is."""


@dataclass(frozen=True, kw_only=True)
class TaxonomyTerm(Record):
    """A word of a list of words."""

    id: str = needed(UUID4)
    name: str = needed(TEXT)
    description: str = needed(TEXT)
    parent_id: str | None = may(UUID4)
    taxonomy: str | None = may(TEXT)
    taxonomy_id: str | None = may(UUID4)
    term_uri: str | None = may(URI)
    term: str | None = may(TEXT)


@dataclass(frozen=True, kw_only=True)
class Attribute(Record):
    """A word that stands at a record."""

    id: str = needed(UUID4)
    link_id: str | None = may(UUID4)
    taxonomy_term_id: str | None = may(UUID4)
    link_type: str | None = may(TEXT)
    taxonomy_term: TaxonomyTerm | None = may(Nested(TaxonomyTerm))  # noqa: RUF009 - it declares a member


@dataclass(frozen=True, kw_only=True)
class OrganizationIdentifier(Record):
    """A number of an organisation in a register."""

    id: str = needed(UUID4)
    organization_id: str | None = may(UUID4)
    identifier_scheme: str | None = may(TEXT)
    identifier_type: str = needed(TEXT)
    identifier: str = needed(TEXT)
    attributes: tuple[Attribute, ...] | None = may(Listed(Attribute))


@dataclass(frozen=True, kw_only=True)
class Address(Record):
    """Where a location is reached, in lines."""

    id: str = needed(UUID4)
    location_id: str | None = may(UUID4)
    attention: str | None = may(TEXT)
    address_1: str = needed(TEXT)
    city: str = needed(TEXT)
    region: str | None = may(TEXT)
    state_province: str = needed(TEXT)
    postal_code: str = needed(TEXT)
    country: str = needed(TEXT)
    address_type: str = needed(one_of(*LOCATION_TYPES))
    attributes: tuple[Attribute, ...] | None = may(Listed(Attribute))


@dataclass(frozen=True, kw_only=True)
class Accessibility(Record):
    """How people with disabilities can use a location."""

    id: str = needed(UUID4)
    location_id: str | None = may(UUID4)
    description: str | None = may(TEXT)
    details: str | None = may(TEXT)
    url: str | None = may(URI)
    attributes: tuple[Attribute, ...] | None = may(Listed(Attribute))
    accessibility: str | None = may(TEXT)


@dataclass(frozen=True, kw_only=True)
class Location(Record):
    """A place at which services are given; latitude and longitude are degrees, WGS 84."""

    id: str = needed(UUID4)
    location_type: str = needed(one_of(*LOCATION_TYPES))
    name: str | None = may(TEXT)
    description: str | None = may(TEXT)
    latitude: float | None = may(NUMBER)
    longitude: float | None = may(NUMBER)
    external_identifier: str | None = may(TEXT)
    external_identifier_type: str | None = may(TEXT)
    addresses: tuple[Address, ...] | None = may(Listed(Address))
    accessibility: tuple[Accessibility, ...] | None = may(Listed(Accessibility))
    attributes: tuple[Attribute, ...] | None = may(Listed(Attribute))


@dataclass(frozen=True, kw_only=True)
class Schedule(Record):
    """When a service is given."""

    id: str = needed(UUID4)
    service_id: str | None = may(UUID4)
    service_at_location_id: str | None = may(UUID4)
    valid_from: str | None = may(TEXT)
    valid_to: str | None = may(TEXT)
    dtstart: str | None = may(TEXT)
    freq: str | None = may(one_of("WEEKLY", "MONTHLY"))
    interval: float | None = may(NUMBER)
    byday: str | None = may(TEXT)
    bymonthday: str | None = may(TEXT)
    description: str | None = may(TEXT)
    opens_at: str | None = may(TEXT)
    closes_at: str | None = may(TEXT)
    schedule_link: str | None = may(URI)
    attending_type: str | None = may(TEXT)
    notes: str | None = may(TEXT)


@dataclass(frozen=True, kw_only=True)
class ServiceArea(Record):
    """Where people live whom a service is for."""

    id: str = needed(UUID4)
    service_id: str | None = may(UUID4)
    name: str | None = may(TEXT)
    extent: str | None = may(TEXT)
    extent_type: str | None = may(TEXT)
    uri: str | None = may(TEXT)
    service_area: str | None = may(TEXT)


@dataclass(frozen=True, kw_only=True)
class Language(Record):
    """A language of a service; the UK profile keeps no more of it than its identifiers."""

    id: str = needed(UUID4)
    service_id: str | None = may(UUID4)
    phone_id: str | None = may(UUID4)


@dataclass(frozen=True, kw_only=True)
class Funding(Record):
    """Where a service's money comes from, in words."""

    id: str = needed(UUID4)
    service_id: str | None = may(UUID4)
    source: str | None = may(TEXT)


@dataclass(frozen=True, kw_only=True)
class CostOption(Record):
    """What a service costs those who use it."""

    id: str = needed(UUID4)
    service_id: str | None = may(UUID4)
    valid_from: str | None = may(TEXT)
    valid_to: str | None = may(TEXT)
    option: str | None = may(TEXT)
    amount: float | None = may(NUMBER)
    amount_description: str | None = may(TEXT)


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """Whom to ask. It may name a person: a place folder never takes it in."""

    id: str = needed(UUID4)
    service_id: str | None = may(UUID4)
    name: str | None = may(TEXT)
    title: str | None = may(TEXT)
    attributes: tuple[Attribute, ...] | None = may(Listed(Attribute))


@dataclass(frozen=True, kw_only=True)
class Organization(Record):
    """A body that gives services."""

    id: str = needed(UUID4)
    name: str = needed(TEXT)
    description: str = needed(TEXT)
    email: str | None = may(MAIL)
    website: str | None = may(URI)
    logo: str | None = may(TEXT)
    uri: str | None = may(URI)
    parent_organization_id: str | None = may(UUID4)
    organization_identifiers: tuple[OrganizationIdentifier, ...] | None = may(Listed(OrganizationIdentifier))
    attributes: tuple[Attribute, ...] | None = may(Listed(Attribute))


@dataclass(frozen=True, kw_only=True)
class ServiceAtLocation(Record):
    """That a service is given at a location."""

    id: str = needed(UUID4)
    service_id: str | None = may(UUID4)
    location_id: str | None = may(UUID4)
    location: Location | None = may(Nested(Location))  # noqa: RUF009 - as above


@dataclass(frozen=True, kw_only=True)
class ServiceRecord(Record):
    """A service as a directory tells of it; ages are years."""

    id: str = needed(UUID4)
    organization_id: str | None = may(UUID4)
    name: str = needed(TEXT)
    description: str | None = may(TEXT)
    url: str | None = may(URI)
    email: str | None = may(MAIL)
    status: str = needed(one_of(*STATUSES))
    fees: str | None = may(TEXT)
    accreditations: str | None = may(TEXT)
    minimum_age: float | None = may(NUMBER)
    maximum_age: float | None = may(NUMBER)
    assured_date: str | None = may(TEXT)
    assurer_email: str | None = may(MAIL)
    alert: str | None = may(TEXT)
    last_modified: str | None = may(MOMENT)
    schedules: tuple[Schedule, ...] | None = may(Listed(Schedule))
    service_areas: tuple[ServiceArea, ...] | None = may(Listed(ServiceArea))
    service_at_locations: tuple[ServiceAtLocation, ...] | None = may(Listed(ServiceAtLocation))
    languages: tuple[Language, ...] | None = may(Listed(Language))
    organization: Organization | None = may(Nested(Organization))  # noqa: RUF009 - as above
    funding: tuple[Funding, ...] | None = may(Listed(Funding))
    cost_options: tuple[CostOption, ...] | None = may(Listed(CostOption))
    contacts: tuple[Contact, ...] | None = may(Listed(Contact))
    attributes: tuple[Attribute, ...] | None = may(Listed(Attribute))
