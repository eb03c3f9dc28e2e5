"""A picture of the district: most points are answered by the pixel they fall into.

A pixel that no edge comes near holds one answer for all its points; the others are marked as edge pixels and
their points are decided exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: Value of a pixel whose points must be decided one by one.
EDGE = -1
#: About how many pixels a picture has.
PIXELS = 1 << 19
#: Pixels of nothing around the picture, so that every point outside falls on one of them.
_MARGIN = 2
#: Steps along an edge, per pixel's side, when its pixels are marked.
_STEPS = 2


@dataclass(frozen=True, slots=True)
class Raster:
    """Square pixels from the south-west; ``values`` holds a row of ``columns`` pixels after the other."""

    west: float
    south: float
    side: float
    columns: int
    rows: int
    values: NDArray[np.int16]

    @classmethod
    def draw(
        cls, shapes: Sequence[BaseGeometry], *, within: BaseGeometry, reach: float, pixels: int = PIXELS
    ) -> Raster:
        """Draw ``shapes``, marking as edge whatever lies within ``reach`` of an outline or in two shapes.

        A pixel inside shape ``i`` alone gets the value ``i + 1``, a pixel of nothing 0. The picture reaches as
        far as ``within`` and all shapes.
        """
        west, south, east, north = shapely.total_bounds(np.array([*shapes, within], dtype=object))
        side = max(4.0 * reach, math.sqrt((east - west) * (north - south) / pixels))
        columns = math.ceil((east - west) / side) + 2 * _MARGIN
        rows = math.ceil((north - south) / side) + 2 * _MARGIN
        canvas = _Canvas(west - _MARGIN * side, south - _MARGIN * side, side, columns, rows)
        for number, shape in enumerate(shapes, start=1):
            if not shape.is_empty:
                canvas.add(shape, number, reach)
        return cls(canvas.west, canvas.south, side, columns, rows, canvas.finished().ravel())


class _Canvas:
    """A picture while it is drawn."""

    def __init__(self, west: float, south: float, side: float, columns: int, rows: int) -> None:
        self.west, self.south, self.side, self.columns, self.rows = west, south, side, columns, rows
        self.numbers = np.zeros((rows, columns), dtype=np.int16)
        self.edge = np.zeros(rows * columns, dtype=bool)

    def add(self, shape: BaseGeometry, number: int, reach: float) -> None:
        """Fill a shape and mark its outline."""
        starts, ends = segments(shape)
        window, inside = self._filled(starts, ends)
        numbers = self.numbers[window]
        self.edge.reshape(self.rows, self.columns)[window] |= inside & (numbers > 0)
        numbers[inside & (numbers == 0)] = number
        self._mark(starts, ends, reach)

    def finished(self) -> NDArray[np.int16]:
        """Return the picture."""
        self.numbers[self.edge.reshape(self.rows, self.columns)] = EDGE
        return self.numbers

    def _filled(
        self, starts: NDArray[np.float64], ends: NDArray[np.float64]
    ) -> tuple[tuple[slice, slice], NDArray[np.bool_]]:
        """Return a window and which of its pixels have their middle inside: past an odd number of outlines."""
        rows, x = self._crossings(starts, ends)
        columns = np.clip(np.ceil((x - self.west) / self.side - 0.5), 0, self.columns).astype(np.int64)
        if not len(rows):
            return (slice(0), slice(0)), np.zeros((0, 0), dtype=bool)
        south, west, height = rows.min(), columns.min(), np.ptp(rows) + 1
        width = np.ptp(columns) + 1
        flips = np.bincount((rows - south) * width + columns - west, minlength=height * width).reshape(height, width)
        inside = np.cumsum(flips, axis=1)[:, :-1] % 2 == 1
        return (slice(south, south + height), slice(west, west + width - 1)), np.asarray(inside)

    def _crossings(
        self, starts: NDArray[np.float64], ends: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return where outlines cross the middle lines of the rows of pixels: row and x."""
        low, high = np.minimum(starts[:, 1], ends[:, 1]), np.maximum(starts[:, 1], ends[:, 1])
        first = np.ceil((low - self.south) / self.side - 0.5).astype(np.int64)
        last = np.ceil((high - self.south) / self.side - 0.5).astype(np.int64)  # not included: ends meet once
        counts = last - first
        which = np.repeat(np.arange(len(counts)), counts)
        rows = first[which] + np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        y = self.south + (rows + 0.5) * self.side
        share = (y - starts[which, 1]) / (ends[which, 1] - starts[which, 1])
        return rows, starts[which, 0] + share * (ends[which, 0] - starts[which, 0])

    def _mark(self, starts: NDArray[np.float64], ends: NDArray[np.float64], reach: float) -> None:
        """Mark the pixels within ``reach`` of an outline, and a few more.

        Along the outline a point is taken every half side, so that every point of it is at most a quarter of a
        side from one of them; a square of that size plus ``reach`` around each touches four pixels at most, the
        ones at its corners.
        """
        spans = ends - starts
        counts = np.maximum(1, np.ceil(np.hypot(spans[:, 0], spans[:, 1]) / (self.side / _STEPS)).astype(np.int64))
        which = np.repeat(np.arange(len(counts)), counts + 1)
        offset = np.arange(len(which)) - np.repeat(np.cumsum(counts + 1) - (counts + 1), counts + 1)
        points = starts[which] + spans[which] * (offset / counts[which])[:, None]
        half = self.side / (2 * _STEPS) + reach
        for step in ((-half, -half), (-half, half), (half, -half), (half, half)):
            columns = ((points[:, 0] + step[0] - self.west) / self.side).astype(np.int64)
            rows = ((points[:, 1] + step[1] - self.south) / self.side).astype(np.int64)
            self.edge[rows * self.columns + columns] = True


def segments(shape: BaseGeometry) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the starts and the ends of all straight pieces of a shape's outlines."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[:-1] == ring[1:]
    return points[:-1][joined], points[1:][joined]
