"""The rule of ``locating``, applied to each point on its own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain.locating import FLAGS, TOLERANCE_M, Flag, GridPlace, Located
from gridwarden.grids.domain.raster import segments

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_INSIDE, _BORDER, _OUTSIDE, _EXCLUDED = range(len(FLAGS))


class ExactLocator:
    """Shapes in metres, grids in the order of their codes; a grid is named by its position."""

    def __init__(self, grids: tuple[GridPlace, ...], shapes: NDArray[Any], excluded: BaseGeometry) -> None:
        self.grids = grids
        self.nobody = len(grids)
        self._shapes, self._outlines = shapes, shapely.boundary(shapes)
        self._excluded, self._excluded_outline = excluded, shapely.boundary(excluded)
        shapely.prepare(self._shapes)
        shapely.prepare(self._outlines)
        shapely.prepare([self._excluded, self._excluded_outline])
        # Boxes as wide as the claims, so that a plain box search misses no claimant.
        west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
        reach = 2 * TOLERANCE_M
        self._boxes = shapely.STRtree(shapely.box(west - reach, south - reach, east + reach, north + reach))

    def decide(self, x: float, y: float) -> Located:
        """Return where one point lies."""
        point = shapely.Point(x, y)
        claimants, at_outline = self._claims(point)
        excluded = bool(self._in_excluded(point))
        if not claimants:
            return self._unclaimed(point, Flag.EXCLUDED if excluded else Flag.OUTSIDE)
        if excluded:
            return self.answer(claimants[0], Flag.EXCLUDED)
        return self.answer(claimants[0], Flag.BORDER if at_outline or len(claimants) > 1 else Flag.INSIDE)

    def decide_many(self, points: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the position of each point's grid (``nobody`` for none) and the number of its flag."""
        which, grid = self._boxes.query(points)
        at_outline = shapely.dwithin(self._outlines[grid], points[which], TOLERANCE_M)
        claimed = at_outline | shapely.covers(self._shapes[grid], points[which])
        which, grid, at_outline = which[claimed], grid[claimed], at_outline[claimed]
        first = np.full(len(points), self.nobody)
        np.minimum.at(first, which, grid)
        contested = np.bincount(which, minlength=len(points)) > 1
        contested[which[at_outline]] = True
        flags = np.where(contested, _BORDER, _INSIDE)
        flags[first == self.nobody] = _OUTSIDE
        flags[self._in_excluded(points)] = _EXCLUDED
        return first, flags

    def nearest_many(self, points: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the position of the nearest outline's grid and the distance to it, for points outside."""
        (which, found), apart = self._sides.query_nearest(points, return_distance=True)
        first, distances = np.full(len(points), self.nobody), np.full(len(points), np.inf)
        np.minimum.at(first, which, self._side_owners[found])
        distances[which] = apart
        return first, distances

    def answer(self, position: int, flag: Flag) -> Located:
        """Return the answer that names a claimant."""
        grid = self.grids[position]
        return Located(grid.grid_id, grid.code, flag, 0.0)

    def unclaimed(self, x: float, y: float, flag: Flag) -> Located:
        """Return the answer for a point known to be claimed by nobody."""
        return self._unclaimed(shapely.Point(x, y), flag)

    def _unclaimed(self, point: BaseGeometry, flag: Flag) -> Located:
        if not self.grids:
            return Located(None, "", flag, None)
        found, apart = self._sides.query_nearest(point, return_distance=True)
        nearest = self.grids[int(self._side_owners[found].min())]
        return Located(None, "", flag, float(apart[0]), nearest.code)

    def _claims(self, point: BaseGeometry) -> tuple[list[int], bool]:
        claimants, at_outline = [], False
        for position in sorted(self._boxes.query(point).tolist()):
            near = bool(shapely.dwithin(self._outlines[position], point, TOLERANCE_M))
            if near or shapely.covers(self._shapes[position], point):
                claimants.append(position)
            at_outline = at_outline or near
        return claimants, at_outline

    def _in_excluded(self, points: Any) -> Any:
        """Return whether points lie deep inside an excluded zone."""
        near = shapely.dwithin(self._excluded_outline, points, TOLERANCE_M)
        return shapely.covers(self._excluded, points) & ~near

    @property
    def _sides(self) -> shapely.STRtree:
        return self._side_search[0]

    @property
    def _side_owners(self) -> NDArray[np.int64]:
        return self._side_search[1]

    @cached_property
    def _side_search(self) -> tuple[shapely.STRtree, NDArray[np.int64]]:
        """Return a search over the single sides of all outlines, and whose they are; made when first needed."""
        ends = [np.stack(segments(shape), axis=1) for shape in self._shapes]
        owners = np.repeat(np.arange(len(ends)), [len(each) for each in ends])
        sides: Any = shapely.linestrings(np.concatenate(ends))
        return shapely.STRtree(sides), owners
