"""Places where something can be wrong: beside roads, before shops, at the water, in parks, on plots."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import STRtree

from gridwarden.simulation.chance import chance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from random import Random

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.simulation.territory.ground import Ground
    from gridwarden.simulation.territory.landscape import Green
    from gridwarden.simulation.territory.plan import Plan
    from gridwarden.simulation.territory.roads import Way
    from gridwarden.simulation.territory.town import Town

#: As many spots of each setting are kept in a grid.
SPOTS_PER_GRID = 24
#: Spots lie this far from the middle of their road, on both sides, and this far inside their grid.
_ASIDE_M, _INSIDE_M = 11.0, 6.0
_STEP_M = 35.0


class Setting(StrEnum):
    """What surrounds a spot."""

    ROAD = "road"
    BACK_STREET = "back_street"
    WATER = "water"
    GREEN = "green"
    PLOT = "plot"


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in a grid, in metres around the middle."""

    grid_code: str
    setting: Setting
    point: shapely.Point


def find_spots(
    ground: Ground, plan: Plan, ways: Iterable[Way], town: Town, greens: Iterable[Green], *, seed: int
) -> tuple[Spot, ...]:
    """Return spots of every setting that occurs, grid by grid."""
    ways = tuple(ways)
    sources: Mapping[Setting, NDArray[np.object_]] = {
        Setting.ROAD: _beside([way.line for way in ways if way.is_main]),
        Setting.BACK_STREET: _beside([way.line for way in ways if not way.is_main]),
        Setting.WATER: _beside([river.inside for river in ground.rivers]),
        Setting.GREEN: _within([green.shape for green in greens]),
        Setting.PLOT: _within([block.shape for block in town.blocks if block.use in ("idle", "works")]),
    }
    tree = STRtree([grid.shape.buffer(-_INSIDE_M) for grid in plan.grids])
    chance = chance_of(seed, "spots")
    return tuple(spot for setting, points in sources.items() for spot in _by_grid(setting, points, plan, tree, chance))


def _by_grid(
    setting: Setting, points: NDArray[np.object_], plan: Plan, tree: STRtree, chance: Random
) -> Iterable[Spot]:
    found, grids = tree.query(points, predicate="within")
    for number, grid in enumerate(plan.grids):
        mine = sorted(int(i) for i in found[grids == number])
        for i in sorted(chance.sample(mine, min(SPOTS_PER_GRID, len(mine)))):
            yield Spot(grid.code, setting, points[i])


def _beside(lines: list[BaseGeometry]) -> NDArray[np.object_]:
    """Return points along ``lines``, left and right of them in turn."""
    points = []
    for line in lines:
        for part in shapely.get_parts(line).tolist():
            at = np.arange(_STEP_M / 2, part.length, _STEP_M)
            here, ahead = (
                shapely.get_coordinates(shapely.line_interpolate_point(part, reach)) for reach in (at, at + 0.5)
            )
            along = ahead - here
            size = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
            side = np.where(np.arange(len(at)) % 2 == 0, _ASIDE_M, -_ASIDE_M)[:, None]
            points.append(here + np.column_stack([-along[:, 1], along[:, 0]]) / size * side)
    return np.asarray(shapely.points(np.vstack(points)), dtype=object)


def _within(shapes: list[BaseGeometry]) -> NDArray[np.object_]:
    """Return one point in every part of ``shapes``."""
    return np.array(
        [part.representative_point() for shape in shapes for part in shapely.get_parts(shape)], dtype=object
    )
