"""Degrees and metres in files: which of the two a file holds, and points of the British National Grid from either."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from commonweal.evidence.national_grid import lon_lat, national_grid, on_grid
from commonweal.evidence.points import Point

Grid = Literal["degrees", "bng"]
"""WGS84 degrees, longitude first, as GeoJSON demands; or metres of the British National Grid, easting first."""

GRIDS: tuple[Grid, ...] = ("degrees", "bng")
_EPSG = {"27700": GRIDS[1], "4326": GRIDS[0]}


def point_at(longitude: float, latitude: float) -> Point:
    """Give the point of the National Grid at WGS84 degrees, within about 5 metres in Great Britain."""
    return Point(*national_grid(longitude, latitude))


def degrees_of(point: Point) -> tuple[float, float]:
    """Give longitude and latitude (WGS84) of a point of the National Grid, within about 5 metres in Great Britain."""
    return lon_lat(point.easting, point.northing)


def is_degrees(first: float, second: float) -> bool:
    """Say whether two numbers can be a longitude and a latitude."""
    return abs(first) <= 180 and abs(second) <= 90


def grid_of(pairs: Iterable[tuple[float, float]]) -> Grid | None:
    """Tell what pairs of numbers are: degrees, metres of the British National Grid, or None where it is neither.

    Examples:
        >>> grid_of([(-2.93, 53.44)]), grid_of([(338052.0, 394054.0)]), grid_of([(-9e9, 0.0)])
        ('degrees', 'bng', None)
    """
    every = list(pairs)
    if all(is_degrees(*pair) for pair in every):
        return "degrees"
    return "bng" if all(on_grid(*pair) for pair in every) else None


def named_grid(collection: Mapping[str, Any]) -> Grid | None:
    """Give what a GeoJSON file says of itself in the member ``crs`` of the older standard; None where it says nothing.

    Source: The GeoJSON Format Specification (2008), section 3; RFC 7946 allows degrees only.
    """
    properties = crs.get("properties") if isinstance(crs := collection.get("crs"), dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return _EPSG.get(name.rpartition(":")[2]) if isinstance(name, str) else None
