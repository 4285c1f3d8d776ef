"""Access: the capacity within reach of people in need, shared among all who may use it."""

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.inputs import Bands

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CHUNK = 512
"""Sites whose pairs with areas are held in memory at once; the answer does not depend on it."""
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
    from scipy.spatial import cKDTree

    shape = demand.people.shape
    ratios = np.zeros(shape)
    in_reach, near, unclear = np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape, bool)
    people = np.where(demand.known, demand.people, 0.0)
    given: list[float] = []
    tree = cKDTree(demand.centres)
    by_place = cKDTree(supply.points).indices if len(supply.points) else np.zeros(0, dtype=np.intp)
    for start in range(0, len(by_place), chunk):
        part = by_place[start : start + chunk]  # sites near each other, so that few areas are looked at
        site, area, weight = _pairs(tree, supply.points[part], bands)
        may = supply.eligible[part][site]
        wanted = np.zeros(len(supply.points[part]))
        for group in range(shape[1]):
            wanted += np.bincount(site, weight * people[:, group][area] * may[:, group], minlength=len(wanted))
        capacity = np.where(supply.known[part], supply.capacity[part], 0.0)
        share = np.divide(capacity, wanted, out=np.zeros_like(capacity), where=wanted > 0)
        given += capacity[wanted > 0].tolist()
        blind = ~supply.known[part]
        np.logical_or.at(blind, site, (may & ~demand.known[area]).any(axis=1))
        near[area] = True
        part_of = weight * share[site]
        for group in range(shape[1]):
            theirs = may[:, group]
            np.add.at(ratios[:, group], area, part_of * theirs)
            in_reach[area[theirs], group] = True
            unclear[area[theirs & blind[site]], group] = True
    for array in (ratios, in_reach, near, unclear):
        array.setflags(write=False)
    return Access(ratios, in_reach, near, unclear, _conservation(given, people * ratios))


def _pairs(tree: "cKDTree", points: Floats, bands: Bands) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Give every site and area within reach of each other, by site then area, with the weight of their distance."""
    from scipy.spatial import cKDTree

    limits = np.array(bands.limits_m, dtype=np.float64)
    pairs = cKDTree(points).sparse_distance_matrix(tree, float(limits[-1]), output_type="ndarray")
    order = np.argsort(_short(pairs["j"], tree.n), kind="stable")
    order = order[np.argsort(_short(pairs["i"], len(points))[order], kind="stable")]
    site, area, distance = pairs["i"][order], pairs["j"][order], pairs["v"][order]
    weight = np.array([float(weight) for weight in bands.weights])[np.searchsorted(limits, distance)]
    if weight.all():
        return site, area, weight
    reached = weight > 0
    return site[reached], area[reached], weight[reached]


def _short(numbers: NDArray[np.intp], count: int) -> NDArray[np.integer[Any]]:
    """Give numbers below a count in 16 bits where they fit: these are sorted by their digits, which is quicker."""
    return numbers.astype(np.uint16) if count <= 2**16 else numbers


def _conservation(given: list[float], received: Floats) -> Conservation:
    left, right = fsum(given), fsum(received.ravel().tolist())
    return Conservation(left, right, abs(left - right) / left if left else abs(right))
