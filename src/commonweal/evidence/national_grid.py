"""The British National Grid: longitude and latitude to metres and back, so that everything lies on one map."""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

_AIRY = (6377563.396, 6356256.909)
_WGS84 = (6378137.0, 6356752.3142)
_SHIFT_M = (-446.448, 125.157, -542.060)
_TURN_ARCSECONDS = (-0.1502, -0.2470, -0.8421)
_SCALE = 20.4894e-6
_CENTRAL = 0.9996012717
_ORIGIN = (radians(49.0), radians(-2.0))
_FALSE_M = (400_000.0, -100_000.0)
_EXTENT_M = (700_000.0, 1_300_000.0)
_NEAR_M = 1e-5
_ROUNDS = 6
_Solid = tuple[float, float, float]


def national_grid(longitude: float, latitude: float) -> tuple[float, float]:
    """Turn WGS84 degrees into metres of the British National Grid.

    Args:
        longitude: degrees east.
        latitude: degrees north.

    Returns:
        Easting and northing in metres, within about 5 metres in Great Britain: enough to draw by, not to survey by.

    Source: Ordnance Survey, A guide to coordinate systems in Great Britain, sections 6.6 (the Helmert transformation
        from WGS84 to OSGB36) and C.1 (the projection).

    Examples:
        >>> [round(metres, -1) for metres in national_grid(-2.9340127, 53.4395636)]
        [338050.0, 394050.0]
    """
    x, y, z = _solid(radians(longitude), radians(latitude), _WGS84)
    turned = _turned((x, y, z))
    moved = (x + turned[0] + _SHIFT_M[0], y + turned[1] + _SHIFT_M[1], z + turned[2] + _SHIFT_M[2])
    return _projected(*_angles(moved, _AIRY))


def lon_lat(easting: float, northing: float) -> tuple[float, float]:
    """Turn metres of the British National Grid into WGS84 degrees: the way back of :func:`national_grid`.

    Args:
        easting: metres.
        northing: metres.

    Returns:
        Longitude and latitude in degrees, within about 5 metres in Great Britain.

    Source: Ordnance Survey, A guide to coordinate systems in Great Britain, sections 6.6 and C.2.

    Examples:
        >>> [round(degree, 4) for degree in lon_lat(338052, 394054)]
        [-2.934, 53.4396]
    """
    there = _solid(*_unprojected(easting, northing), _AIRY)
    wanted = tuple(end - shift for end, shift in zip(there, _SHIFT_M, strict=True))
    back = (wanted[0], wanted[1], wanted[2])
    for _ in range(_ROUNDS):  # each round is fifty thousand times nearer than the one before
        turned = _turned(back)
        back = (wanted[0] - turned[0], wanted[1] - turned[1], wanted[2] - turned[2])
    longitude, latitude = _angles(back, _WGS84)
    return degrees(longitude), degrees(latitude)


def on_grid(easting: float, northing: float) -> bool:
    """Say whether metres lie on the sheet of the British National Grid, land or sea.

    Examples:
        >>> on_grid(338052, 394054), on_grid(338052, -394054)
        (True, False)
    """
    return 0 <= easting <= _EXTENT_M[0] and 0 <= northing <= _EXTENT_M[1]


def _solid(longitude: float, latitude: float, ellipsoid: tuple[float, float]) -> _Solid:
    """Give metres from the middle of the Earth, of a point on an ellipsoid's surface."""
    a, b = ellipsoid
    eccentricity = 1 - (b / a) ** 2
    nu = a / sqrt(1 - eccentricity * sin(latitude) ** 2)
    across = nu * cos(latitude)
    return across * cos(longitude), across * sin(longitude), (1 - eccentricity) * nu * sin(latitude)


def _turned(point: _Solid) -> _Solid:
    """Give by how much the Helmert transformation turns and stretches a point, its shift left out."""
    x, y, z = point
    rx, ry, rz = (radians(turn / 3600) for turn in _TURN_ARCSECONDS)
    return _SCALE * x - rz * y + ry * z, rz * x + _SCALE * y - rx * z, -ry * x + rx * y + _SCALE * z


def _angles(point: _Solid, ellipsoid: tuple[float, float]) -> tuple[float, float]:
    a, b = ellipsoid
    x, y, z = point
    eccentricity = 1 - (b / a) ** 2
    across = hypot(x, y)
    latitude = atan2(z, across * (1 - eccentricity))
    for _ in range(_ROUNDS):
        nu = a / sqrt(1 - eccentricity * sin(latitude) ** 2)
        latitude = atan2(z + eccentricity * nu * sin(latitude), across)
    return atan2(y, x), latitude


def _curvatures(latitude: float) -> tuple[float, float, float]:
    """Give the guide's nu, rho and eta squared at a latitude of the Airy ellipsoid."""
    a, b = _AIRY
    eccentricity = 1 - (b / a) ** 2
    bent = 1 - eccentricity * sin(latitude) ** 2
    nu = a * _CENTRAL / sqrt(bent)
    rho = a * _CENTRAL * (1 - eccentricity) / bent**1.5
    return nu, rho, nu / rho - 1


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    nu, rho, eta = _curvatures(latitude)
    t, c, s = tan(latitude) ** 2, cos(latitude), sin(latitude)
    p = longitude - _ORIGIN[1]
    northing = _meridian(latitude) + _FALSE_M[1]
    northing += p**2 * nu / 2 * s * c
    northing += p**4 * nu / 24 * s * c**3 * (5 - t + 9 * eta)
    northing += p**6 * nu / 720 * s * c**5 * (61 - 58 * t + t**2)
    easting = _FALSE_M[0] + p * nu * c
    easting += p**3 * nu / 6 * c**3 * (nu / rho - t)
    easting += p**5 * nu / 120 * c**5 * (5 - 18 * t + t**2 + 14 * eta - 58 * t * eta)
    return easting, northing


def _unprojected(easting: float, northing: float) -> tuple[float, float]:
    """Give longitude and latitude in radians on the Airy ellipsoid."""
    a = _AIRY[0] * _CENTRAL
    foot = (northing - _FALSE_M[1]) / a + _ORIGIN[0]
    while abs(left := northing - _FALSE_M[1] - _meridian(foot)) > _NEAR_M:
        foot += left / a
    nu, rho, eta = _curvatures(foot)
    t, sec = tan(foot), 1 / cos(foot)
    p = easting - _FALSE_M[0]
    latitude = foot - p**2 * t / (2 * rho * nu)
    latitude += p**4 * t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta)
    latitude -= p**6 * t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    longitude = _ORIGIN[1] + p * sec / nu
    longitude -= p**3 * sec / (6 * nu**3) * (nu / rho + 2 * t**2)
    longitude += p**5 * sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    longitude -= p**7 * sec / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    return longitude, latitude


def _meridian(latitude: float) -> float:
    a, b = _AIRY
    n = (a - b) / (a + b)
    apart, together = latitude - _ORIGIN[0], latitude + _ORIGIN[0]
    arc = (1 + n + 5 / 4 * (n**2 + n**3)) * apart
    arc -= (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(apart) * cos(together)
    arc += 15 / 8 * (n**2 + n**3) * sin(2 * apart) * cos(2 * together)
    arc -= 35 / 24 * n**3 * sin(3 * apart) * cos(3 * together)
    return b * _CENTRAL * arc
