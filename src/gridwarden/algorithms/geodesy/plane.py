"""The plane to measure in: the 3-degree Gauss-Krüger zone of CGCS2000 around a longitude."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import shapely

from gridwarden.algorithms.geodesy.degrees import BadCoordinate, Floats, checked_degrees

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

#: The geographic system that is stored: CGCS2000, used longitude first.
CGCS2000_EPSG = 4490
#: EPSG 4534 is "CGCS2000 / 3-degree Gauss-Kruger CM 75E"; each next code is 3 degrees further, to 4554 at 135° E.
_FIRST_EPSG, _LAST_EPSG, _FIRST_MERIDIAN = 4534, 4554, 75


class OutsideZonesError(BadCoordinate):
    """No 3-degree zone of CGCS2000 lies around this longitude."""

    code = "outside_zones"


def gauss_kruger_epsg(lon: float) -> int:
    """Return the EPSG code of the zone whose central meridian is nearest.

    Parameters
    ----------
    lon
        Degrees east, from 73.5 to below 136.5; the border between two zones belongs to the eastern one.

    Returns
    -------
    int
        4534 (central meridian 75° E) to 4554 (135° E), coordinates without a zone prefix.

    Raises
    ------
    OutsideZonesError
        The longitude lies outside every zone; ``fields`` names ``lon``.
    """
    checked_degrees(lon, 0.0)
    epsg = _FIRST_EPSG + math.floor((lon - (_FIRST_MERIDIAN - 1.5)) / 3.0)
    if not _FIRST_EPSG <= epsg <= _LAST_EPSG:
        raise OutsideZonesError(f"No zone lies around {lon}° E.", lon="must lie from 73.5 to below 136.5 degrees")
    return epsg


@lru_cache(maxsize=64)
def transformer(source_epsg: int, target_epsg: int) -> pyproj.Transformer:
    """Return the transformer between two systems, longitude or easting first; made once, safe across threads."""
    return pyproj.Transformer.from_crs(source_epsg, target_epsg, always_xy=True)


def to_plane(lon: npt.ArrayLike, lat: npt.ArrayLike, epsg: int) -> tuple[Any, Any]:
    """Return easting and northing in metres of CGCS2000 positions in degrees; scalars or arrays.

    Raises
    ------
    BadCoordinate
        A value is no coordinate; ``fields`` names ``lon`` or ``lat``.
    """
    lons, lats = checked_degrees(lon, lat)
    return transformer(CGCS2000_EPSG, epsg).transform(lons, lats) if lons.ndim else _one(lons, lats, epsg)


def from_plane(east_m: npt.ArrayLike, north_m: npt.ArrayLike, epsg: int) -> tuple[Any, Any]:
    """Return CGCS2000 longitude and latitude in degrees of positions in the plane ``epsg``, in metres."""
    lon, lat = transformer(epsg, CGCS2000_EPSG).transform(east_m, north_m)
    return lon, lat


def to_metres(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """Return a CGCS2000 geometry (degrees) laid into the plane ``epsg``, marked with it as its SRID."""
    return _moved(geometry, CGCS2000_EPSG, epsg)


def to_degrees(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """Return a geometry of the plane ``epsg`` (metres) in CGCS2000 degrees, marked with SRID 4490."""
    return _moved(geometry, epsg, CGCS2000_EPSG)


def _one(lon: Floats, lat: Floats, epsg: int) -> tuple[float, float]:
    east_m, north_m = transformer(CGCS2000_EPSG, epsg).transform(float(lon), float(lat))
    return east_m, north_m


def _moved(geometry: BaseGeometry, source_epsg: int, target_epsg: int) -> BaseGeometry:
    convert = transformer(source_epsg, target_epsg).transform

    def corners(points: Floats) -> Floats:
        return np.column_stack(convert(points[:, 0], points[:, 1]))

    moved: BaseGeometry = shapely.set_srid(shapely.transform(geometry, corners), target_epsg)
    return moved
