"""How far two places are apart on the ground."""

from __future__ import annotations

from functools import cache

from pyproj import Geod


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the length of the shortest line on the ellipsoid between two places, in metres.

    Both places are in degrees of the same system, CGCS2000 or WGS-84; the two ellipsoids differ by 0.1 mm.
    Karney (2013), Algorithms for geodesics, as PROJ solves it; exact to 15 nm.
    """
    _there, _back, metres = _ellipsoid().inv(lon, lat, other_lon, other_lat)
    return float(metres)


@cache
def _ellipsoid() -> Geod:
    return Geod(ellps="GRS80")
