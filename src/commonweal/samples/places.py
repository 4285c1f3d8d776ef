"""A synthetic place of any size, the same for the same seed: areas, services, needs, sites and organisations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import exp, hypot
from random import Random
from typing import Any

from commonweal.evidence.inputs import Need, Offer, Site
from commonweal.evidence.points import Point
from commonweal.samples.outlines import Shapes, degrees, groups, shapes
from commonweal.samples.place_words import (
    BODIES,
    LOCAL_BODIES,
    ORIGIN_DEGREES,
    ORIGIN_M,
    PLACE,
    RECIPES,
    Recipe,
    neighbourhood_names,
    slug,
)
from commonweal.terms.money import shares
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

ENGLAND = 33_755
"""Areas in England; national ranks of deprivation run from 1, the most deprived, to this."""
HIDDEN = Unknown("the location of a sensitive service is never written down")
NOT_DECLARED = Unknown("the organisation has not said how much it can offer")
FAILING_UNTIL = date(2026, 3, 31)
"""The council has said that its after-school club in the most affluent neighbourhood will end on this day."""


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """A synthetic place.

    Attributes:
        name: its invented name.
        seed: what it was made from.
        areas: small areas, by code.
        boundaries: a GeoJSON FeatureCollection; each feature's property ``code`` is an area's.
        offers: services with their standards; which of them may be handed over.
        needs: people in need by area, service and group; a few are not known.
        sites: points of delivery; a few capacities are not known.
        organisations: bodies of the place; the first is the council.
        summaries: what each organisation does, by its id.
        troubled: neighbourhood where drug use is chaotic, the most deprived.
        beside: the neighbourhood beside it, less able to cope.
        affluent: the least deprived neighbourhood, where parents with jobs offer to run the failing club.
    """

    name: str
    seed: int
    areas: tuple[Area, ...]
    boundaries: Mapping[str, Any]
    offers: tuple[Offer, ...]
    needs: tuple[Need, ...]
    sites: tuple[Site, ...]
    organisations: tuple[Organisation, ...]
    summaries: Mapping[str, str]
    troubled: str
    beside: str
    affluent: str


def sample_place(
    seed: int, *, areas: int = 60, neighbourhoods: int = 10, people: int = 100_000, organisations: int = 40
) -> SamplePlace:
    """Make a synthetic place.

    Args:
        seed: the same seed and sizes give the same place.
        areas: how many small areas, at least as many as neighbourhoods.
        neighbourhoods: how many neighbourhoods, 1 or more.
        people: residents in all, exactly.
        organisations: how many bodies, 18 or more.

    Raises:
        ValueError: where the sizes cannot be.
    """
    if not 1 <= neighbourhoods <= areas or organisations < len(BODIES) or people < areas:
        message = (
            "a place has 1 or more neighbourhoods, as many areas or more, 18 bodies or more, and people everywhere"
        )
        raise ValueError(message)
    random = Random(f"commonweal place {seed}")  # noqa: S311 - a synthetic place, not a secret
    drawn = shapes(areas, random)
    member = groups(drawn.centres, neighbourhoods, random)
    ranks = _ranks(drawn, random)
    names = _names(drawn, member, ranks, neighbourhoods)
    made = _areas(drawn, [names[k] for k in member], ranks, people, random)
    ordered = neighbourhood_names(neighbourhoods)
    bodies, summaries = _organisations(organisations, ordered)
    needs = tuple(need for recipe in RECIPES for need in _needs(recipe, made, random))
    sites = tuple(site for recipe in RECIPES for site in _sites(recipe, made, bodies, needs, random))
    return SamplePlace(
        PLACE,
        seed,
        made,
        _boundaries(made, drawn),
        tuple(Offer(recipe.service, recipe.standard, recipe.up_for_transfer) for recipe in RECIPES),
        needs,
        sites,
        bodies,
        summaries,
        ordered[0],
        ordered[min(1, neighbourhoods - 1)],
        ordered[-1],
    )


def _ranks(drawn: Shapes, random: Random) -> list[int]:
    """Give each area its national rank: clustered, and more deprived than the country as a whole."""
    size = max(hypot(*centre) for centre in drawn.centres) or 1.0
    poor = [(random.uniform(-0.6, 0.6) * size, random.uniform(-0.6, 0.6) * size, 1.0) for _ in range(2)]
    rich = (-poor[0][0] * 1.2, -poor[0][1] * 1.2, -1.1)
    field = [
        sum(height * exp(-(((x - px) / size) ** 2 + ((y - py) / size) ** 2) * 4) for px, py, height in (*poor, rich))
        + random.gauss(0, 0.16)
        for x, y in drawn.centres
    ]
    order = sorted(range(len(field)), key=lambda k: (-field[k], k))
    country = max(ENGLAND, 2 * len(field))
    ranks = [0] * len(field)
    last = 0
    for place, k in enumerate(order):
        share = (place + random.uniform(0.1, 0.9)) / len(field)
        last = max(last + 1, min(country - len(field) + place + 1, round(country * share**1.5)))
        ranks[k] = last
    return ranks


def _names(drawn: Shapes, member: Sequence[int], ranks: Sequence[int], count: int) -> list[str]:
    """Name the neighbourhoods from the most deprived to the least; the second named lies beside the first."""
    means = [
        sum(rank for rank, at in zip(ranks, member, strict=True) if at == k) / member.count(k) for k in range(count)
    ]
    order = sorted(range(count), key=lambda k: means[k])
    beside = {member[a] for a, b in drawn.neighbours if member[b] == order[0]}
    beside |= {member[b] for a, b in drawn.neighbours if member[a] == order[0]}
    second = next((k for k in order[1:] if k in beside), None)
    if second is not None:
        order.remove(second)
        order.insert(1, second)
    names = neighbourhood_names(count)
    return [names[order.index(k)] for k in range(count)]


def _areas(drawn: Shapes, names: Sequence[str], ranks: Sequence[int], people: int, random: Random) -> tuple[Area, ...]:
    populations = [1 + extra for extra in shares(people - len(names), [random.randint(1100, 2300) for _ in names])]
    country = max(ENGLAND, 2 * len(names))
    nth: dict[str, int] = {}
    made: list[Area] = []
    for k, (x, y) in enumerate(drawn.centres):
        nth[names[k]] = nth.get(names[k], 0) + 1
        share = ranks[k] / country
        made.append(
            Area(
                f"D{k + 1:08}",
                f"{names[k]} {nth[names[k]]}",
                names[k],
                populations[k],
                ranks[k],
                (ranks[k] * 10 - 1) // country + 1,
                round(1 + 72 * (1 - share) ** 2.2, 3),
                round(ORIGIN_M[0] + x, 1),
                round(ORIGIN_M[1] + y, 1),
            )
        )
    return tuple(made)


def _boundaries(areas: Sequence[Area], drawn: Shapes) -> Mapping[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": area.code, "name": area.name},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[list(degrees(x, y, ORIGIN_DEGREES)) for x, y in ring]],
                },
            }
            for area, ring in zip(areas, drawn.rings, strict=True)
        ],
    }


def _organisations(count: int, neighbourhoods: Sequence[str]) -> tuple[tuple[Organisation, ...], Mapping[str, str]]:
    last = len(neighbourhoods) - 1
    made = [
        Organisation(slug(name), name, kind, "" if home is None else neighbourhoods[round(home * last / 9)])
        for name, kind, home, _ in BODIES
    ]
    summaries = {slug(name): summary for name, _, _, summary in BODIES}
    local = (
        (pattern.format(home) if cycle == 0 else f"{pattern.format(home)} {cycle + 1}", kind, home, summary)
        for cycle in range(count)
        for pattern, kind, summary in LOCAL_BODIES
        for home in neighbourhoods
    )
    for name, kind, home, summary in local:
        if len(made) == count:
            break
        if slug(name) not in summaries:
            made.append(Organisation(slug(name), name, kind, home))
            summaries[slug(name)] = summary
    return tuple(made), summaries


def _needs(recipe: Recipe, areas: Sequence[Area], random: Random) -> list[Need]:
    counted = recipe.basis == "count"
    unknown = random.randrange(len(areas)) if recipe.service.id in {"debt-advice", "transport"} else -1
    needs: list[Need] = []
    for group in recipe.groups:
        for k, area in enumerate(areas):
            depth = (5.5 - area.deprivation_decile) / 4.5
            expected = area.population * group.rate / 1000 * exp(group.slope * depth + random.gauss(0, 0.12))
            people = round(expected)
            spread = 0 if counted else max(1, round(expected * 0.2))
            if k == unknown:
                why = Unknown("no survey reached this area")
                needs.append(Need(area.code, recipe.service.id, group.name, why, why, why, recipe.basis))
                continue
            needs.append(
                Need(
                    area.code,
                    recipe.service.id,
                    group.name,
                    people,
                    max(0, people - spread),
                    people + spread,
                    recipe.basis,
                )
            )
    return needs


def _sites(
    recipe: Recipe, areas: Sequence[Area], bodies: Sequence[Organisation], needs: Sequence[Need], random: Random
) -> list[Site]:
    """Place a service's sites; the last of a service with many is one whose body has not said what it can offer."""
    service = recipe.service
    count = max(1, round(recipe.sites * len(areas) / 60))
    runners = [recipe.bodies[k % len(recipe.bodies)] for k in range(count)]
    wanted = sum(need.people for need in needs if need.service == service.id and isinstance(need.people, int))
    units = max(count, round(float(wanted * recipe.standard) * recipe.met))
    capacities = [1 + extra for extra in shares(units - count, [random.randint(60, 140) for _ in runners])]
    known = {body.id: body for body in bodies}
    sites: list[Site] = []
    for k, runner in enumerate(runners):
        body = known[runner]
        here = _spot(service.id, k, body, areas, random)
        where = _point(here, random)
        silent = service.id in {"lunch-club", "debt-advice"} and k == count - 1 and count > 1
        hidden = service.sensitive
        sites.append(
            Site(
                f"{service.id}-{k + 1}",
                f"{service.name}, {body.name}" if hidden else f"{service.name} at {here.name}",
                service.id,
                runner,
                HIDDEN if hidden else where,
                HIDDEN if hidden else _base(body, areas),
                NOT_DECLARED if silent else Fraction(capacities[k]),
                (recipe.groups[-1].name,) if len(recipe.groups) > 1 and k == count - 1 else (),
                None,
                FAILING_UNTIL if service.id == "after-school" and k == 0 else None,
            )
        )
    return sites


def _spot(service: str, nth: int, body: Organisation, areas: Sequence[Area], random: Random) -> Area:
    """Choose the area of a site: a body's own neighbourhood first, otherwise anywhere, by population."""
    if service == "after-school" and nth == 0:  # the failing club stands in the most affluent neighbourhood
        return max(areas, key=lambda area: area.deprivation_rank)
    home = [area for area in areas if area.neighbourhood == body.home]
    if home and random.random() < 0.6:
        return random.choice(home)
    return random.choices(areas, weights=[area.population for area in areas])[0]


def _base(body: Organisation, areas: Sequence[Area]) -> Point | Unknown:
    """Give where a body has its office: its neighbourhood's first area, or the middle of the place for the council."""
    if body.kind in {"council", "public body"}:
        return Point(*ORIGIN_M)
    home = next((area for area in areas if area.neighbourhood == body.home), None)
    return Point(home.easting, home.northing) if home else Unknown("the organisation has no office in this place")


def _point(area: Area, random: Random) -> Point:
    return Point(
        round(area.easting + random.uniform(-120, 120), 1), round(area.northing + random.uniform(-120, 120), 1)
    )
