"""Width of a set of units in many directions at once, and its exact diameter.

The support of a set in a direction is how far it reaches there. Two opposite supports add up to a width, the
support of a union is the greater one, and the diameter is the greatest width: with ``d`` directions it is found
up to the factor ``cos(pi / d)`` (Toussaint 1983 for the exact form by antipodal corners).
"""

from __future__ import annotations

from math import cos, pi
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.problem import Floats, Ints, Problem

#: Up to this many units the search looks in twice as many directions.
_FEW_UNITS = 20_000
_FEW_POINTS = 64


def directions(units: int) -> Floats:
    """Return unit vectors ``f8[d, 2]``; the second half is opposite to the first."""
    number = 128 if units <= _FEW_UNITS else 64
    angle = 2 * pi * np.arange(number) / number
    return np.column_stack([np.cos(angle), np.sin(angle)])


def least_share(number: int) -> float:
    """Return the least that the greatest width of ``number`` directions can be, as a share of the diameter."""
    return cos(pi / number)


@compiled
def unit_supports(hull: Floats, hull_start: Ints, group: Ints, look: Floats, out: NDArray[np.float32]) -> None:
    """Write the support of every group of units into ``out``, ``f4[g, d]``, from metres ``hull``."""
    out[:] = -np.inf
    for unit in range(len(hull_start) - 1):
        row = out[group[unit]]
        for corner in range(hull_start[unit], hull_start[unit + 1]):
            for d in range(len(look)):
                reach = hull[corner, 0] * look[d, 0] + hull[corner, 1] * look[d, 1]
                row[d] = max(row[d], reach)


def diameters_m(problem: Problem, part: Ints, parts: int) -> Floats:
    """Return the exact diameter of each part 0..parts-1 in metres, ``f8[parts]``; 0 for an empty one."""
    corner_part = np.repeat(part, np.diff(problem.hull_start))
    order = np.argsort(corner_part, kind="stable")
    first = np.searchsorted(corner_part[order], np.arange(parts + 1))
    hull = problem.hull
    return np.array([diameter_m(hull[order[first[p] : first[p + 1]]]) for p in range(parts)])


def diameter_m(points: Floats) -> float:
    """Return the greatest distance between two of the points ``f8[m, 2]``."""
    if len(points) > _FEW_POINTS:
        points = _corners(points)
    return float(_farthest(np.ascontiguousarray(points)))


def _corners(points: Floats) -> Floats:
    """Return the corners of the convex hull; all points where they have no area."""
    try:
        corners: Ints = ConvexHull(points - points[0]).vertices
        return points[corners]
    except QhullError:
        return points


@compiled
def _farthest(points: Floats) -> float:
    most = 0.0
    for i in range(len(points)):
        for j in range(i):
            east, north = points[i, 0] - points[j, 0], points[i, 1] - points[j, 1]
            most = max(most, east * east + north * north)
    return float(np.sqrt(most))
