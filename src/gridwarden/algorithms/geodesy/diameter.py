"""How far a shape reaches: the greatest distance between two of its points, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.geodesy.plane import CGCS2000_EPSG
from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.algorithms.geodesy.degrees import Floats

#: Corner pairs compared at a time, so that a coastline of a hull needs no memory to speak of.
_PAIRS_AT_ONCE = 4_000_000
_WGS84_EPSG = 4326


class NotPlaneError(Invalid):
    """The geometry is empty or lies in degrees, so that it has no extent in metres."""

    code = "not_plane"


@dataclass(frozen=True, slots=True)
class Diameter:
    """The greatest distance in metres and the two points (easting, northing in metres) that lie so far apart."""

    metres: float
    start: tuple[float, float]
    end: tuple[float, float]


def diameter_m(geometry: BaseGeometry) -> float:
    """Return the greatest distance between two points of ``geometry``, in metres.

    Parameters
    ----------
    geometry
        Any shape in a plane measured in metres. Holes and gaps do not matter: two points of a shape that
        lie farthest apart are corners of its convex hull.

    Returns
    -------
    float
        Exact up to rounding; 0 for a single point.

    Raises
    ------
    NotPlaneError
        The geometry is empty or marked as geographic; ``fields`` names ``geometry``.
    """
    return diameter_ends(geometry).metres


def diameter_ends(geometry: BaseGeometry) -> Diameter:
    """Return the greatest distance with the two points; see ``diameter_m``."""
    if geometry.is_empty:
        raise NotPlaneError("An empty shape has no diameter.", geometry="must not be empty")
    if shapely.get_srid(geometry) in {CGCS2000_EPSG, _WGS84_EPSG}:
        raise NotPlaneError("A shape in degrees has no diameter in metres.", geometry="must lie in a plane in metres")
    corners = np.unique(shapely.get_coordinates(geometry.convex_hull), axis=0)
    first, second, metres = _farthest(corners)
    return Diameter(metres, _point(corners[first]), _point(corners[second]))


def _farthest(corners: Floats) -> tuple[int, int, float]:
    """Compare all pairs of hull corners, some rows at a time; a hull of a real grid has a few dozen."""
    rows = max(1, _PAIRS_AT_ONCE // len(corners))
    best = (0, 0, -1.0)
    for top in range(0, len(corners), rows):
        apart = corners[top : top + rows, None, :] - corners[None, :, :]
        metres = np.hypot(apart[..., 0], apart[..., 1])
        row, column = np.unravel_index(int(np.argmax(metres)), metres.shape)
        if metres[row, column] > best[2]:
            best = (top + int(row), int(column), float(metres[row, column]))
    return best


def _point(corner: Floats) -> tuple[float, float]:
    return float(corner[0]), float(corner[1])
