"""Outlines: boundaries in degrees to rings in metres, and these to the units of a drawing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from commonweal.charts.canvas import Canvas
from commonweal.evidence.national_grid import national_grid

Ring = Sequence[tuple[float, float]]
Shape = Sequence[Sequence[Ring]]
"""Polygons of one area, each an outer ring and its holes; points are longitude and latitude in degrees, WGS 84."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """The boundaries of a place's areas, on the British National Grid.

    Attributes:
        rings: the rings of each area, by its code; metres.
    """

    rings: Mapping[str, tuple[Ring, ...]]

    def box(self) -> tuple[float, float, float, float]:
        """Give the least and greatest easting and northing: west, south, east, north, in metres."""
        points = [point for rings in self.rings.values() for ring in rings for point in ring]
        eastings, northings = [x for x, _ in points], [y for _, y in points]
        return min(eastings), min(northings), max(eastings), max(northings)


def outlines(boundaries: Mapping[str, Shape]) -> Outlines:
    """Turn the shapes of areas into metres.

    Args:
        boundaries: each area's polygons by its code, as :mod:`commonweal.formats.boundaries` reads them.
    """
    return Outlines(
        {
            code: tuple(tuple(national_grid(*point) for point in ring) for polygon in shape for ring in polygon)
            for code, shape in boundaries.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """How metres become units of a drawing: north up, one scale both ways, as large as fits.

    Attributes:
        west: easting of the drawing's left edge, in metres.
        north: northing of the drawing's top edge, in metres.
        scale: units for each metre.
        margin: units left free around.
    """

    west: float
    north: float
    scale: float
    margin: float

    def at(self, easting: float, northing: float) -> tuple[float, float]:
        """Give the place of a point in the drawing, to a tenth of a unit."""
        x, y = self.margin + (easting - self.west) * self.scale, self.margin + (self.north - northing) * self.scale
        return round(x, 1), round(y, 1)

    def shape(self, rings: Sequence[Ring]) -> dict[str, Any]:
        """Give an area as a GeoJSON geometry in the drawing's units, without points that cannot be told apart."""
        return {"type": "MultiPolygon", "coordinates": [[list(self._thin(ring))] for ring in rings]}

    def borders(self, read: Outlines, group: Mapping[str, str]) -> dict[str, Any]:
        """Give the lines between areas of different groups, as a GeoJSON geometry in the drawing's units.

        Args:
            read: the outlines; areas beside one another share their corners.
            group: what each area belongs to, by its code.
        """
        sides: dict[frozenset[tuple[float, float]], set[str]] = {}
        for code, rings in read.rings.items():
            for ring in rings:
                for side in pairwise(self._thin(ring)):
                    sides.setdefault(frozenset(side), set()).add(group[code])
        lines = sorted(sorted(side) for side, groups in sides.items() if len(groups) > 1)
        return {"type": "MultiLineString", "coordinates": lines}

    def _thin(self, ring: Ring) -> Iterator[tuple[float, float]]:
        last = None
        for point in ring:
            here = self.at(*point)
            if here != last:
                yield here
            last = here


def fitted(read: Outlines, canvas: Canvas, margin: float = 10) -> tuple[Canvas, Fit]:
    """Fit outlines on a canvas, and cut the canvas down to what they need.

    Args:
        read: the outlines.
        canvas: the most room there is.
        margin: units left free around.
    """
    west, south, east, north = read.box()
    across, up = max(east - west, 1.0), max(north - south, 1.0)
    scale = min((canvas.width - 2 * margin) / across, (canvas.height - 2 * margin) / up)
    size = round(across * scale + 2 * margin), round(up * scale + 2 * margin)
    return Canvas(canvas.form, *size), Fit(west, north, scale, margin)
