"""The figures by which plans are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms import roadnet, routing
from gridwarden.algorithms.partition.islands import apportioned
from gridwarden.grids.domain.design.fabric import LEVELS, components
from gridwarden.grids.domain.design.lines import Border, Hold, border_of
from gridwarden.grids.domain.design.plan import ClassFigures, Figures
from gridwarden.grids.domain.design.sorting import CLASSES
from gridwarden.grids.domain.solver_words import of_grids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.outcome import Outcome
    from gridwarden.grids.domain.design.params import DesignParams
    from gridwarden.grids.domain.design.plan import GridPlan, RoadPlan
    from gridwarden.grids.domain.design.sharing import Shares
    from gridwarden.grids.domain.kinds import GridClass

    Bools = NDArray[np.bool_]


def figures_of(
    outcome: Outcome,
    params: DesignParams,
    shares: Shares,
    grids: Sequence[GridPlan],
    roads: Sequence[RoadPlan],
) -> Figures:
    """Return the figures of a plan; the time it took is filled in at the end."""
    fabric = outcome.fabric
    plane = fabric.ground.frame.plane
    land_m2 = plane.area_m2(fabric.ground.frame.lift(fabric.ground.land))
    grids_m2 = sum(plane.area_m2(grid.geometry) for grid in grids)
    border, by_limits = _border(outcome, params, shares)
    by_class = {one.value: _of_class(outcome, params, one, grids) for one in CLASSES if _has(outcome, one)}
    return Figures(
        count=len(grids),
        lower_bound=sum(one.lower_bound for one in by_class.values()),
        by_class=by_class,
        district_km2=land_m2 / 1e6,
        grids_km2=grids_m2 / 1e6,
        unaccounted_m2=land_m2 - grids_m2,
        units=fabric.units.size,
        road_km=sum(road.length_m for road in roads) / 1000,
        road_km_by_grade={
            level.value: sum(road.length_m for road in roads if road.grade is level) / 1000 for level in LEVELS
        },
        inner_border_km=border.all_m / 1000,
        border_on_lines=border.share,
        border_on_lines_where_any=border.share_where_any,
        border_on_lines_by_limits=by_limits.share_where_any,
        crossings=_crossings(outcome),
        deadhead_share=deadhead_share(fabric, shares.grid),
        least_deadhead_share=least_deadhead_share(fabric),
        compactness=_compactness(outcome, grids),
        load_minutes=sum(grid.load_minutes for grid in grids),
        changed_share=_changed(outcome),
        seed=params.seed,
        cpu_s=0.0,
        is_cut_short=outcome.search is not None and outcome.search.is_cut_short,
    )


def _has(outcome: Outcome, one: GridClass) -> bool:
    return bool((outcome.part_kind == CLASSES.index(one)).any())


def _of_class(outcome: Outcome, params: DesignParams, one: GridClass, grids: Sequence[GridPlan]) -> ClassFigures:
    mine = [grid for grid in grids if grid.grid_class is one]
    number, search = CLASSES.index(one), outcome.search
    locked = sum(grid.grid_class is one for grid in outcome.wishes.locked)
    bound = (int(search.lower_bound[number]) if search else 0) + locked
    limit_m = params.limit_m(one)
    mean = sum(grid.load_minutes for grid in mine) / len(mine)
    return ClassFigures(
        count=len(mine),
        lower_bound=bound,
        lower_bound_why=of_grids(search.explanation[number]) if search else "All grids are locked.",
        limit_m=limit_m,
        max_diameter_m=max(grid.diameter_m for grid in mine),
        over_limit=sum(grid.diameter_m > limit_m for grid in mine),
        area_km2=sum(grid.area_km2 for grid in mine),
        mean_load_minutes=mean,
        max_over_mean=max(grid.load_minutes for grid in mine) / mean if mean else 1.0,
        least_max_over_mean=_evenest(outcome, number),
    )


def _evenest(outcome: Outcome, kind: int) -> float:
    """Return the least that the greatest load over the mean can be while each piece of a class keeps its land.

    A piece has a whole number of grids; the best numbers are found exactly.
    """
    kinds = outcome.part_kind[outcome.part]
    piece = components(len(kinds), outcome.work.neighbours.pairs, kinds)
    of_grid = np.zeros(len(outcome.part_kind), dtype=np.int64)
    of_grid[outcome.part] = piece
    mine = np.flatnonzero(outcome.part_kind == kind)
    number = np.unique(of_grid[mine], return_inverse=True)[1]
    loads = np.bincount(number, outcome.shares.load[mine]).astype(np.float64)
    units = np.bincount(piece)[np.unique(of_grid[mine])]
    given = apportioned(loads, np.ones(len(loads), dtype=np.int64), units, len(mine))
    return float((loads / given).max() * len(mine) / loads.sum()) if loads.sum() > 0 else 1.0


def _border(outcome: Outcome, params: DesignParams, shares: Shares) -> tuple[Border, Border]:
    """Return the border of a plan, held to the limits and to even loads, and held to the limits alone."""
    kind, load = outcome.part_kind, shares.load
    mean = (np.bincount(kind, load) / np.maximum(np.bincount(kind), 1))[kind]
    limits = np.array([params.limit_m(one) for one in CLASSES])[kind]
    most = np.maximum(mean * (params.even or np.inf), load)
    even = border_of(outcome.fabric, outcome.work, outcome.part, Hold(limits, load, most))
    return even, border_of(outcome.fabric, outcome.work, outcome.part, Hold(limits, load, np.full(len(load), np.inf)))


def _crossings(outcome: Outcome) -> int:
    """Return how often a road that both grids patrol inside leads from one into the other."""
    fabric = outcome.fabric
    crossed = fabric.units.crossings(fabric.is_road.astype(np.float64))
    return sum(int(outcome.part[one] != outcome.part[two]) for one, two in crossed)


def deadhead_share(fabric: Fabric, grid: NDArray[np.int64]) -> float | None:
    """Return the way walked without patrolling over the patrolled length, where each grid's roads are one loop.

    ``grid`` is the grid that keeps each segment's road, -1 where there is none. ``None`` where there is no road.
    """
    stretches = roadnet.stretches(fabric.mesh, fabric.is_road, grid)
    if not stretches.size:
        return None
    nodes, ends = np.unique(stretches.ends, return_inverse=True)
    network = routing.Network(len(nodes), ends.reshape(-1, 2), stretches.length_m)
    found = routing.loops(network, stretches.first_of(grid))
    required_m = sum(loop.required_m for loop in found)
    return sum(loop.deadhead_m for loop in found) / required_m if required_m else None


def least_deadhead_share(fabric: Fabric) -> float | None:
    """Return what ``deadhead_share`` is at least, whichever grids keep the roads; ``None`` where there is no road."""
    stretches = roadnet.stretches(fabric.mesh, fabric.is_road, np.zeros(len(fabric.is_road), dtype=np.int64))
    required_m = float(stretches.length_m.sum()) if stretches.size else 0.0
    if required_m <= 0.0:
        return None
    nodes, ends = np.unique(stretches.ends, return_inverse=True)
    return routing.least_again_m(routing.Network(len(nodes), ends.reshape(-1, 2), stretches.length_m)) / required_m


def _compactness(outcome: Outcome, grids: Sequence[GridPlan]) -> float:
    lay = outcome.fabric.ground.frame.lay
    shapes = [lay(grid.geometry) for grid in grids]
    return float(np.mean([4 * np.pi * shape.area / shape.length**2 for shape in shapes]))


def _changed(outcome: Outcome) -> float | None:
    """Return the share of the area that leaves the grid of today, each new grid standing for one of them."""
    today = outcome.wishes.today
    if not today:
        return None
    fabric = outcome.fabric
    before = fabric.within([fabric.ground.frame.lay(grid.geometry) for grid in today])
    table = np.zeros((len(outcome.part_kind), len(today)))
    known = before >= 0
    np.add.at(table, (outcome.part[known], before[known]), fabric.area_m2[known])
    stays = 0.0
    while table.size and table.max() > 0:
        row, column = np.unravel_index(int(np.argmax(table)), table.shape)
        stays += float(table[row, column])
        table[row, :] = table[:, column] = 0.0
    return 1.0 - stays / float(fabric.area_m2.sum())
