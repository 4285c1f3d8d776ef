"""Access: the capacity within reach of people in need, shared among all who may use it."""

from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.inputs import Bands
from commonweal.evidence.reach import Strips, anybody_near

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CHUNK = 2048
"""Sites that are looked up at once; the answer does not depend on it."""
TOLERANCE = 1e-12
"""How far the two sides of the conservation identity may lie apart, relative to the capacity given out."""


@dataclass(frozen=True, slots=True)
class Conservation:
    """The free certificate of access: every unit given out is received, and none twice.

    Attributes:
        given: capacity of the sites that reach somebody in need, in units.
        received: need times access, summed over areas and groups, in units.
        error: their difference, relative to ``given``.
    """

    given: float
    received: float
    error: float

    @property
    def holds(self) -> bool:
        """Whether the two sides agree to 1e-12."""
        return self.error <= TOLERANCE

    def as_shown(self) -> "Conservation":
        """Give it as finely as it certifies and no finer: digits beyond that depend on every single count of people."""
        return Conservation(self.given, self.given, TOLERANCE) if self.holds else self


@dataclass(frozen=True, slots=True)
class Demand:
    """Who needs one service where. Arrays are areas x groups, or areas x 2 for centres in metres.

    Attributes:
        centres: easting and northing of each area.
        people: people in need; zero where that is not known.
        known: where ``people`` is known.
    """

    centres: Floats
    people: Floats
    known: Bools


@dataclass(frozen=True, slots=True)
class Supply:
    """Who offers one service where. Arrays have one row for each site.

    Attributes:
        points: easting and northing in metres.
        capacity: units; zero where that is not known.
        known: where ``capacity`` is known.
        eligible: sites x groups, who may use it.
    """

    points: Floats
    capacity: Floats
    known: Bools
    eligible: Bools


@dataclass(frozen=True, slots=True)
class Access:
    """Access to one service. Arrays are areas x groups, and read-only.

    Attributes:
        ratios: units within reach for one person in need, from what is known.
        in_reach: whether a site that the group may use is within reach.
        near: whether any site is within reach, open to the group or not.
        unclear: whether ``ratios`` is not the whole truth: a site in reach has an unknown capacity, or shares its
            capacity with an unknown number of people.
        conservation: the certificate, over what is known.
    """

    ratios: Floats
    in_reach: Bools
    near: Bools
    unclear: Bools
    conservation: Conservation


def access(demand: Demand, supply: Supply, bands: Bands, chunk: int = CHUNK) -> Access:
    """Measure access by the enhanced two-step floating catchment area.

    A site's capacity is divided by the people in need within its reach, each weighted by distance band and counted over
    every group that may use it; an area's access is the weighted sum of these shares. Sums are taken site by
    site in an order that depends only on where the sites are, then by area: the same bits come out whatever the chunk.

    Args:
        demand: who needs it.
        supply: who offers it.
        bands: how access falls with distance.
        chunk: sites taken at once.

    Returns:
        Access of every area and group, with the certificate that no capacity is lost or counted twice.

    Source: Luo and Qi (2009), "An enhanced two-step floating catchment area (E2SFCA) method", Health & Place 15(4).

    Examples:
        Two areas of 10 people beside one site of 30 units, the second in the outer band:

        >>> demand = Demand(np.array([[0.0, 0.0], [1500.0, 0.0]]), np.full((2, 1), 10.0), np.ones((2, 1), dtype=bool))
        >>> supply = Supply(np.zeros((1, 2)), np.array([30.0]), np.array([True]), np.ones((1, 1), dtype=bool))
        >>> access(demand, supply, Bands()).ratios[:, 0].round(3).tolist()
        [1.786, 1.214]
    """
    limits, weights = _reaching(bands)
    people = np.where(demand.known, demand.people, 0.0)
    ratios = np.zeros(people.shape)
    given: list[float] = []
    if limits:
        ratios, given = _shared(supply, people, Strips(demand.centres, limits), (weights, chunk))
    in_reach, near, unclear = _told(demand, supply, limits[-1] if limits else -1.0)
    for array in (ratios, in_reach, near, unclear):
        array.setflags(write=False)
    return Access(ratios, in_reach, near, unclear, _conservation(given, people * ratios))


def _reaching(bands: Bands) -> tuple[list[float], Floats]:
    """Give the bands' edges and weights as far as a weight is above 0, and a last weight of 0 beyond."""
    own = [(float(limit), float(weight)) for limit, weight in zip(bands.limits_m, bands.weights, strict=True)]
    while own and own[-1][1] <= 0:
        own.pop()
    return [limit for limit, _ in own], np.array([*(weight for _, weight in own), 0.0])


def _shared(supply: Supply, people: Floats, strips: Strips, how: tuple[Floats, int]) -> tuple[Floats, list[float]]:
    """Share each site's capacity out; give what people of each area and group have, and what was given out."""
    weights, chunk = how
    groups = range(people.shape[1])
    there = [people[strips.order, group].copy() for group in groups]
    found = [np.zeros(len(people)) for _ in groups]
    given: list[float] = []
    all_may = [bool(supply.eligible[:, group].all()) for group in groups]
    for block in strips.blocks(supply.points, chunk):
        weight = weights.take(block.band)
        may = supply.eligible[block.sites]
        wanted = np.zeros(len(block.sites))
        for group in groups:
            own = there[group].take(block.area)
            own *= weight
            # A site's pairs are added up by themselves, so that no other site changes a bit of the sum.
            wanted += np.add.reduceat(own, block.first) * may[:, group]
        capacity = np.where(supply.known[block.sites], supply.capacity[block.sites], 0.0)
        share = np.divide(capacity, wanted, out=np.zeros_like(capacity), where=wanted > 0)
        given += capacity[wanted > 0].tolist()
        weight *= np.repeat(share, block.counts)
        for group in groups:
            part = weight if all_may[group] else weight * np.repeat(may[:, group], block.counts)
            np.add.at(found[group], block.area, part)  # one after the other, in the order of sites
    ratios = np.empty(people.shape)
    for group in groups:
        ratios[strips.order, group] = found[group]
    return ratios, given


def _told(demand: Demand, supply: Supply, reach: float) -> tuple[Bools, Bools, Bools]:
    """Say of each area and group whether a site is within reach, open to it or not, and whether all is known of it."""
    shape = demand.people.shape
    in_reach, near, unclear = np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape, bool)
    near[:] = anybody_near(demand.centres, supply.points, reach)[:, None]
    blind = ~supply.known
    for group in range(shape[1]):
        unknown = demand.centres[~demand.known[:, group]]
        blind |= supply.eligible[:, group] & anybody_near(supply.points, unknown, reach)
    for group in range(shape[1]):
        may = supply.eligible[:, group]
        in_reach[:, group] = near[:, group] if may.all() else anybody_near(demand.centres, supply.points[may], reach)
        unclear[:, group] = anybody_near(demand.centres, supply.points[may & blind], reach)
    return in_reach, near, unclear


def _conservation(given: list[float], received: Floats) -> Conservation:
    left, right = fsum(given), fsum(received.ravel().tolist())
    return Conservation(left, right, abs(left - right) / left if left else abs(right))
