"""``boundaries.geojson``: the shape of each area, held to ``areas.csv``."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.errors import BoundaryFaults, Fault, FileMissing
from commonweal.evidence.national_grid import lon_lat, on_grid
from commonweal.formats.json_shapes import NUMBER
from commonweal.formats.national_grid import Grid, grid_of, is_degrees, named_grid
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source

FILE = "boundaries.geojson"
NAMES = ("code", "lsoa21_code", "LSOA21CD", "DataZone")
"""Properties that may hold an area's code: our own, and those of official files."""

Ring = tuple[tuple[float, float], ...]
Shape = tuple[tuple[Ring, ...], ...]
"""Polygons of one area, each an outer ring and its holes; points are longitude and latitude in degrees, WGS 84."""
_Read = Callable[[Any], tuple[float, float] | None]


def read_boundaries(path: Path, codes: Collection[str], grid: Grid = "degrees") -> tuple[Mapping[str, Shape], Source]:
    """Read the shape of every area.

    Args:
        path: a GeoJSON FeatureCollection of Polygons and MultiPolygons.
        codes: codes of the areas; each must have exactly one feature, and no other may stand.
        grid: what the file's coordinates are; metres of the British National Grid are turned into degrees.

    Returns:
        Each area's polygons by its code, in the order of ``codes``, and the file, hashed.

    Raises:
        FileMissing: where there is no such file.
        BoundaryFaults: with every fault at once: no GeoJSON; coordinates of another grid than was said; areas missing,
            extra or twice; shapes not closed or valid.

    Source: RFC 7946, The GeoJSON Format.
    """
    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    data = path.read_bytes()
    faults: list[Fault] = []
    found: dict[str, Shape] = {}
    seen: dict[str, list[str]] = {}
    read = _point if grid == "degrees" else _point_of_grid
    for nth, feature in enumerate(_features(data, path.name, grid)):
        where = f"features[{nth}]"
        code = _code(feature)
        if code is None:
            faults.append(Fault("it has no property called code", {}, path.name, field=where))
            continue
        seen.setdefault(code, []).append(where)
        found[code] = _shape(feature.get("geometry"), read, faults, Fault("", {"code": code}, path.name, field=where))
    faults += _mismatches(seen, codes, path.name)
    if faults:
        raise BoundaryFaults(*faults, file=path.name)
    return {code: found[code] for code in codes}, Source(path.name, sha256(data).hexdigest())


def write_boundaries(shapes: Mapping[str, Shape], names: Mapping[str, str]) -> bytes:
    """Write shapes as ``boundaries.geojson`` holds them, a feature on each line.

    Args:
        shapes: each area's polygons by its code.
        names: each area's name by its code.
    """
    lines = (
        json.dumps(
            {
                "type": "Feature",
                "properties": {"code": code, "name": names[code]},
                "geometry": {"type": "MultiPolygon", "coordinates": shape},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for code, shape in shapes.items()
    )
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _features(data: bytes, file: str, grid: Grid) -> Sequence[Mapping[str, Any]]:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        line = bad.lineno if isinstance(bad, json.JSONDecodeError) else None
        raise BoundaryFaults(Fault("this is not JSON: {reason}", {"reason": str(bad)}, file, line), file=file) from None
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise BoundaryFaults(Fault("this is not a GeoJSON FeatureCollection", {}, file, field="features"), file=file)
    _require_grid(value, features, file, grid)
    return features


def _require_grid(value: Mapping[str, Any], features: Sequence[Mapping[str, Any]], file: str, grid: Grid) -> None:
    """See that the file's coordinates are what was said of them; one fault says so for all of them."""
    first = [pair for feature in features if (pair := _first_pair(feature.get("geometry")))]
    found = named_grid(value) or (grid_of(first) if first else None)
    if found in {None, grid} or not first:
        return
    what = key(
        "the coordinates are metres of the British National Grid, not degrees: say --grid bng to have them converted"
        if found == "bng"
        else "the coordinates are degrees, not metres of the British National Grid: leave --grid bng out"
    )
    raise BoundaryFaults(Fault(what, {}, file, field="features[0]"), file=file)


def _first_pair(geometry: Any) -> tuple[float, float] | None:
    """Give the first two numbers of a shape, however deep they lie."""
    inner = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(inner, list) and inner and isinstance(inner[0], list):
        inner = inner[0]
    if not isinstance(inner, list) or len(inner) < 2 or not all(map(NUMBER.fits, inner[:2])):
        return None
    return float(inner[0]), float(inner[1])


def _code(feature: Mapping[str, Any]) -> str | None:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return None
    return next(
        (properties[name] for name in NAMES if isinstance(properties.get(name), str) and properties[name]), None
    )


def _mismatches(seen: Mapping[str, Sequence[str]], codes: Collection[str], file: str) -> Iterable[Fault]:
    known = set(codes)
    for code in codes:
        if code not in seen:
            yield Fault("there is no shape for {code}, which areas.csv has", {"code": code}, file)
    for code, where in seen.items():
        if code not in known:
            yield Fault("{code} is not in areas.csv", {"code": code}, file, field=where[0])
        if len(where) > 1:
            yield Fault("{code} stands {times} times", {"code": code, "times": len(where)}, file, field=where[1])


def _shape(geometry: Any, read: _Read, faults: list[Fault], at: Fault) -> Shape:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(polygons, list) or not polygons:
        faults.append(
            Fault("the shape of {code} is not a Polygon or MultiPolygon", at.figures, at.file, field=at.field)
        )
        return ()
    wrong: list[Fault] = []
    shape = tuple(_polygon(polygon, read, wrong, at) for polygon in polygons)
    faults += wrong[:1]  # the first says enough of one area
    return shape


def _polygon(polygon: Any, read: _Read, wrong: list[Fault], at: Fault) -> tuple[Ring, ...]:
    if not isinstance(polygon, list) or not polygon:
        wrong.append(Fault("the shape of {code} has a polygon without a ring", at.figures, at.file, field=at.field))
        return ()
    return tuple(_ring(ring, read, wrong, at) for ring in polygon)


def _ring(ring: Any, read: _Read, wrong: list[Fault], at: Fault) -> Ring:
    points = tuple(point for point in map(read, ring if isinstance(ring, list) else []) if point)
    if not isinstance(ring, list) or len(points) != len(ring):
        what = key(
            "the shape of {code} has a point that does not lie on the British National Grid"
            if read is _point_of_grid
            else "the shape of {code} has a point that is not a longitude and latitude in degrees"
        )
    elif len(points) < 4 or len(set(points)) < 3:
        what = key("the shape of {code} has a ring of fewer than three corners")
    elif points[0] != points[-1]:
        what = key("the shape of {code} has a ring that is not closed")
    elif _crosses(points):
        what = key("the shape of {code} has a ring that crosses itself")
    else:
        return points
    wrong.append(Fault(what, at.figures, at.file, field=at.field))
    return ()


def _point(point: Any) -> tuple[float, float] | None:
    if not isinstance(point, list) or len(point) < 2 or not all(map(NUMBER.fits, point[:2])):
        return None
    longitude, latitude = float(point[0]), float(point[1])
    return (longitude, latitude) if is_degrees(longitude, latitude) else None


def _point_of_grid(point: Any) -> tuple[float, float] | None:
    if not isinstance(point, list) or len(point) < 2 or not all(map(NUMBER.fits, point[:2])):
        return None
    easting, northing = float(point[0]), float(point[1])
    return lon_lat(easting, northing) if on_grid(easting, northing) else None


def _crosses(ring: Ring) -> bool:
    """Say whether two sides of a closed ring cross; sides that only touch are let be, as official files hold some."""
    corners = np.array(ring)
    starts, ends = corners[:-1], corners[1:]
    sides = ends - starts
    from_start = starts[None] - starts[:, None]
    from_end = ends[None] - starts[:, None]
    one = sides[:, None, 0] * from_start[..., 1] - sides[:, None, 1] * from_start[..., 0]
    other = sides[:, None, 0] * from_end[..., 1] - sides[:, None, 1] * from_end[..., 0]
    apart = one * other < 0  # the second side's ends lie on either hand of the first
    return bool((apart & apart.T).any())
