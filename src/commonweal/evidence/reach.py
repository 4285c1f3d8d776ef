"""Who is within reach of whom, without a list of all pairs: areas in strips, so that a site's lie in a few runs.

Areas are sorted by strips from south to north, and from west to east in each. Those that may be within reach of a site
are then one run of each strip, found by halving, and the pairs of a site come in one order whatever is worked on
together. A pair takes some bytes for as long as its block is worked on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, nextafter, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

PAIRS = 1 << 15
"""Pairs that are held at once, so that they stay in the processor's own memory; one site's are never parted."""
_STRIPS = 16
"""Strips to the reach: with more of them fewer areas out of reach are looked at, and more runs."""
_ROOM = 0.01
"""Metres that a run is longer than it need be, so that rounding leaves nobody out before distances are taken."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some sites with their pairs: those of each site follow one another.

    Attributes:
        sites: place of each site.
        first: where the pairs of each site begin.
        counts: how many each has; every site has one at least.
        area: of each pair, its area as sorted.
        band: of each pair, the band of its distance; as many as there are bands where it is out of reach.
    """

    sites: Places
    first: Places
    counts: Places
    area: Places
    band: NDArray[np.uint8]


class Strips:
    """Areas in strips.

    Args:
        centres: easting and northing of each, in metres.
        limits: outer edges of the bands in metres, rising.
    """

    def __init__(self, centres: Floats, limits: Sequence[float]) -> None:
        self._squares = [_square(limit) for limit in limits]
        self._reach, self._height = limits[-1], limits[-1] / _STRIPS
        self._south, self._west = (float(centres[:, axis].min()) if len(centres) else 0.0 for axis in (1, 0))
        width = float(centres[:, 0].max()) - self._west if len(centres) else 0.0
        # Strips stand one after another on one line, further apart than anything in them lies.
        self._apart = width + 4 * self._reach + 1
        strip = np.floor((centres[:, 1] - self._south) / self._height)
        self._strips = int(strip.max(initial=-1.0)) + 1
        east = centres[:, 0] - self._west
        self.order: Places = np.lexsort((np.arange(len(centres)), centres[:, 1], east, strip))
        self._line = (strip * self._apart + east)[self.order]
        self._east, self._north = centres[self.order, 0].copy(), centres[self.order, 1].copy()

    def blocks(self, points: Floats, at_once: int) -> Iterator[Block]:
        """Give all pairs of areas and sites that may be within reach, block by block; sites without any are left out.

        Args:
            points: easting and northing of each site, in metres.
            at_once: sites whose runs are looked up together.
        """
        order = np.lexsort((np.arange(len(points)), points[:, 0], np.floor(points[:, 1] / self._reach)))
        for start in range(0, len(order), at_once):
            sites = order[start : start + at_once]
            begin, end = self._runs(points[sites])
            lengths = end - begin
            counts = lengths.sum(axis=1)
            there = counts > 0
            if there.any():
                yield from self._parts(points, sites[there], (begin[there], lengths[there], counts[there]))

    def _runs(self, points: Floats) -> tuple[Places, Places]:
        """Give from where to where in order the areas lie that may be within reach, by site and strip of its reach."""
        offsets = np.arange(2 * _STRIPS + 2)
        lowest = np.floor((points[:, 1] - self._reach - self._south) / self._height)
        strip = lowest[:, None] + offsets
        edge = self._south + strip * self._height
        away = np.maximum(np.maximum(edge - points[:, [1]], points[:, [1]] - edge - self._height), 0)
        half = np.sqrt(np.maximum(self._reach**2 - np.maximum(away - _ROOM, 0) ** 2, 0)) + _ROOM
        inside = (strip >= 0) & (strip < self._strips) & (away <= self._reach + _ROOM)
        # Beyond the ends of a strip its run ends too: neighbours on the line are far apart.
        east = np.clip(points[:, [0]] - self._west, -2 * self._reach, self._apart - 2 * self._reach)
        middle = strip * self._apart + east
        begin = np.searchsorted(self._line, middle - half, side="left")
        end = np.searchsorted(self._line, middle + half, side="right")
        return begin, np.where(inside, end, begin)

    def _parts(self, points: Floats, sites: Places, runs: tuple[Places, Places, Places]) -> Iterator[Block]:
        begin, lengths, counts = runs
        total = np.cumsum(counts)
        start = 0
        while start < len(sites):
            before = int(total[start - 1]) if start else 0
            stop = max(start + 1, int(np.searchsorted(total, before + PAIRS, side="right")))
            part = slice(start, stop)
            yield self._block(points, sites[part], begin[part].ravel(), lengths[part].ravel(), counts[part])
            start = stop

    def _block(self, points: Floats, sites: Places, begin: Places, lengths: Places, counts: Places) -> Block:
        ends = np.cumsum(lengths)
        area = np.arange(ends[-1])
        area += np.repeat(begin - ends + lengths, lengths)
        square = self._east.take(area)
        square -= np.repeat(points[sites, 0], counts)
        square *= square
        north = self._north.take(area)
        north -= np.repeat(points[sites, 1], counts)
        north *= north
        square += north
        band = np.zeros(len(area), np.uint8)
        for limit in self._squares:
            band += square > limit
        return Block(sites, np.cumsum(counts) - counts, counts, area, band)


def _square(limit: float) -> float:
    """Give the greatest number whose root, as it is rounded, is within a limit."""
    found = limit * limit
    while sqrt(found) > limit:
        found = nextafter(found, 0.0)
    while sqrt(nextafter(found, inf)) <= limit:
        found = nextafter(found, inf)
    return found


def anybody_near(points: Floats, others: Floats, reach: float) -> NDArray[np.bool_]:
    """Say of each point whether any of the others lies within reach of it."""
    from scipy.spatial import cKDTree

    if reach < 0 or not len(points) or not len(others):
        return np.zeros(len(points), bool)
    distance, _ = cKDTree(others).query(points, distance_upper_bound=nextafter(reach, inf))
    return np.asarray(distance <= reach, bool)
