"""The two offset systems, from CGCS2000 outwards.

The formulas are the ones in public circulation, with their printed constants: GCJ-02 shifts a position by
a polynomial and a few sines of its distance from 105° E 35° N, in metres on the Krasovsky ellipsoid; BD-09
then turns and stretches the result about the origin. Inside a rectangle around China only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from gridwarden.algorithms.geodesy.crs import Crs

if TYPE_CHECKING:
    from gridwarden.algorithms.geodesy.degrees import Floats

#: Beyond this rectangle (degrees) the published rule leaves a position as it is.
WEST, EAST = 72.004, 137.8347
SOUTH, NORTH = 0.8293, 55.8271
#: Krasovsky ellipsoid: semi-major axis in metres, first eccentricity squared.
_AXIS_M = 6_378_245.0
_ECCENTRICITY2 = 0.00669342162296594323
#: Baidu's wave number: its "pi" in degrees.
_BD_WAVES = np.pi * 3000.0 / 180.0


def inside_china(lon: Floats, lat: Floats, *, margin: float = 0.0) -> npt.NDArray[np.bool_]:
    """Tell which positions lie in the rectangle to which the offsets apply, widened by a margin in degrees."""
    across = (lon >= WEST - margin) & (lon <= EAST + margin)
    return np.asarray(across & (lat >= SOUTH - margin) & (lat <= NORTH + margin))


def offset(lon: Floats, lat: Floats, crs: Crs) -> tuple[Floats, Floats]:
    """Return CGCS2000 positions in ``crs``, as if all lay inside China."""
    if crs in {Crs.WGS84, Crs.CGCS2000}:
        return lon, lat
    lon, lat = _to_gcj02(lon, lat)
    return (lon, lat) if crs is Crs.GCJ02 else _gcj02_to_bd09(lon, lat)


def _to_gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    east_m, north_m = _shift_m(lon - 105.0, lat - 35.0)
    flattening = 1.0 - _ECCENTRICITY2 * np.sin(np.radians(lat)) ** 2
    meridian_m = _AXIS_M * (1.0 - _ECCENTRICITY2) / flattening**1.5
    parallel_m = _AXIS_M / np.sqrt(flattening) * np.cos(np.radians(lat))
    return lon + np.degrees(east_m / parallel_m), lat + np.degrees(north_m / meridian_m)


def _shift_m(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the shift east and north in metres; ``x`` and ``y`` are degrees from 105° E 35° N."""
    ripple = _waves(x, (20.0, 6.0), (20.0, 2.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east = east + ripple + _waves(x, (20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north = north + ripple + _waves(y, (20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))
    return east, north


def _waves(degrees: Floats, *terms: tuple[float, float]) -> Any:
    """Return two thirds of a sum of sines, each given by its height in metres and half-turns a degree."""
    return sum(height * np.sin(degrees * np.pi * half_turns) for height, half_turns in terms) * 2.0 / 3.0


def _gcj02_to_bd09(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_WAVES)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_WAVES)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006
