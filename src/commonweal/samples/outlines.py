"""Shapes for a synthetic place: areas that share their borders exactly, inside an outline like a real one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, radians
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Voronoi, cKDTree

SPACING_M = 620.0
"""Typical distance between the middles of two neighbouring areas."""
_METRES_A_DEGREE = 111_320.0

Ring = tuple[tuple[float, float], ...]
Pair = tuple[int, int]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The areas of a synthetic place, as shapes.

    Attributes:
        rings: the border of each area, in metres from the place's middle, anticlockwise and closed.
        centres: the middle of each area, in metres from the place's middle.
        neighbours: pairs of areas that share a border, the lower index first.
    """

    rings: tuple[Ring, ...]
    centres: tuple[tuple[float, float], ...]
    neighbours: tuple[Pair, ...]


def shapes(count: int, random: Random) -> Shapes:
    """Draw the areas of a place: smaller towards the middle, with an irregular edge.

    Voronoi cells of a jittered, relaxed lattice; every border is drawn once and used by both its areas, so that there
    are neither gaps nor overlaps.

    Args:
        count: how many areas, 1 or more.
        random: seeded.
    """
    points, inside = _points(count, random)
    for _ in range(2):
        cells = Voronoi(points)
        points[inside] = [_middle(_corners(cells, k)) for k in inside]
    cells = Voronoi(points)
    rank = {int(k): place for place, k in enumerate(inside)}
    lines = _lines(cells, rank, random)
    rings = tuple(_ring(cells, int(k), lines) for k in inside)
    pairs = (sorted((rank[a], rank[b])) for a, b in cells.ridge_points.tolist() if a in rank and b in rank)
    return Shapes(rings, tuple(_middle(np.array(ring[:-1])) for ring in rings), tuple(sorted((a, b) for a, b in pairs)))


def groups(centres: Sequence[tuple[float, float]], count: int, random: Random) -> tuple[int, ...]:
    """Gather areas into so many compact neighbourhoods.

    Returns:
        For each area, the number of its neighbourhood; each number has at least one area.

    Source: Lloyd's k-means from a farthest-first start.
    """
    points = np.array(centres)
    chosen = [random.randrange(len(points))]
    while len(chosen) < count:
        distance, _ = cKDTree(points[chosen]).query(points)
        chosen.append(int(np.argmax(distance)))
    member = _nearest(points[chosen], points)
    for _ in range(25):
        moved = np.array([points[member == k].mean(axis=0) for k in range(count)])
        after = _nearest(moved, points)
        if len(np.unique(after)) < count or (after == member).all():
            break
        member = after
    return tuple(int(k) for k in member)


def _nearest(middles: Floats, points: Floats) -> NDArray[np.intp]:
    return np.asarray(cKDTree(middles).query(points)[1], dtype=np.intp)


def degrees(east_m: float, north_m: float, origin: tuple[float, float]) -> tuple[float, float]:
    """Give longitude and latitude of a point in metres from an origin, to six decimals (0.1 m)."""
    longitude, latitude = origin
    return (
        round(longitude + east_m / (_METRES_A_DEGREE * cos(radians(latitude))), 6),
        round(latitude + north_m / _METRES_A_DEGREE, 6),
    )


def _points(count: int, random: Random) -> tuple[Floats, NDArray[np.intp]]:
    """Give lattice points, jittered and drawn together in the middle, and which of them are the place's."""
    radius = (count / pi) ** 0.5
    reach = int(radius * 1.7) + 5
    waves = [(k, random.uniform(0.05, 0.13), random.uniform(0, 2 * pi)) for k in (2, 3, 5)]
    lattice: list[tuple[float, float, float]] = []
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            x = column + 0.5 * (row % 2) + random.uniform(-0.28, 0.28)
            y = row * 0.866 + random.uniform(-0.28, 0.28)
            bulge = 1 + sum(size * cos(k * atan2(y, x) + phase) for k, size, phase in waves)
            lattice.append((hypot(x, y) / bulge, x, y))
    lattice.sort()
    points = np.array([(x, y) for _, x, y in lattice])
    distance = np.hypot(points[:, 0], points[:, 1])[:, None]
    return points * (0.55 + 0.45 * distance / max(radius, 1.0)) * SPACING_M, np.arange(count)


def _corners(cells: Any, point: int) -> Floats:
    return np.asarray(cells.vertices[_around(cells, point)], dtype=np.float64)


def _around(cells: Any, point: int) -> list[int]:
    """Give a cell's corners, anticlockwise."""
    corners = cells.regions[cells.point_region[point]]
    x, y = cells.points[point]
    return sorted(corners, key=lambda v: atan2(cells.vertices[v][1] - y, cells.vertices[v][0] - x))


def _middle(corners: Floats) -> tuple[float, float]:
    """Give the centroid of a polygon."""
    x, y = corners[:, 0], corners[:, 1]
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    cross = x * next_y - next_x * y
    whole = 3 * float(cross.sum())
    return float(((x + next_x) * cross).sum()) / whole, float(((y + next_y) * cross).sum()) / whole


def _lines(cells: Any, rank: dict[int, int], random: Random) -> dict[Pair, list[tuple[float, float]]]:
    """Draw each border once, with bends: small ones inside the place, larger ones along its edge."""
    lines: dict[Pair, list[tuple[float, float]]] = {}
    for (a, b), (start, end) in sorted(zip(map(tuple, cells.ridge_points.tolist()), cells.ridge_vertices, strict=True)):
        within = (a in rank) + (b in rank)
        if not within:
            continue
        low, high = sorted((start, end))
        line = [tuple(cells.vertices[low].tolist()), tuple(cells.vertices[high].tolist())]
        for _ in range(2):
            line = _bent(line, 0.05 if within == 2 else 0.09, random)
        lines[low, high] = line
    return lines


def _bent(line: list[tuple[float, float]], size: float, random: Random) -> list[tuple[float, float]]:
    bent = line[:1]
    for (x, y), (u, v) in pairwise(line):
        aside = random.uniform(-size, size)
        bent += [((x + u) / 2 - aside * (v - y), (y + v) / 2 + aside * (u - x)), (u, v)]
    return bent


def _ring(cells: Any, point: int, lines: dict[Pair, list[tuple[float, float]]]) -> Ring:
    corners = _around(cells, point)
    ring: list[tuple[float, float]] = []
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        line = lines[min(start, end), max(start, end)]
        ring += (line if start < end else line[::-1])[:-1]
    return (*ring, ring[0])
