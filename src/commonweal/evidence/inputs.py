"""What evidence is made from: areas, services with their standards, needs with intervals, and sites with capacity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from commonweal.evidence.bodies import Body
from commonweal.evidence.counted import Counted
from commonweal.evidence.cuts import Cut, NewMoney
from commonweal.evidence.disclosure_rules import NHS, Rule
from commonweal.evidence.earlier import EarlierRelease
from commonweal.evidence.grants import GivenGrant
from commonweal.evidence.incomes import Income
from commonweal.evidence.infrastructure import Support
from commonweal.evidence.libraries import Library
from commonweal.evidence.named_groups import Tag
from commonweal.evidence.points import Point
from commonweal.evidence.spending import Payment, PublicContract
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Source, Unknown

Truth = Literal["delivered", "based"]
"""Where a site is counted: where the service is delivered, or where the organisation that runs it is based."""

TRUTHS: tuple[Truth, ...] = ("delivered", "based")


@dataclass(frozen=True, slots=True)
class Offer:
    """A service and what the place says about it.

    Attributes:
        service: the service.
        standard: units of the service that one person in need should have, as the place states it.
        up_for_transfer: whether it may be handed over.
    """

    service: Service
    standard: Fraction | Unknown
    up_for_transfer: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """People of a group in an area who need a service, with an interval.

    Attributes:
        area: code of the area.
        service: id of the service.
        group: name of the group of people.
        people: how many; the interval's ends are the same where it was counted.
        low: least likely number.
        high: greatest likely number.
        basis: how it is known ("count", "survey rate").
    """

    area: str
    service: str
    group: str
    people: int | Unknown
    low: int | Unknown
    high: int | Unknown
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One point of delivery of one service.

    Attributes:
        id: short stable identifier within the place.
        name: as people know it.
        service: id of the service.
        organisation: id of the organisation that runs it, or "" where that is not known.
        delivered_at: where people use it; Unknown for every site of a sensitive service.
        based_at: where the organisation that runs it is based.
        capacity: units of the service that are free to people in need, or Unknown; never zero for a blank.
        groups: names of the groups that may use it; none means every group.
        delivered_from: first day, or None where it was always there.
        delivered_to: last day, or None where no end is known.
    """

    id: str
    name: str
    service: str
    organisation: str
    delivered_at: Point | Unknown
    based_at: Point | Unknown
    capacity: Fraction | Unknown
    groups: tuple[str, ...] = ()
    delivered_from: date | None = None
    delivered_to: date | None = None

    def at(self, truth: Truth) -> Point | Unknown:
        """Give the site's point under one truth."""
        return self.delivered_at if truth == "delivered" else self.based_at

    def open_on(self, day: date) -> bool:
        """Say whether the site delivers on a day, both ends included."""
        begun = self.delivered_from is None or self.delivered_from <= day
        return begun and (self.delivered_to is None or day <= self.delivered_to)


@dataclass(frozen=True, slots=True)
class Bands:
    """How access falls with distance, in steps.

    Attributes:
        limits_m: the outer edge of each band in metres, rising; beyond the last there is no access.
        weights: weight of each band, falling, above 0 and at most 1.
    """

    limits_m: tuple[float, ...] = (1000.0, 2000.0, 3000.0)
    weights: tuple[Fraction, ...] = (Fraction(1), Fraction(68, 100), Fraction(22, 100))


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that one place's profile is made from.

    Attributes:
        name: the place's name.
        as_at: the day the profile speaks of.
        areas: the place's small areas.
        offers: its services, in the file's order.
        needs: people in need, by area, service and group.
        sites: points of delivery.
        libraries: rows of the place's library register; None where the place has none on file.
        grants: what funders gave there; None where the place has none on file.
        bands: how access falls with distance.
        disclosure: what may be shown of counts of people.
        earlier: what was published of the place before, which whoever compares releases has beside this one.
        sources: the file that each table came from, by its name in the place folder ("areas.csv").
        displacement: how often problems were counted in and around areas where something was done about them.
        bodies: charities and groups that work there, as registers tell; None where the place has none on file.
        spending: what its council paid to whom; None where it has none on file.
        contracts: what its public bodies awarded to whom; None where it has none on file.
        cuts: the cuts log; None where the place keeps none.
        new_money: new money for services; None where the place keeps no list of it.
        organisations: bodies of the place, as it names them itself.
        tags: words by which bodies that work with named groups are known; None where there is no such file.
        budgeted: ids of services that a budget on file has a line for; None where no budget is on file.
        infrastructure: who supports other groups, function by function; None where that is not written down.
        incomes: what funders gave to bodies; None where that is not written down.
    """

    name: str
    as_at: date
    areas: tuple[Area, ...]
    offers: tuple[Offer, ...] = ()
    needs: tuple[Need, ...] = ()
    sites: tuple[Site, ...] = ()
    libraries: tuple[Library, ...] | None = None
    grants: tuple[GivenGrant, ...] | None = None
    bands: Bands = field(default_factory=Bands)
    disclosure: Rule = NHS
    earlier: tuple[EarlierRelease, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    displacement: tuple[Counted, ...] = ()
    bodies: tuple[Body, ...] | None = None
    spending: tuple[Payment, ...] | None = None
    contracts: tuple[PublicContract, ...] | None = None
    cuts: tuple[Cut, ...] | None = None
    new_money: tuple[NewMoney, ...] | None = None
    organisations: tuple[Organisation, ...] = ()
    infrastructure: tuple[Support, ...] | None = None
    tags: tuple[Tag, ...] | None = None
    budgeted: frozenset[str] | None = None
    incomes: tuple[Income, ...] | None = None
