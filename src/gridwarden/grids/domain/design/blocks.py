"""The units of a finished design, ready to be moved from grid to grid by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.grids.domain.design.drawing import DECIMALS
from gridwarden.grids.domain.design.sorting import CLASSES
from gridwarden.grids.domain.design.town import CORE, VILLAGE
from gridwarden.grids.domain.kinds import GridClass
from gridwarden.grids.domain.redrawing import Blocks, Draft, Header

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.plan import Design
    from gridwarden.grids.domain.design.solving import Outcome
    from gridwarden.grids.domain.measures import Plane


def draft_of(design: Design, outcome: Outcome, plane: Plane) -> Draft:
    """Return a design as a plan of blocks."""
    fabric, work = outcome.fabric, outcome.work
    shapes = shapely.transform(fabric.ground.frame.lift(fabric.units.shapes), lambda points: np.round(points, DECIMALS))
    pairs = work.neighbours.pairs
    crossed = fabric.units.crossings(fabric.is_road.astype(np.float64))
    inner, between = _road_minutes(outcome)
    blocks = Blocks(
        plane=plane,
        shapes=shapes,
        area_m2=fabric.area_m2,
        minutes=work.area + inner,
        allowed=_allowed(outcome),
        pairs=pairs,
        border_m=work.neighbours.border_m,
        drawn_m=work.neighbours.drawn_m,
        crossings=np.array([crossed.get((one, two), 0.0) for one, two in pairs.tolist()]),
        pair_minutes=np.array([between.get((one, two), 0.0) for one, two in pairs.tolist()]),
    )
    headers = tuple(Header(grid.code, grid.grid_class, grid.patrol_mode) for grid in design.grids)
    return Draft(blocks, _grid_of_units(design, outcome, shapes), headers)


def _allowed(outcome: Outcome) -> tuple[str, ...]:
    """Return which classes each unit may join: the core is A, villages are C, the town is A or B."""
    kind = outcome.part_kind[outcome.part]
    return tuple(
        CLASSES[one].value
        if (zone == VILLAGE) != (CLASSES[one] is GridClass.C)  # a locked grid that keeps to no zone
        else "C"
        if zone == VILLAGE
        else "A"
        if zone == CORE and CLASSES[one] is GridClass.A
        else "AB"
        for zone, one in zip(outcome.fabric.zone.tolist(), kind.tolist(), strict=True)
    )


def _road_minutes(outcome: Outcome) -> tuple[NDArray[np.float64], dict[tuple[int, int], float]]:
    """Return the work of the roads inside each unit, and of those between two."""
    sides, minutes = outcome.fabric.units.sides, outcome.work.road
    sides = np.where(sides < 0, sides.max(axis=1, keepdims=True), sides)
    known = (sides >= 0).all(axis=1) & (minutes > 0)
    same = known & (sides[:, 0] == sides[:, 1])
    inner = np.bincount(sides[same, 0], minutes[same], outcome.fabric.units.size).astype(np.float64)
    between: dict[tuple[int, int], float] = {}
    for one, two, work in zip(*np.sort(sides[known & ~same]).T.tolist(), minutes[known & ~same].tolist(), strict=True):
        between[one, two] = between.get((one, two), 0.0) + work
    return inner, between


def _grid_of_units(design: Design, outcome: Outcome, shapes: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return the number, in the order of the design's grids, of each unit's grid."""
    _, first = np.unique(outcome.part, return_index=True)
    points = shapely.point_on_surface(shapes[first])
    tree = shapely.STRtree([grid.geometry for grid in design.grids])
    number = tree.nearest(points)
    return np.asarray(number[outcome.part], dtype=np.int64)
