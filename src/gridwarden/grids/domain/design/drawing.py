"""From the grid of each unit to polygons, codes and roads, in the degrees in which they are kept."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms import roadnet
from gridwarden.algorithms.geodesy import diameter_m
from gridwarden.grids.domain.design import numbering
from gridwarden.grids.domain.design.figures import figures_of
from gridwarden.grids.domain.design.plan import Design, GridPlan, RoadPlan
from gridwarden.grids.domain.design.sorting import CLASSES

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.design.outcome import Outcome
    from gridwarden.grids.domain.design.params import DesignParams
    from gridwarden.grids.domain.design.sharing import Shares
    from gridwarden.grids.domain.kinds import PatrolMode

#: Degrees are kept to this many places: a hundredth of a millimetre.
DECIMALS = 10
#: Where two roads nearly share a course, noding leaves pieces shorter than this; they are no roads.
_SHORTEST_M = 0.01


def drawn(outcome: Outcome, params: DesignParams, began_s: float) -> Design:
    """Return the finished plan."""
    fabric = outcome.fabric
    shares = outcome.shares
    laid = roadnet.together(fabric.units.shapes, outcome.part, len(outcome.part_kind))
    shapes = shapely.transform(fabric.ground.frame.lift(laid), lambda points: np.round(points, DECIMALS))
    codes = _codes(outcome, params, shapes)
    grids = _grids(outcome, params, shares, shapes, codes)
    roads = _roads(outcome, shares, codes)
    order = sorted(range(len(grids)), key=lambda number: grids[number].code)
    figures = figures_of(outcome, params, shares, grids, roads)
    # to measure is part of the work
    figures = replace(figures, cpu_s=time.process_time() - began_s)
    return Design(grids=tuple(grids[number] for number in order), roads=tuple(roads), figures=figures)


def _codes(outcome: Outcome, params: DesignParams, shapes: NDArray[np.object_]) -> list[str]:
    """Return the code of each grid: locked ones keep theirs, the others get the next free ones."""
    locked = [grid.code for grid in outcome.wishes.locked]
    free = shapes[len(locked) :]
    communities = numbering.communities_of(free, outcome.town.zones, params.community)
    if communities is not None:
        codes = numbering.by_community(free, communities, set(locked))
    else:
        codes = numbering.by_class(free, [CLASSES[kind] for kind in outcome.part_kind[len(locked) :]], set(locked))
    return [*locked, *codes]


def _grids(
    outcome: Outcome, params: DesignParams, shares: Shares, shapes: NDArray[np.object_], codes: list[str]
) -> list[GridPlan]:
    fabric = outcome.fabric
    kept = shares.grid >= 0
    road_m = np.bincount(shares.grid[kept], fabric.length_m[kept], len(codes))
    measured = shapely.transform(shapes, fabric.ground.frame.plane_of)
    area_m2 = np.bincount(outcome.part, fabric.area_m2, len(codes))
    return [
        GridPlan(
            code=code,
            grid_class=CLASSES[outcome.part_kind[number]],
            patrol_mode=_mode(outcome, params, number),
            geometry=shapes[number],
            area_km2=float(area_m2[number]) / 1e6,
            diameter_m=diameter_m(measured[number]),
            load_minutes=float(shares.load[number]),
            road_km=float(road_m[number]) / 1000,
        )
        for number, code in enumerate(codes)
    ]


def _mode(outcome: Outcome, params: DesignParams, number: int) -> PatrolMode:
    locked = outcome.wishes.locked
    if number < len(locked):
        return locked[number].patrol_mode
    return params.mode(CLASSES[outcome.part_kind[number]])


def _roads(outcome: Outcome, shares: Shares, codes: list[str]) -> list[RoadPlan]:
    """Return the roads cut where one grid's duty ends and another's begins."""
    fabric = outcome.fabric
    label = shares.grid * len(fabric.grades) + fabric.mesh.source
    stretches = roadnet.stretches(fabric.mesh, fabric.is_road, label)
    lines = fabric.ground.frame.lift(stretches.shapes(fabric.mesh))
    lines = shapely.transform(lines, lambda points: np.round(points, DECIMALS))
    source, grid = stretches.first_of(fabric.mesh.source), stretches.first_of(shares.grid)
    metres = np.bincount(stretches.stretch, fabric.length_m[stretches.segment], stretches.size)
    minutes = np.bincount(stretches.stretch, outcome.work.road[stretches.segment], stretches.size)
    return [
        _road(
            outcome, int(source[number]), codes[grid[number]], lines[number], (metres[number], minutes[number]), number
        )
        for number in np.flatnonzero(metres >= _SHORTEST_M).tolist()
    ]


def _road(
    outcome: Outcome, source: int, code: str, line: BaseGeometry, size: tuple[float, float], number: int
) -> RoadPlan:
    road, grade = outcome.fabric.ground.roads[source], outcome.fabric.grades[source]
    return RoadPlan(
        key=f"{road.key}#{number}",
        road=road.key,
        name=road.name,
        highway=road.highway,
        flow=road.flow,
        grade=grade.level,
        reason=grade.told(),
        score=grade.score,
        grid=code,
        length_m=float(size[0]),
        minutes=float(size[1]),
        geometry=line,
    )
