"""A plan under the hand: which block lies in which grid."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import diameter_m
from gridwarden.grids.domain.limits import max_patrol_diameter_m

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.kinds import GridClass, PatrolMode
    from gridwarden.grids.domain.redrawing.blocks import Blocks

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Header:
    """What a grid is, apart from its land."""

    code: str
    grid_class: GridClass
    patrol_mode: PatrolMode

    @property
    def limit_m(self) -> float:
        """Return the greatest diameter that it may have."""
        return max_patrol_diameter_m(self.grid_class, self.patrol_mode)


@dataclass(frozen=True, eq=False)
class Draft:
    """Blocks and the number of the grid in which each lies; every grid has land."""

    blocks: Blocks
    part: Ints = field(repr=False)
    grids: tuple[Header, ...]

    def number(self, code: str) -> int | None:
        """Return the number of the grid of a code."""
        return next((number for number, grid in enumerate(self.grids) if grid.code == code), None)

    def units(self, number: int) -> list[int]:
        """Return the blocks of a grid."""
        return [int(unit) for unit in np.flatnonzero(self.part == number)]

    def with_part(self, part: Ints, grids: tuple[Header, ...] | None = None) -> Draft:
        """Return the plan with other grids of the blocks; a grid that has lost all its land is gone."""
        headers = self.grids if grids is None else grids
        kept, whole = np.unique(part, return_inverse=True)
        return replace(self, part=whole.astype(np.int64), grids=tuple(headers[number] for number in kept))

    def outline(self, number: int) -> BaseGeometry:
        """Return the land of a grid in degrees."""
        land: BaseGeometry = shapely.coverage_union_all(self.blocks.shapes[self.part == number])
        parts = shapely.get_parts(land)
        return parts[0] if len(parts) == 1 else land

    @cached_property
    def is_between(self) -> NDArray[np.bool_]:
        """Whether the two blocks of each pair lie in different grids."""
        ends = self.part[self.blocks.pairs]
        return np.asarray(ends[:, 0] != ends[:, 1])

    @cached_property
    def area_m2(self) -> Floats:
        """Return the area of each grid."""
        return np.bincount(self.part, self.blocks.area_m2, len(self.grids)).astype(np.float64)

    @cached_property
    def diameter_m(self) -> Floats:
        """Return the diameter of each grid."""
        points, owner = self.blocks.corners
        grid = self.part[owner]
        hulls = [shapely.multipoints(points[grid == number]) for number in range(len(self.grids))]
        return np.array([diameter_m(hull) for hull in hulls])

    @cached_property
    def minutes(self) -> Floats:
        """Return the work of each grid; a road between two grids of a class goes where there is less to do."""
        blocks, between = self.blocks, self.is_between
        load = np.bincount(self.part, blocks.minutes, len(self.grids)).astype(np.float64)
        ends = self.part[blocks.pairs]
        np.add.at(load, ends[~between, 0], blocks.pair_minutes[~between])
        ranks = np.array([grid.grid_class.value for grid in self.grids])[ends]
        for pair in np.flatnonzero(between & (ranks[:, 0] != ranks[:, 1])):
            load[ends[pair, int(ranks[pair, 0] > ranks[pair, 1])]] += blocks.pair_minutes[pair]
        open_ = np.flatnonzero(between & (ranks[:, 0] == ranks[:, 1]) & (blocks.pair_minutes > 0))
        return _shared(load, ends[open_], blocks.pair_minutes[open_])


def _shared(load: Floats, ends: Ints, minutes: Floats) -> Floats:
    """Give each road to one of its two grids, the longest first, then change minds while that evens the loads."""
    values = load.tolist()
    order = np.argsort(-minutes, kind="stable").tolist()
    pairs, work = ends.tolist(), minutes.tolist()
    owner = [0] * len(pairs)
    for pair in order:
        owner[pair] = int(values[pairs[pair][1]] < values[pairs[pair][0]])
        values[pairs[pair][owner[pair]]] += work[pair]
    for _ in range(_ROUNDS):
        changed = False
        for pair in order:
            mine, other = pairs[pair][owner[pair]], pairs[pair][1 - owner[pair]]
            if values[mine] - values[other] > work[pair]:
                values[mine] -= work[pair]
                values[other] += work[pair]
                owner[pair] = 1 - owner[pair]
                changed = True
        if not changed:
            break
    return np.array(values)
