"""Turn few hand-set points into lines that look grown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray
    from shapely import Polygon

    from gridwarden.simulation.territory.drawing import Line

    Coordinates = NDArray[np.float64]

G = TypeVar("G", bound=BaseGeometry)

#: Middle of the district in EPSG:4549 (CGCS2000, Gauss-Krüger, central meridian 120° E).
MIDDLE_M = (543_000.0, 3_498_000.0)
PLANE_SRID = 4549
#: Everything is laid on this raster, so that neighbours share their vertices exactly.
RASTER_M = 0.01

_TURN = math.radians(6.0)


def to_plane(points: Line | Coordinates) -> Coordinates:
    """Bend the sketch (kilometres) gently and return metres around the middle.

    The bend is one smooth field for everything, so what met in the sketch meets on the ground,
    and no road stays ruler-straight over its whole length.
    """
    x, y = np.asarray(points, dtype=np.float64).T
    bent_x = x + 0.11 * np.sin(0.95 * y + 0.6) + 0.05 * np.sin(1.6 * x + 0.4 * y)
    bent_y = y + 0.13 * np.sin(0.80 * x - 0.4) + 0.05 * np.sin(1.5 * y + 0.7 * x + 1.0)
    turned = np.column_stack(
        [bent_x * math.cos(_TURN) - bent_y * math.sin(_TURN), bent_x * math.sin(_TURN) + bent_y * math.cos(_TURN)]
    )
    return turned * 1000.0


def smooth(points: Line, *, closed: bool = False, step_km: float = 0.03) -> Coordinates:
    """Return a Catmull-Rom curve through ``points``, one vertex about every ``step_km``."""
    knots = np.asarray(points, dtype=np.float64)
    if closed:
        padded = np.vstack([knots[-1], knots, knots[0], knots[1]])
    else:
        padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    pieces = [_piece(padded[i : i + 4], step_km) for i in range(len(padded) - 3)]
    return np.vstack([*pieces, padded[-2]])


def _piece(four: Coordinates, step_km: float) -> Coordinates:
    """Return the curve from the second to the third of ``four`` points, its last point left out."""
    before, start, end, after = four
    steps = max(2, math.ceil(float(np.hypot(*(end - start))) / step_km))
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    bends = (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    return np.asarray(bends / 2, dtype=np.float64)


def roughen(line: Coordinates, *, amplitude: float, chance: Random) -> Coordinates:
    """Return ``line`` shaken sideways by four sine waves of falling size, ends kept."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    length = float(along[-1])
    tangent = np.gradient(line, axis=0)
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0]]) / np.hypot(*tangent.T)[:, None]
    shake = sum(
        amplitude / wave * np.sin(2 * math.pi * (along / length * wave * waves_per_line(length) + chance.random()))
        for wave in (1.0, 2.3, 4.1, 7.7)
    )
    fade = np.minimum(1.0, np.minimum(along, length - along) / (0.02 * length))
    return np.asarray(line + normal * (shake * fade)[:, None], dtype=np.float64)


def waves_per_line(length: float) -> float:
    """Return how often the longest wave fits: about one in 0.9 km."""
    return max(1.0, round(length / 0.9))


def on_raster(geometry: G) -> G:
    """Return ``geometry`` with every coordinate on the centimetre raster."""
    return shapely.set_precision(geometry, RASTER_M)


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons that ``geometry`` holds."""
    return [part for part in shapely.get_parts(geometry).tolist() if part.geom_type == "Polygon" and part.area > 0]
