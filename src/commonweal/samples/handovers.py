"""What a synthetic place writes down for its hand-over plan, the same for the same seed; a cut falls in the middle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from commonweal.handover.inputs import (
    DEFAULTS,
    FundRow,
    HandoverTables,
    LocalityRow,
    OfferRow,
    ProviderRow,
    Setting,
    TransferRow,
)
from commonweal.terms.parties import Organisation
from commonweal.terms.periods import Quarter
from commonweal.terms.places import Neighbourhood
from commonweal.terms.services import Service

FIRST_QUARTER = Quarter(2025, 1)
SPECIALISTS: Mapping[str, tuple[str, ...]] = {
    "after-school": ("fathom-rise-parents-club", "lanternfish-play"),
    "day-support": ("open-door-self-advocates", "sea-holly-care"),
    "recovery": ("harbour-light-recovery",),
    "library": ("kelpside-community-association",),
}
"""Bodies of the sample place that know a service well and offer it wherever they can."""

_CARE = ("credit-union", "transport", "food-pantry", "advice", "youth-project", "play", "club", "tenants-and-residents")
OTHER_TRADES: Mapping[str, tuple[str, ...]] = {
    "recovery": _CARE,
    "day-support": _CARE,
    "library": ("credit-union", "transport", "food-pantry", "club"),
    "after-school": ("credit-union", "transport", "food-pantry"),
}
"""Ends of the ids of bodies whose trade is another one: they do not offer the service."""

MISSING = (
    "three months' reserves",
    "a second person who can sign",
    "a safeguarding lead",
    "public liability insurance",
    "a lease for the building",
)
_PARTNERS = frozenset({"council", "public body", "infrastructure body"})


@dataclass(frozen=True, slots=True)
class Taste:
    """How generous the sample is, each a share of the need of the first quarter.

    Attributes:
        capacity: what all providers together can carry at the start.
        margin: what the statutory budget holds beyond keeping every service.
        grant: the devolved grant of a quarter.
        offers: how many bodies offer each service in each neighbourhood.
    """

    capacity: Fraction = Fraction("0.45")
    margin: Fraction = Fraction("0.05")
    grant: Fraction = Fraction("0.03")
    offers: int = 4


def sample_handover(  # noqa: PLR0913 - the four lists and the need of one place
    seed: int,
    services: Sequence[Service],
    neighbourhoods: Sequence[Neighbourhood],
    organisations: Sequence[Organisation],
    demand: Mapping[tuple[str, str], Fraction],
    *,
    quarters: int = 12,
    taste: Taste | None = None,
) -> HandoverTables:
    """Make the ``handover/`` folder of a synthetic place.

    Args:
        seed: the same seed and place give the same tables.
        services: those up for transfer.
        neighbourhoods: of the place.
        organisations: of the place; councils, public bodies and infrastructure bodies take nothing over.
        demand: need by (service id, neighbourhood name), in the service's own units, so that capacity, volunteers and
            money are of the place's size.
        quarters: how many the plan covers.
        taste: how generous the sample is.
    """
    random = Random(f"commonweal handover {seed}")  # noqa: S311 - a synthetic place, not a secret
    taste = taste or Taste()
    bodies = [body for body in organisations if body.kind not in _PARTNERS]
    transfers = _transfers(random, services, demand, quarters)
    need = {
        (row.service, place.name): row.unit_cost_gbp * demand.get((row.service, place.name), Fraction(0)) / 1000
        for row in transfers
        for place in neighbourhoods
    }
    total = sum(need.values(), Fraction(0))
    return HandoverTables(
        transfers,
        _providers(random, bodies, taste.capacity * total, quarters),
        _offers(random, services, neighbourhoods, bodies, taste.offers),
        _localities(random, neighbourhoods, total),
        _funds(transfers, services, need, taste),
        (
            _set("statutory_reserve_gbp", _pounds(total * 1000 / 20)),
            _set("devolved_reserve_gbp", _pounds(total * 1000 / 50)),
            _set("volunteer_hours_per_unit", Fraction(50)),
        ),
    )


def _set(name: str, value: Fraction) -> Setting:
    default = DEFAULTS[name]
    return Setting(name, value, default.least, default.most, "the sample place")


def _between(random: Random, least: int, most: int) -> Fraction:
    """Draw a share in whole hundredths."""
    return Fraction(random.randint(least, most), 100)


def _pounds(value: Fraction) -> Fraction:
    return Fraction(round(value))


def _transfers(
    random: Random, services: Sequence[Service], demand: Mapping[tuple[str, str], Fraction], quarters: int
) -> tuple[TransferRow, ...]:
    rows = []
    for k, service in enumerate(services):
        wanted = sum((units for (which, _), units in demand.items() if which == service.id), Fraction(0))
        cost = _pounds(Fraction(random.randint(200, 500) * 1000) / wanted) if wanted else Fraction(1)
        start, cut = _between(random, 76, 84), _between(random, 6, 12)
        levels = tuple(start - cut * _fallen(t, quarters) for t in range(quarters))
        rows.append(TransferRow(service.id, service.statutory and k < 2, max(Fraction(1), cost), levels))
    return tuple(rows)


def _fallen(t: int, quarters: int) -> Fraction:
    """Give the share of the cut that has fallen: half in the middle quarter, all from the next."""
    return Fraction(0) if t < quarters // 2 else Fraction(1, 2) if t == quarters // 2 else Fraction(1)


def _providers(
    random: Random, bodies: Sequence[Organisation], capacity: Fraction, quarters: int
) -> tuple[ProviderRow, ...]:
    sizes = [random.randint(40, 160) for _ in bodies]
    rows = []
    for k, (body, size) in enumerate(zip(bodies, sizes, strict=True)):
        ready = random.choice((0, 0, 0, 1, 2, 3, quarters // 2)) if body.id not in _specialists() else 0
        units = Fraction(round(1000 * capacity * size / sum(sizes)), 1000)
        willing = k % 11 != 10 or body.id in _specialists()
        missing = random.choice(MISSING) if ready else ""
        rows.append(ProviderRow(body.id, units, FIRST_QUARTER + ready, willing, _between(random, 20, 80), missing))
    return tuple(rows)


def _specialists() -> frozenset[str]:
    return frozenset(body for bodies in SPECIALISTS.values() for body in bodies)


def _offers(
    random: Random,
    services: Sequence[Service],
    neighbourhoods: Sequence[Neighbourhood],
    bodies: Sequence[Organisation],
    most: int,
) -> tuple[OfferRow, ...]:
    rows = []
    for service in services:
        experts = SPECIALISTS.get(service.id, ())
        for place in neighbourhoods:
            able = [body for body in bodies if not body.id.endswith(OTHER_TRADES.get(service.id, ()))]
            near = sorted(able, key=lambda body: (body.id not in experts, body.home != place.name, random.random()))
            for body in near[:most]:
                expert = body.id in experts
                volunteers = Fraction(0) if service.statutory and not expert else _between(random, 5, 15)
                floor = service.floor / (1 - volunteers) if service.statutory else service.floor
                quality = max(_between(random, 84, 94) if expert else _between(random, 76, 90), _hundredths(floor))
                price = _between(random, 96, 112)
                rows.append(OfferRow(body.id, service.id, place.name, min(Fraction(1), quality), price, volunteers))
    return tuple(rows)


def _hundredths(share: Fraction) -> Fraction:
    return Fraction(-(-share * 100 // 1), 100)


def _localities(random: Random, neighbourhoods: Sequence[Neighbourhood], total: Fraction) -> tuple[LocalityRow, ...]:
    count = len(neighbourhoods)
    rows = []
    for place in neighbourhoods:
        richer = Fraction(place.deprivation_rank - 1, max(1, count - 1))
        weight = Fraction(round(100 * (Fraction(3, 2) - richer)), 100)
        mean = total / count
        action = Fraction(round(1000 * mean * _between(random, 6, 12) * (1 + richer)), 1000)
        hours = Fraction(round(50 * mean * Fraction(55, 1000) * (1 + richer) * 4))
        rows.append(LocalityRow(place.name, weight, action, Fraction(round(1000 * mean / 100), 1000), hours))
    return tuple(rows)


def _funds(
    transfers: Sequence[TransferRow],
    services: Sequence[Service],
    need: Mapping[tuple[str, str], Fraction],
    taste: Taste,
) -> tuple[FundRow, ...]:
    floors = {service.id: service.floor for service in services}
    total = sum(need.values(), Fraction(0))
    rows = []
    for t in range(len(transfers[0].levels)):
        kept = Fraction(0)
        for row in transfers:
            wanted = sum((units for (which, _), units in need.items() if which == row.service), Fraction(0))
            lifted = max(Fraction(0), floors[row.service] - row.levels[t])
            kept += wanted * (row.levels[t] + DEFAULTS["top_up_price"].value * lifted)
        statutory = _pounds(1000 * (kept + taste.margin * total))
        rows.append(FundRow(FIRST_QUARTER + t, statutory, _pounds(1000 * taste.grant * total)))
    return tuple(rows)
