"""How far it is along roads from one place to many."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

Point = tuple[float, float]
#: Places that are nearer than this are one.
_SAME_M = 0.5
#: Lines have a place at least so often, since one enters them at the nearest.
_STEP_M = 25.0
#: What shapely calls a line.
_LINE = 1


class Ways:
    """A network of lines in metres, walked in both directions; immutable, shared between threads.

    Registers draw a road as one line, so lines are cut where they meet; those that cross meet, bridges too.
    """

    def __init__(self, lines: Iterable[Sequence[Point]]) -> None:
        known: dict[tuple[int, int], int] = {}
        places: list[Point] = []
        steps: list[tuple[int, int, float]] = []
        for line in _cut(lines):
            numbers = [_number(point, known, places) for point in line]
            for a, b, start, end in zip(numbers, numbers[1:], line, line[1:], strict=False):
                if a != b:
                    steps.append((a, b, math.dist(start, end)))
        self._size = len(places)
        self._tree = KDTree(np.array(places)) if places else None
        # Of lines between the same two places the shortest counts; a sparse array would add them up.
        shortest: dict[tuple[int, int], float] = {}
        for a, b, length in steps:
            key = (min(a, b), max(a, b))
            shortest[key] = min(length, shortest.get(key, math.inf))
        ends = np.array(list(shortest), dtype=np.int64).reshape(-1, 2)
        lengths = np.array(list(shortest.values()), dtype=np.float64)
        self._graph = coo_array((lengths, (ends[:, 0], ends[:, 1])), shape=(self._size, self._size)).tocsr()

    def metres(self, start: Point, ends: Sequence[Point]) -> NDArray[np.float64]:
        """Return how far each of ``ends`` is from ``start``: to the road, along roads, and from it.

        Never less than the straight line; infinite where no road leads.
        """
        if not ends or self._tree is None:
            return np.full(len(ends), np.inf)
        to_road, here = self._tree.query(start)
        from_road, there = self._tree.query(np.array(ends))
        along = dijkstra(self._graph, directed=False, indices=int(here))[there]
        straight = np.hypot(*(np.array(ends) - np.array(start)).T)
        far: NDArray[np.float64] = np.maximum(straight, along + to_road + from_road)
        return far


def _cut(lines: Iterable[Sequence[Point]]) -> list[list[Point]]:
    """Return the lines cut at all crossings, with their places on a fine raster."""
    whole = shapely.MultiLineString([line for line in lines if len(line) > 1])
    meeting = shapely.unary_union(shapely.segmentize(whole, _STEP_M), grid_size=_SAME_M)
    parts = shapely.get_parts(meeting)
    return [
        [(x, y) for x, y in shapely.get_coordinates(part).tolist()]
        for part in parts[shapely.get_type_id(parts) == _LINE]
    ]


def _number(point: Point, known: dict[tuple[int, int], int], places: list[Point]) -> int:
    key = (round(point[0] / _SAME_M), round(point[1] / _SAME_M))
    if key not in known:
        known[key] = len(places)
        places.append((point[0], point[1]))
    return known[key]
