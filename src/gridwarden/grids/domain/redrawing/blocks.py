"""The blocks of a district: land that goes to one grid or another as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.measures import Plane

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Shapes = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Blocks:
    """Blocks and who borders whom.

    ``shapes`` are in degrees; neighbours share all corners of their border. ``allowed`` are the letters of the
    classes that the zone of each block lets it join. ``minutes`` is the work inside a block, ``pair_minutes`` that
    of the roads between two, ``crossings`` how many roads lead across.
    """

    plane: Plane
    shapes: Shapes = field(repr=False)
    area_m2: Floats = field(repr=False)
    minutes: Floats = field(repr=False)
    allowed: tuple[str, ...] = field(repr=False)
    pairs: Ints = field(repr=False)
    border_m: Floats = field(repr=False)
    drawn_m: Floats = field(repr=False)
    crossings: Floats = field(repr=False)
    pair_minutes: Floats = field(repr=False)

    @property
    def size(self) -> int:
        """Return how many blocks there are."""
        return len(self.shapes)

    @cached_property
    def corners(self) -> tuple[Floats, Ints]:
        """Return the corners of the blocks' hulls in the plane, and whose each is."""
        hulls = shapely.convex_hull(self.shapes)
        points, owner = shapely.get_coordinates(hulls, return_index=True)
        return self._measured(points), owner

    @cached_property
    def outline_m(self) -> Floats:
        """Return the length of each block's outline."""
        points, owner = shapely.get_coordinates(shapely.boundary(self.shapes), return_index=True)
        laid = self._measured(points)
        steps = np.hypot(*(laid[1:] - laid[:-1]).T)
        # The step from the end of one ring to the start of the next is no outline.
        ends = _last_of_rings(self.shapes)
        same = (owner[1:] == owner[:-1]) & ~np.isin(np.arange(len(steps)), ends)
        return np.bincount(owner[:-1][same], steps[same], self.size).astype(np.float64)

    @cached_property
    def centres(self) -> Floats:
        """Return the middle of each block in the plane."""
        return self._measured(shapely.get_coordinates(shapely.centroid(self.shapes)))

    @cached_property
    def beside(self) -> tuple[tuple[int, ...], ...]:
        """Return the neighbours of each block."""
        found: list[list[int]] = [[] for _ in range(self.size)]
        for one, two in self.pairs.tolist():
            found[one].append(two)
            found[two].append(one)
        return tuple(map(tuple, found))

    def inner_points(self) -> Floats:
        """Return a point inside each block, in degrees."""
        return np.asarray(shapely.get_coordinates(shapely.point_on_surface(self.shapes)))

    def _measured(self, degrees: Floats) -> Floats:
        """Return places in degrees in the plane."""
        laid = to_metres(shapely.MultiPoint(degrees), self.plane.srid)
        return np.asarray(shapely.get_coordinates(laid))


def _last_of_rings(shapes: Shapes) -> Ints:
    """Return the position of the last corner of each ring."""
    rings = shapely.get_rings(shapes)
    return np.cumsum(shapely.get_num_coordinates(rings), dtype=np.int64) - 1
