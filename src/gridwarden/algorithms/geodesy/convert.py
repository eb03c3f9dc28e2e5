"""Between CGCS2000 and the systems at the edges, both ways, for one position or a million."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

import numpy as np

from gridwarden.algorithms.geodesy.degrees import Floats, checked_crs, checked_degrees
from gridwarden.algorithms.geodesy.offsets import inside_china, offset

if TYPE_CHECKING:
    import numpy.typing as npt

    from gridwarden.algorithms.geodesy.crs import Crs

#: The inverse stops when the way back misses by less than this, in degrees (a tenth of a millimetre is 1e-9).
TOLERANCE = 1e-11
#: No offset inside China is longer, in degrees; only positions this near to the rectangle can come from inside.
_LONGEST_OFFSET = 0.05


@overload
def to_cgcs2000(lon: float, lat: float, crs: str) -> tuple[float, float]: ...
@overload
def to_cgcs2000(lon: npt.ArrayLike, lat: npt.ArrayLike, crs: str) -> tuple[Floats, Floats]: ...
def to_cgcs2000(lon: npt.ArrayLike, lat: npt.ArrayLike, crs: str) -> tuple[float, float] | tuple[Floats, Floats]:
    """Convert positions in ``crs`` to CGCS2000.

    The offset systems have no closed inverse; the position is found by iteration, to 1e-9 degree or better.
    Outside the published rectangle around China positions stay as they are.

    Parameters
    ----------
    lon, lat
        Degrees in ``crs``, scalars or arrays.
    crs
        A ``Crs`` or its value.

    Returns
    -------
    tuple
        Longitude and latitude in degrees, scalars for scalars.

    Raises
    ------
    BadCoordinate
        A value is no coordinate or the system is unknown; ``fields`` names which.
    """
    system, (lons, lats) = checked_crs(crs), checked_degrees(lon, lat)
    near = inside_china(lons, lats, margin=_LONGEST_OFFSET)
    found = _undo(*_sheltered(near, lons, lats), system)
    inside = near & inside_china(*found)
    return _as_given(np.where(inside, found[0], lons), np.where(inside, found[1], lats))


@overload
def from_cgcs2000(lon: float, lat: float, crs: str) -> tuple[float, float]: ...
@overload
def from_cgcs2000(lon: npt.ArrayLike, lat: npt.ArrayLike, crs: str) -> tuple[Floats, Floats]: ...
def from_cgcs2000(lon: npt.ArrayLike, lat: npt.ArrayLike, crs: str) -> tuple[float, float] | tuple[Floats, Floats]:
    """Convert CGCS2000 positions to ``crs``.

    Parameters
    ----------
    lon, lat
        Degrees in CGCS2000, scalars or arrays.
    crs
        A ``Crs`` or its value.

    Returns
    -------
    tuple
        Longitude and latitude in degrees, scalars for scalars; unchanged outside the published rectangle.

    Raises
    ------
    BadCoordinate
        A value is no coordinate or the system is unknown; ``fields`` names which.
    """
    system, (lons, lats) = checked_crs(crs), checked_degrees(lon, lat)
    inside = inside_china(lons, lats)
    shifted = offset(*_sheltered(inside, lons, lats), system)
    return _as_given(np.where(inside, shifted[0], lons), np.where(inside, shifted[1], lats))


def _undo(lon: Floats, lat: Floats, crs: Crs) -> tuple[Floats, Floats]:
    """Find the position whose offset is given: step back by the miss until there is none.

    An offset changes by less than 3 % of the way that a position moves, so that each round gains 1.5 digits or more.
    """
    found_lon, found_lat, miss = lon, lat, np.inf
    while miss >= TOLERANCE:
        shifted_lon, shifted_lat = offset(found_lon, found_lat, crs)
        miss_lon, miss_lat = shifted_lon - lon, shifted_lat - lat
        found_lon, found_lat = found_lon - miss_lon, found_lat - miss_lat
        miss = float(np.max(np.hypot(miss_lon, miss_lat), initial=0.0))
    return found_lon, found_lat


def _sheltered(kept: npt.NDArray[np.bool_], lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Move positions that are not converted to the middle of China, where every formula holds."""
    return np.where(kept, lon, 105.0), np.where(kept, lat, 35.0)


def _as_given(lon: Floats, lat: Floats) -> tuple[float, float] | tuple[Floats, Floats]:
    """Return plain numbers for a single position."""
    return (float(lon), float(lat)) if lon.ndim == 0 else (lon, lat)
