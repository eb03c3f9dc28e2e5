"""How much of the border between grids runs on roads, water or railways, and how much of the rest could.

A stretch of border off every line lies inside a block that roads and waters cut out, between two grids that share the
block. It could follow a line when one of the two could have the other's share of the block as well: then the border
would run along the block's outline. It could not when either grid would become wider than it may be or have more work
than it should, or the giver would fall apart. So a field too wide for any grid is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import diameter_m
from gridwarden.grids.domain.design.fabric import components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.posing import Work

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Border:
    """Metres of border between grids: all, on lines, and off lines where it could follow one."""

    all_m: float
    drawn_m: float
    stray_m: float

    @property
    def share(self) -> float:
        """Return the share on lines."""
        return self.drawn_m / self.all_m if self.all_m else 1.0

    @property
    def share_where_any(self) -> float:
        """Return the share on lines of what is on lines or could be."""
        possible = self.drawn_m + self.stray_m
        return self.drawn_m / possible if possible else 1.0


def border_of(fabric: Fabric, work: Work, part: Ints, hold: Hold) -> Border:
    """Return the border of a plan.

    Parameters
    ----------
    fabric, work
        Units, segments and blocks; who borders whom, and what work there is.
    part
        ``i8[n]`` the grid of each unit.
    hold
        What each grid may hold.
    """
    sides = fabric.units.sides
    grids = part[np.maximum(sides, 0)]
    inner = (sides >= 0).all(axis=1) & (grids[:, 0] != grids[:, 1])
    metres, drawn = fabric.length_m, fabric.is_drawn
    stray = np.flatnonzero(inner & ~drawn)
    keys = np.column_stack([np.sort(grids[stray], axis=1), fabric.block_of_units[sides[stray]].max(axis=1)])
    known, which = np.unique(keys, axis=0, return_inverse=True)
    length = np.bincount(which.ravel(), metres[stray], len(known))
    hands = _Hands(fabric, work, part, hold)
    could = np.array([hands.could_change(*row) for row in known.tolist()], dtype=bool)
    return Border(float(metres[inner].sum()), float(metres[inner & drawn].sum()), float(length[could].sum()))


class Hold(NamedTuple):
    """What each grid may hold, ``f8[p]`` each: its limit in metres, its load, and the most that it should have."""

    limit_m: Floats
    load: Floats
    most: Floats


class _Hands:
    """Tells whether a grid could take over what another holds of a block."""

    def __init__(self, fabric: Fabric, work: Work, part: Ints, hold: Hold) -> None:
        self.block, self.pairs, self.part, self.hold = fabric.block_of_units, work.neighbours.pairs, part, hold
        self.minutes = work.load(fabric, np.zeros(len(part), dtype=np.int64))
        self.hulls = shapely.convex_hull(shapely.transform(fabric.units.shapes, fabric.ground.frame.measured))

    def could_change(self, one: int, other: int, block: int) -> bool:
        """Tell whether one of two grids could have the other's share of a block as well."""
        return self._could_take(one, other, block) or self._could_take(other, one, block)

    def _could_take(self, taker: int, giver: int, block: int) -> bool:
        share = (self.part == giver) & (self.block == block)
        rest = (self.part == giver) & ~share
        if not share.any() or not rest.any():
            return False
        if self.hold.load[taker] + float(self.minutes[share].sum()) > self.hold.most[taker]:
            return False
        together = shapely.MultiPoint(shapely.get_coordinates(self.hulls[share | (self.part == taker)]))
        return diameter_m(together) <= self.hold.limit_m[taker] and self._is_whole(rest)

    def _is_whole(self, units: Bools) -> bool:
        number = components(len(units), self.pairs, units.astype(np.int64))
        return len(np.unique(number[units])) == 1
