"""How much of the border between grids runs on roads, water or railways, and how much of the rest could.

A stretch of border off every line lies inside a block that roads and waters cut out, between two grids that share the
block. It could follow a line when one of the two could have the other's share of the block as well: then the border
would run along the block's outline. It could not when both would become wider than they may be, or the giver fall
apart; so a field too wide for any grid is left out, and so is the border that a neighbour's limit forces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import diameter_m
from gridwarden.grids.domain.design.fabric import components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.fabric import Fabric

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


def border_of(fabric: Fabric, pairs: Ints, part: Ints, limit_m: Floats) -> Border:
    """Return the border of a plan.

    Parameters
    ----------
    fabric
        Units, segments and blocks.
    pairs
        ``i8[e, 2]`` neighbouring units.
    part
        ``i8[n]`` the grid of each unit.
    limit_m
        ``f8[p]`` how wide each grid may be.
    """
    sides = fabric.units.sides
    grids = part[np.maximum(sides, 0)]
    inner = (sides >= 0).all(axis=1) & (grids[:, 0] != grids[:, 1])
    metres, drawn = fabric.length_m, fabric.is_drawn
    stray = np.flatnonzero(inner & ~drawn)
    keys = np.column_stack([np.sort(grids[stray], axis=1), fabric.block_of_units[sides[stray]].max(axis=1)])
    known, which = np.unique(keys, axis=0, return_inverse=True)
    length = np.bincount(which.ravel(), metres[stray], len(known))
    hands = _Hands(fabric, pairs, part, limit_m)
    could = np.array([hands.could_change(*row) for row in known.tolist()], dtype=bool)
    return Border(float(metres[inner].sum()), float(metres[inner & drawn].sum()), float(length[could].sum()))


class _Hands:
    """Tells whether a grid could take over what another holds of a block."""

    def __init__(self, fabric: Fabric, pairs: Ints, part: Ints, limit_m: Floats) -> None:
        self.block, self.pairs, self.part, self.limit_m = fabric.block_of_units, pairs, part, limit_m
        self.hulls = shapely.convex_hull(shapely.transform(fabric.units.shapes, fabric.ground.frame.measured))

    def could_change(self, one: int, other: int, block: int) -> bool:
        """Tell whether one of two grids could have the other's share of a block as well."""
        return self._could_take(one, other, block) or self._could_take(other, one, block)

    def _could_take(self, taker: int, giver: int, block: int) -> bool:
        share = (self.part == giver) & (self.block == block)
        rest = (self.part == giver) & ~share
        if not share.any() or not rest.any():
            return False
        together = shapely.multipoints(shapely.get_coordinates(self.hulls[share | (self.part == taker)]))
        return diameter_m(together) <= self.limit_m[taker] and self._is_whole(rest)

    def _is_whole(self, units: Bools) -> bool:
        number = components(len(units), self.pairs, units.astype(np.int64))
        return len(np.unique(number[units])) == 1
