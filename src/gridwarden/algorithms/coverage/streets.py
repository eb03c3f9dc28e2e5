"""Roads as segments between crossings, cells along them, and which of them lie near a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.ops import substring

from gridwarden.algorithms import roadnet
from gridwarden.algorithms.coverage.bins import Bins, binned
from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints, Shapes

_MARGIN_M = 10.0
#: Ends of segments nearer than this are one place.
_SAME_M = 1e-3


class NoRoads(Invalid):
    """There is no road on which anybody could have gone."""

    code = "no_roads"


@dataclass(frozen=True, eq=False)
class Streets:
    """Segments of roads.

    Parameters
    ----------
    shapes
        A line for each segment, in metres.
    road
        ``i8[s]`` the line of the caller to which a segment belongs.
    cell_m
        About how long a cell is; each segment has a whole number of them, at least one.
    """

    shapes: Shapes = field(repr=False)
    road: Ints = field(repr=False)
    cell_m: float = 10.0

    @property
    def size(self) -> int:
        """Return the number of segments."""
        return len(self.shapes)

    @cached_property
    def length_m(self) -> Floats:
        """Return the length of each segment."""
        return np.asarray(shapely.length(self.shapes), dtype=np.float64)

    @cached_property
    def cells(self) -> Ints:
        """Return how many cells each segment has."""
        return np.maximum(1, np.round(self.length_m / self.cell_m)).astype(np.int64)

    @cached_property
    def first_cell(self) -> Ints:
        """Return the number of the first cell of each segment, and the number of all at the end."""
        return np.concatenate([[0], np.cumsum(self.cells)]).astype(np.int64)

    @cached_property
    def cell_segment(self) -> Ints:
        """Return the segment of each cell."""
        return np.repeat(np.arange(self.size), self.cells)

    @cached_property
    def cell_places(self) -> Floats:
        """Return x, y and course (radians) of the middle of each cell."""
        number = np.arange(len(self.cell_segment)) - self.first_cell[self.cell_segment]
        step = self.length_m[self.cell_segment] / self.cells[self.cell_segment]
        lines = self.shapes[self.cell_segment]
        middle = shapely.get_coordinates(shapely.line_interpolate_point(lines, (number + 0.5) * step))
        before = shapely.get_coordinates(shapely.line_interpolate_point(lines, number * step))
        after = shapely.get_coordinates(shapely.line_interpolate_point(lines, (number + 1) * step))
        way = after - before
        return np.column_stack([middle, np.arctan2(way[:, 1], way[:, 0])])

    @cached_property
    def pieces(self) -> tuple[Floats, Ints]:
        """Return the straight pieces: x0, y0, x1, y1 and metres from the segment's begin; and their segments."""
        points, line = shapely.get_coordinates(self.shapes, return_index=True)
        follows = line[1:] == line[:-1]
        begin, end = points[:-1][follows], points[1:][follows]
        segment = line[:-1][follows].astype(np.int64)
        length = np.hypot(*(end - begin).T)
        total = np.cumsum(length) - length
        first = np.searchsorted(segment, segment)
        return np.column_stack([begin, end, total - total[first]]), segment

    @cached_property
    def ends(self) -> Ints:
        """Return the two corners, 0..n-1, between which each segment runs."""
        first = shapely.get_coordinates(shapely.get_point(self.shapes, 0))
        last = shapely.get_coordinates(shapely.get_point(self.shapes, -1))
        places = np.round(np.concatenate([first, last]) / _SAME_M).astype(np.int64)
        _, corner = np.unique(places, axis=0, return_inverse=True)
        return np.ascontiguousarray(corner.reshape(2, -1).T)

    def piece_bins(self, reach_m: float) -> Bins:
        """Return which pieces lie within reach of which places."""
        places = self.pieces[0]
        low = np.minimum(places[:, :2], places[:, 2:4])
        return binned(low, np.maximum(places[:, :2], places[:, 2:4]), reach_m)

    def cell_bins(self, reach_m: float) -> Bins:
        """Return which cells lie within reach of which places."""
        return binned(self.cell_places[:, :2], self.cell_places[:, :2], reach_m)


def streets(lines: Shapes, *, cell_m: float = 10.0, longest_m: float = 150.0) -> Streets:
    """Return roads cut where they meet and into segments no longer than ``longest_m``.

    Lines that cross are taken to meet there, since maps do not always tell a bridge.

    Raises
    ------
    NoRoads
        No line has a length.
    """
    if not len(lines) or not (shapely.length(lines) > 0).any():
        raise NoRoads("There are no roads.", roads="must be some")
    west, south, east, north = shapely.total_bounds(lines)
    land = shapely.box(west - _MARGIN_M, south - _MARGIN_M, east + _MARGIN_M, north + _MARGIN_M)
    mesh = roadnet.build(land, lines)
    is_road = mesh.source >= 0
    stretches = roadnet.stretches(mesh, is_road, mesh.source)
    road = stretches.first_of(mesh.source)
    shapes, source = [], []
    for number, shape in enumerate(stretches.shapes(mesh).tolist()):
        for line in _lines(shape, longest_m):
            shapes.append(line)
            source.append(number)
    return Streets(np.array(shapes, dtype=object), road[np.array(source, dtype=np.int64)], cell_m)


def _lines(shape: shapely.Geometry, longest_m: float) -> list[shapely.Geometry]:
    parts = [part for part in shapely.get_parts(shape).tolist() if part.length > _SAME_M]
    return [piece for part in parts for piece in _cut(part, longest_m)]


def _cut(line: shapely.LineString, longest_m: float) -> list[shapely.Geometry]:
    count = int(np.ceil(line.length / longest_m))
    if count <= 1:
        return [line]
    step = line.length / count
    return [substring(line, number * step, (number + 1) * step) for number in range(count)]
