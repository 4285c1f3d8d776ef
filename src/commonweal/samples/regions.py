"""Synthetic hand-over problems of any size, from a village to a city, the same for the same seed.

Parameters have the defaults of a place folder; capacity, money and volunteers are shares of the need, so that every
size is as tight as the next.
"""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from commonweal.handover.inputs import DEFAULTS
from commonweal.handover.problem import (
    Cell,
    Funds,
    Locality,
    Offer,
    Parameters,
    Problem,
    Provider,
    TransferService,
)

FIRST_QUARTER = "2027-Q1"
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a synthetic problem is.

    Attributes:
        services: up for transfer.
        organisations: that may take them over.
        neighbourhoods: of the place.
        quarters: that the plan covers.
        offers: how many organisations offer each service in each neighbourhood.
    """

    services: int
    organisations: int
    neighbourhoods: int
    quarters: int
    offers: int = 3


TOWN = Size(20, 60, 80, 16)
CITY = Size(60, 300, 300, 20)


@dataclass(frozen=True, slots=True)
class Means:
    """How much a synthetic place has, each a share of its need in the first quarter.

    Attributes:
        capacity: what all organisations together can carry at the start.
        margin: what the statutory budget holds beyond keeping every service.
        grant: the devolved grant of a quarter.
        reserve: the statutory reserve before the first quarter.
        volunteers: the load that volunteers can sustain in a quarter.
    """

    capacity: Fraction = Fraction("0.3")
    margin: Fraction = Fraction("0.09")
    grant: Fraction = Fraction("0.03")
    reserve: Fraction = Fraction("0.05")
    volunteers: Fraction = Fraction("0.03")


def sample_region(seed: int, size: Size, means: Means | None = None) -> Problem:
    """Make the problem of a synthetic place.

    Args:
        seed: the same seed, size and means give the same problem.
        size: of the place.
        means: what it has.
    """
    random = Random(f"commonweal region {seed} {size}")  # noqa: S311 - a synthetic place, not a secret
    means = means or Means()
    services = tuple(_service(random, k, size.quarters) for k in range(size.services))
    cells = _cells(random, size)
    need = sum((cell.demand[0] for cell in cells), ZERO)
    places = tuple(_locality(random, n, size.neighbourhoods, need, means) for n in range(size.neighbourhoods))
    providers = _providers(random, size, means.capacity * need)
    return Problem(
        first_quarter=FIRST_QUARTER,
        quarters=size.quarters,
        unit_gbp=Fraction(1000),
        parameters=_parameters(need, providers),
        services=services,
        neighbourhoods=places,
        cells=cells,
        providers=providers,
        offers=_offers(random, size, services, cells),
        funds=_funds(services, cells, need, means, size.quarters),
    )


def _hundredths(random: Random, least: int, most: int) -> Fraction:
    return Fraction(random.randint(least, most), 100)


def _thousandths(value: Fraction) -> Fraction:
    return Fraction(round(value * 1000), 1000)


def _service(random: Random, k: int, quarters: int) -> TransferService:
    start, cut, floor = _hundredths(random, 76, 84), _hundredths(random, 6, 14), _hundredths(random, 55, 65)
    falls = random.randint(quarters // 4, quarters // 2)
    levels = tuple(start - cut * min(4, max(0, t - falls + 1)) / 4 for t in range(quarters))
    weight = Fraction(random.randint(6, 20), 10)
    return TransferService(
        f"service-{k + 1}",
        f"Service {k + 1}",
        "hours a week",
        Fraction(1),
        weight,
        floor,
        k % 3 == 0,
        k % 10 == 0,
        levels,
    )


def _cells(random: Random, size: Size) -> tuple[Cell, ...]:
    found = []
    for s in range(size.services):
        mean, trend = random.randint(8_000, 20_000), random.randint(-4, 8)
        for n in range(size.neighbourhoods):
            units = mean * random.randint(50, 150) // 100
            demand = tuple(Fraction(units + units * trend * t // 1000, 1000) for t in range(size.quarters))
            found.append(Cell(s, n, demand))
    return tuple(found)


def _locality(random: Random, n: int, count: int, need: Fraction, means: Means) -> Locality:
    richer = Fraction(n, max(1, count - 1))
    mean = need / count
    return Locality(
        f"Neighbourhood {n + 1}",
        random.randint(1_400, 2_600),
        n + 1,
        Fraction(round(100 * (Fraction(3, 2) - richer)), 100),
        _thousandths(mean * _hundredths(random, 6, 12) * (1 + richer)),
        _thousandths(mean / 100),
        _thousandths(mean * means.volunteers * (1 + richer)),
    )


def _providers(random: Random, size: Size, capacity: Fraction) -> tuple[Provider, ...]:
    shares = [random.randint(40, 160) for _ in range(size.organisations)]
    return tuple(
        Provider(
            f"body-{p + 1}",
            f"Body {p + 1}",
            p * size.neighbourhoods // size.organisations if random.random() < 0.9 else None,
            _thousandths(capacity * share / sum(shares)),
            random.choice((0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 4)),
            willing=True,
            grant_dependence=_hundredths(random, 20, 80),
        )
        for p, share in enumerate(shares)
    )


def _offers(
    random: Random,
    size: Size,
    services: tuple[TransferService, ...],
    cells: tuple[Cell, ...],
) -> tuple[Offer, ...]:
    found = []
    near = max(size.offers, size.organisations // 8)
    for c, cell in enumerate(cells):
        service = services[cell.service]
        here = cell.neighbourhood * size.organisations // size.neighbourhoods
        able = [(here + k) % size.organisations for k in range(-near // 2, near - near // 2)]
        for p in random.sample(sorted(set(able)), min(size.offers, len(set(able)))):
            volunteers = ZERO if service.statutory else _hundredths(random, 5, 20)
            quality = _hundredths(random, 76, 95)
            found.append(Offer(c, p, quality, quality * _hundredths(random, 95, 112), volunteers))
    return tuple(found)


def _parameters(need: Fraction, providers: tuple[Provider, ...]) -> Parameters:
    mean = sum((body.capacity for body in providers), ZERO) / len(providers)
    shares = {
        "activation_cost": _thousandths(DEFAULTS["activation_share"].value * need / len(providers)),
        "least_capacity": _thousandths(DEFAULTS["least_capacity_share"].value * mean),
        "loan_limit": _thousandths(DEFAULTS["loan_limit_share"].value * need),
        "building_lag": int(DEFAULTS["building_lag_quarters"].value),
        "action_lag": int(DEFAULTS["action_lag_quarters"].value),
        "overlap_quarters": int(DEFAULTS["overlap_quarters"].value),
        "loan_quarters": int(DEFAULTS["loan_quarters"].value),
    }
    names = Parameters.__dataclass_fields__
    return Parameters(**{name: shares[name] if name in shares else DEFAULTS[name].value for name in names})  # type: ignore[arg-type]


def _funds(
    services: tuple[TransferService, ...], cells: tuple[Cell, ...], need: Fraction, means: Means, quarters: int
) -> Funds:
    top_up, statutory = DEFAULTS["top_up_price"].value, []
    for t in range(quarters):
        kept = ZERO
        for s, service in enumerate(services):
            wanted = sum((cell.demand[t] for cell in cells if cell.service == s), ZERO)
            kept += wanted * (service.level[t] + top_up * max(ZERO, service.floor - service.level[t]))
        statutory.append(_thousandths(kept + means.margin * need))
    return Funds(
        _thousandths(means.reserve * need), tuple(statutory), ZERO, (_thousandths(means.grant * need),) * quarters
    )
