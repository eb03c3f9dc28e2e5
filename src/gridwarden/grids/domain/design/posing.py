"""From units to the problem that is solved: kinds, loads, hulls, borders, and what is fixed by wish."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.partition import Problem
from gridwarden.grids.domain.design.fabric import LEVELS, area_minutes, road_minutes
from gridwarden.grids.domain.kinds import ControlLevel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.roadnet import Neighbours
    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.params import DesignParams

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Grids stay this much below their limit, so that a plane chosen otherwise measures no excess.
_MARGIN = 0.9995
#: A crossing counts as this many metres of cut road, by level of control: main roads are cut last.
_CROSSING_M = {ControlLevel.STRICT: 200.0, ControlLevel.CONTROLLED: 120.0, ControlLevel.REGULATED: 60.0}


@dataclass(frozen=True, eq=False)
class Work:
    """Minutes of a town: of each segment's road, each unit's area, the roads between two; and who borders whom."""

    road: Floats = field(repr=False)
    area: Floats = field(repr=False)
    neighbours: Neighbours = field(repr=False)
    cut_m: Floats = field(repr=False)
    between: Floats = field(repr=False)

    @classmethod
    def of(cls, fabric: Fabric, params: DesignParams) -> Work:
        """Return the work of a fabric."""
        neighbours = fabric.units.neighbours(fabric.is_drawn)
        metres = np.array([*(_CROSSING_M[one] for one in LEVELS), 0.0])
        crossed = fabric.units.crossings(metres[fabric.level])
        cut_m = np.array([crossed.get((one, two), 0.0) for one, two in neighbours.pairs.tolist()])
        road = road_minutes(fabric, params.work)
        between = fabric.units.between(neighbours, road)
        return cls(road, area_minutes(fabric, params.work), neighbours, cut_m, between)

    def load(self, fabric: Fabric, kind: Ints) -> Floats:
        """Return each unit's minutes; a road between two units is halved, between two kinds it is the first one's."""
        load = self.area.copy()
        sides = fabric.units.sides
        rank = np.where(sides >= 0, kind[np.maximum(sides, 0)], np.iinfo(np.int64).max)
        halves = np.where(rank == rank.min(axis=1, keepdims=True), 1.0, 0.0)
        halves /= halves.sum(axis=1, keepdims=True)
        for side in (0, 1):
            there = sides[:, side] >= 0
            np.add.at(load, sides[there, side], (self.road * halves[:, side])[there])
        return load


def problem_of(fabric: Fabric, work: Work, kind: Ints, cap_m: Floats, *, units: Ints, **wished: Ints | None) -> Problem:
    """Return the problem of dividing some units, each of its kind, below the limits of the kinds."""
    hulls = shapely.convex_hull(shapely.transform(fabric.units.shapes[units], fabric.ground.frame.measured))
    corners, owner = shapely.get_coordinates(hulls, return_index=True)
    number = np.full(fabric.units.size, -1, dtype=np.int64)
    number[units] = np.arange(len(units))
    pairs = number[work.neighbours.pairs]
    both = (pairs >= 0).all(axis=1)
    centres = shapely.get_coordinates(shapely.centroid(fabric.units.shapes[units]))
    return Problem(
        area_m2=fabric.area_m2[units],
        load=work.load(fabric, kind)[units],
        kind=kind[units].astype(np.int8),
        centre=fabric.ground.frame.measured(centres),
        hull=corners,
        hull_start=np.searchsorted(owner, np.arange(len(units) + 1)),
        edges=pairs[both],
        border_m=work.neighbours.border_m[both],
        drawn_m=work.neighbours.drawn_m[both],
        cut_m=work.cut_m[both],
        shared=work.between[both],
        block=fabric.block_of_units[units],
        cap_m=np.asarray(cap_m) * _MARGIN,
        **wished,
    )
