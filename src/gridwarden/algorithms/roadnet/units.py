"""Units made of faces, their neighbours, and what lies on the borders between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.roadnet.mesh import OUTSIDE, Mesh

if TYPE_CHECKING:
    from gridwarden.algorithms.roadnet.arrays import Bools, Floats, Ints, Shapes


@dataclass(frozen=True, eq=False)
class Units:
    """Faces joined to units.

    Parameters
    ----------
    mesh
        The faces and segments.
    unit
        ``i8[f]`` the unit of each face, 0..n-1.
    """

    mesh: Mesh
    unit: Ints = field(repr=False)

    @property
    def size(self) -> int:
        """Return the number of units."""
        return int(self.unit.max(initial=-1)) + 1

    @cached_property
    def sides(self) -> Ints:
        """Return the units on both sides of each segment, the smaller number first; ``OUTSIDE`` is smaller than any."""
        faces = self.mesh.sides
        return np.sort(np.where(faces == OUTSIDE, OUTSIDE, self.unit[faces]), axis=1)

    @property
    def is_inner(self) -> Bools:
        """Whether a segment lies within a single unit."""
        return np.asarray((self.sides[:, 0] == self.sides[:, 1]) & (self.sides[:, 0] >= 0))

    @cached_property
    def shapes(self) -> Shapes:
        """Return the polygon of each unit; neighbours share all corners of their border."""
        return together(self.mesh.faces, self.unit, self.size)

    def neighbours(self, drawn: Bools) -> Neighbours:
        """Return who borders whom; ``drawn`` tells the segments that a border should follow."""
        sides, length_m = self.sides, self.mesh.length_m
        border = (sides[:, 0] >= 0) & (sides[:, 0] != sides[:, 1])
        keys, which = np.unique(sides[border, 0] * self.size + sides[border, 1], return_inverse=True)
        return Neighbours(
            pairs=np.column_stack([keys // self.size, keys % self.size]),
            border_m=np.bincount(which, length_m[border], len(keys)).astype(np.float64),
            drawn_m=np.bincount(which, (length_m * drawn)[border], len(keys)).astype(np.float64),
        )

    def between(self, neighbours: Neighbours, values: Floats) -> Floats:
        """Return for each pair of neighbours the sum of ``f8[s]`` values of the segments between them."""
        border = (self.sides[:, 0] >= 0) & ~self.is_inner
        keys = neighbours.pairs[:, 0] * self.size + neighbours.pairs[:, 1]
        which = np.searchsorted(keys, self.sides[border, 0] * self.size + self.sides[border, 1])
        return np.bincount(which, values[border], len(keys)).astype(np.float64)

    def crossings(self, weight: Floats) -> dict[tuple[int, int], float]:
        """Return how much road leads from one unit into another: a road counts the lesser ``f8[s]`` of its two sides.

        Roads that run along a border lead nowhere across it. Segments of weight 0 are no roads.
        """
        inner = np.flatnonzero(self.is_inner & (weight > 0))
        at: dict[int, dict[int, float]] = defaultdict(dict)
        for segment in inner.tolist():
            unit = int(self.sides[segment, 0])
            for point in self.mesh.ends[segment].tolist():
                at[point][unit] = max(at[point].get(unit, 0.0), float(weight[segment]))
        crossed: dict[tuple[int, int], float] = defaultdict(float)
        for units in at.values():
            for (one, first), (two, second) in combinations(sorted(units.items()), 2):
                crossed[one, two] += min(first, second)
        return crossed


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Pairs of units ``i8[e, 2]``, the smaller number first, with the metres of their border and how much is drawn."""

    pairs: Ints
    border_m: Floats
    drawn_m: Floats


def together(shapes: Shapes, number: Ints, count: int) -> Shapes:
    """Return the union of the shapes of each number; shapes that share their corners keep all of them."""
    order = np.argsort(number, kind="stable")
    bounds = np.searchsorted(number[order], np.arange(count + 1))
    joined = [_joined(shapes[order[first:last]]) for first, last in pairwise(bounds)]
    return np.array(joined, dtype=object)


def _joined(shapes: Shapes) -> shapely.Geometry:
    return shapes[0] if len(shapes) == 1 else shapely.coverage_union_all(shapes)
