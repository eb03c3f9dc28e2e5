"""Longitudes and latitudes as arrays, refused when they are none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gridwarden.algorithms.geodesy.crs import Crs
from gridwarden.algorithms.refusals import Invalid

#: Length of a degree along the equator and, but for half a percent, along every meridian: for drawings and for boxes
#: around a place. Distances that decide anything come from ``distance_m`` or the plane.
METRES_A_DEGREE = 111_320.0
#: Doubles in any shape.
Floats = npt.NDArray[np.float64]


class BadCoordinate(Invalid):
    """A longitude, latitude or coordinate system is not one."""

    code = "bad_coordinate"


def checked_degrees(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return both as arrays of one shape.

    Parameters
    ----------
    lon, lat
        Degrees, scalars or arrays that broadcast against each other.

    Raises
    ------
    BadCoordinate
        A value is not a number, not finite, or beyond 180 (90) degrees; ``fields`` names ``lon`` or ``lat``.
    """
    lons, lats = _numbers("lon", lon, 180.0), _numbers("lat", lat, 90.0)
    try:
        lons, lats = np.broadcast_arrays(lons, lats)
    except ValueError:
        raise BadCoordinate("There are not as many latitudes as longitudes.", lat="has another length") from None
    return lons, lats


def checked_crs(crs: str) -> Crs:
    """Return the named system, or refuse the field ``crs``."""
    try:
        return Crs(crs)
    except ValueError:
        known = ", ".join(Crs)
        raise BadCoordinate(f"There is no coordinate system {crs!r}.", crs=f"must be one of {known}") from None


def _numbers(field: str, values: npt.ArrayLike, limit: float) -> Floats:
    try:
        degrees = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadCoordinate(f"{field} is not a number.", **{field: "must be a number of degrees"}) from None
    wrong = ~(np.abs(degrees) <= limit)  # not a number compares false and so is wrong too
    if wrong.any():
        first = degrees[wrong].flat[0]
        rule = f"must lie between -{limit:g} and {limit:g} degrees"
        raise BadCoordinate(f"{field} {first} is no coordinate.", **{field: rule})
    return degrees
