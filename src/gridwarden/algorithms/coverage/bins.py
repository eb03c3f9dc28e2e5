"""Boxes in squares of the plane, so that a place looks at its neighbours only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints

_SIDE_M = 40.0


class Bins(NamedTuple):
    """For each square of the plane the boxes that may lie within reach of a place in it.

    Parameters
    ----------
    origin
        ``f8[3]`` west, south and side of the squares, in metres.
    shape
        ``i8[2]`` how many squares there are to the east and to the north.
    first, member
        ``i8[q + 1]``, ``i8[m]`` members of square ``q`` are ``member[first[q]:first[q + 1]]``.
    """

    origin: Floats
    shape: Ints
    first: Ints
    member: Ints


def binned(low: Floats, high: Floats, reach_m: float) -> Bins:
    """Return boxes, widened by ``reach_m``, by the squares that they touch."""
    low, high = low - reach_m, high + reach_m
    west, south = low.min(axis=0)
    origin = np.array([west, south, _SIDE_M])
    shape = (np.floor((high.max(axis=0) - (west, south)) / _SIDE_M) + 1).astype(np.int64)
    begin = np.floor((low - (west, south)) / _SIDE_M).astype(np.int64)
    end = np.floor((high - (west, south)) / _SIDE_M).astype(np.int64)
    first, member = _sorted_in(begin, end, shape)
    return Bins(origin, shape, first, member)


@compiled
def _sorted_in(begin: Ints, end: Ints, shape: Ints) -> tuple[Ints, Ints]:
    first = np.zeros(shape[0] * shape[1] + 1, dtype=np.int64)
    for box in range(len(begin)):
        for column in range(begin[box, 0], end[box, 0] + 1):
            for row in range(begin[box, 1], end[box, 1] + 1):
                first[column * shape[1] + row + 1] += 1
    first = np.cumsum(first)
    member = np.empty(first[-1], dtype=np.int64)
    filled = first[:-1].copy()
    for box in range(len(begin)):
        for column in range(begin[box, 0], end[box, 0] + 1):
            for row in range(begin[box, 1], end[box, 1] + 1):
                square = column * shape[1] + row
                member[filled[square]] = box
                filled[square] += 1
    return first, member


@compiled
def square_of(x: float, y: float, bins: Bins) -> int:
    """Return the square in which a place lies, -1 for none."""
    column = int(np.floor((x - bins.origin[0]) / bins.origin[2]))
    row = int(np.floor((y - bins.origin[1]) / bins.origin[2]))
    if column < 0 or row < 0 or column >= bins.shape[0] or row >= bins.shape[1]:
        return -1
    return int(column * bins.shape[1] + row)
