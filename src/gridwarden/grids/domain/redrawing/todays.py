"""Today's plan in the figures of a draft: its grids drawn as they are, its work taken from the blocks below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain.limits import max_patrol_diameter_m
from gridwarden.grids.domain.redrawing.figures import Borders, GridSize, plan_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gridwarden.grids.domain.redrawing.blocks import Blocks
    from gridwarden.grids.domain.redrawing.figures import PlanFigures
    from gridwarden.grids.domain.seamless import GridShape

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: A border this near to a line runs along it.
_ALONG_M = 6.0


@dataclass(frozen=True, eq=False)
class Lines:
    """Roads, and the waters and railways that a border follows as well; in degrees."""

    roads: NDArray[Any]
    others: NDArray[Any]


def todays_figures(blocks: Blocks, grids: Sequence[GridShape], lines: Lines) -> PlanFigures:
    """Return the figures of the grids of today."""
    plane = blocks.plane
    laid = np.array([plane.lay(grid.geometry) for grid in grids], dtype=object)
    minutes = _minutes(blocks, [grid.geometry for grid in grids])
    sizes = [
        GridSize(
            grid_class=grid.grid_class,
            limit_m=max_patrol_diameter_m(grid.grid_class, grid.patrol_mode),
            diameter_m=plane.diameter_m(grid.geometry),
            minutes=float(minutes[number]),
            area_m2=float(laid[number].area),
            outline_m=float(laid[number].length),
        )
        for number, grid in enumerate(grids)
    ]
    return plan_figures(sizes, _borders(blocks, laid, lines, in_todays(blocks, grids)), 0.0)


def in_todays(blocks: Blocks, grids: Sequence[GridShape]) -> Ints:
    """Return the number of today's grid in which each block lies; -1 for none."""
    found = np.full(blocks.size, -1, dtype=np.int64)
    points = shapely.points(blocks.inner_points())
    tree = shapely.STRtree([grid.geometry for grid in grids])
    which, grid = tree.query(points, predicate="intersects")
    found[which] = grid
    return found


def _minutes(blocks: Blocks, shapes: Sequence[Any]) -> Floats:
    """Share each block's work among today's grids by land; roads between two blocks count half for each."""
    whole = blocks.minutes.copy()
    for side in (0, 1):
        np.add.at(whole, blocks.pairs[:, side], blocks.pair_minutes / 2)
    tree = shapely.STRtree(blocks.shapes)
    grid, block = tree.query(np.array(shapes, dtype=object), predicate="intersects")
    shared = shapely.area(shapely.intersection(np.array(shapes, dtype=object)[grid], blocks.shapes[block]))
    share = shared / np.maximum(shapely.area(blocks.shapes)[block], 1e-18)
    return np.bincount(grid, whole[block] * share, len(shapes)).astype(np.float64)


def _borders(blocks: Blocks, laid: NDArray[Any], lines: Lines, today: Ints) -> Borders:
    border = _inner_border(laid)
    near = _near(blocks, border, np.concatenate([lines.roads, lines.others]))
    beside = shapely.union_all(shapely.buffer(near, _ALONG_M))
    ends = today[blocks.pairs]
    cuts = blocks.crossings[(ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])].sum()
    return Borders(inner_m=float(border.length), drawn_m=float(border.intersection(beside).length), cuts=float(cuts))


def _inner_border(laid: NDArray[Any]) -> Any:
    outlines = shapely.boundary(laid)
    outer = shapely.boundary(shapely.union_all(laid)).buffer(0.5)
    return shapely.difference(shapely.union_all(outlines), outer)


def _near(blocks: Blocks, border: Any, lines: NDArray[Any]) -> NDArray[Any]:
    laid = np.array([blocks.plane.lay(line) for line in lines], dtype=object)
    if not len(laid):
        return laid
    shapely.prepare(border)
    return np.asarray(laid[shapely.dwithin(border, laid, _ALONG_M)])
