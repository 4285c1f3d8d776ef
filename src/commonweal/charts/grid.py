"""The British National Grid: longitude and latitude to metres, so that boundaries and sites lie on one map."""

from math import atan2, cos, hypot, radians, sin, sqrt, tan

_AIRY = (6377563.396, 6356256.909)
_WGS84 = (6378137.0, 6356752.3142)
_SHIFT_M = (-446.448, 125.157, -542.060)
_TURN_ARCSECONDS = (-0.1502, -0.2470, -0.8421)
_SCALE = 20.4894e-6
_CENTRAL = 0.9996012717
_ORIGIN = (radians(49.0), radians(-2.0))
_FALSE_M = (400_000.0, -100_000.0)


def national_grid(longitude: float, latitude: float) -> tuple[float, float]:
    """Turn WGS84 degrees into metres of the British National Grid.

    Args:
        longitude: degrees east.
        latitude: degrees north.

    Returns:
        Easting and northing in metres, within about 5 metres in Great Britain: enough to draw by, not to survey by.

    Source: Ordnance Survey, A guide to coordinate systems in Great Britain, sections 6.6 and C.1.

    Examples:
        >>> [round(metres, -1) for metres in national_grid(-2.9340127, 53.4395636)]
        [338050.0, 394050.0]
    """
    return _projected(*_on_airy(radians(longitude), radians(latitude)))


def _on_airy(longitude: float, latitude: float) -> tuple[float, float]:
    a, b = _WGS84
    eccentricity = 1 - (b / a) ** 2
    nu = a / sqrt(1 - eccentricity * sin(latitude) ** 2)
    x, y = nu * cos(latitude) * cos(longitude), nu * cos(latitude) * sin(longitude)
    z = (1 - eccentricity) * nu * sin(latitude)
    dx, dy, dz = _SHIFT_M
    rx, ry, rz = (radians(turn / 3600) for turn in _TURN_ARCSECONDS)
    moved_x = dx + (1 + _SCALE) * x - rz * y + ry * z
    moved_y = dy + rz * x + (1 + _SCALE) * y - rx * z
    moved_z = dz - ry * x + rx * y + (1 + _SCALE) * z
    return _angles(moved_x, moved_y, moved_z)


def _angles(x: float, y: float, z: float) -> tuple[float, float]:
    a, b = _AIRY
    eccentricity = 1 - (b / a) ** 2
    across = hypot(x, y)
    latitude = atan2(z, across * (1 - eccentricity))
    for _ in range(6):
        nu = a / sqrt(1 - eccentricity * sin(latitude) ** 2)
        latitude = atan2(z + eccentricity * nu * sin(latitude), across)
    return atan2(y, x), latitude


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    a, b = _AIRY
    eccentricity = 1 - (b / a) ** 2
    bent = 1 - eccentricity * sin(latitude) ** 2
    nu = a * _CENTRAL / sqrt(bent)
    rho = a * _CENTRAL * (1 - eccentricity) / bent**1.5
    eta = nu / rho - 1
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


def _meridian(latitude: float) -> float:
    a, b = _AIRY
    n = (a - b) / (a + b)
    apart, together = latitude - _ORIGIN[0], latitude + _ORIGIN[0]
    arc = (1 + n + 5 / 4 * (n**2 + n**3)) * apart
    arc -= (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(apart) * cos(together)
    arc += 15 / 8 * (n**2 + n**3) * sin(2 * apart) * cos(2 * together)
    arc -= 35 / 24 * n**3 * sin(3 * apart) * cos(3 * together)
    return b * _CENTRAL * arc
