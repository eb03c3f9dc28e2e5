"""Classes where no zones are given but numbers of grids are wanted: the sparsest land is village, the densest is A.

A ring of fields around a town may need more grids than are wanted although its area is small. So land is peeled off
in grids that exist: all of it is divided into grids of class C, the sparsest of them, as many as are wanted, become
C; what is left is divided into as many grids as are wanted of A and B, and the sparsest become B.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.grids.domain.design.fabric import components
from gridwarden.grids.domain.kinds import GridClass

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gridwarden.algorithms.partition import Result

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    #: Divides some units into a number of grids of a class that have about one share of area and work each.
    Divide = Callable[[Ints, GridClass, int, float], Result]

CLASSES = tuple(GridClass)
#: How much the work counts beside the area when land is divided: the more, the smaller are grids of dense land.
#: Little for C, whose grids must reach far; as much as the area inside the town.
_WORK_SHARE = {GridClass.B: 0.2, GridClass.C: 0.1}


#: What a further piece of the chosen grids, or of the others, costs in mean densities: grids of one piece of land can
#: be balanced against each other, those of two pieces cannot. So it costs, too, when a piece has more work per grid
#: than the others.
_PIECE, _PIECE_OF_OTHERS, _UNEVEN = 0.25, 3.0, 4.0
#: So many grids of either side are tried where all swaps would take too long, and so many swaps are made.
_SIDE, _MOST_SWAPS = 20, 30


def sparsest(density: Floats, load: Floats, pairs: Ints, wanted: int) -> Bools:
    """Return which grids are the sparsest and hang together, and leave the others together.

    Parameters
    ----------
    density
        ``f8[g]`` of each grid.
    load
        ``f8[g]`` work of each grid.
    pairs
        ``i8[e, 2]`` neighbours among the grids; a grid may be its own.
    wanted
        How many are chosen.
    """
    price = density / max(float(density.mean()), 1e-9)
    chosen = np.zeros(len(density), dtype=bool)
    chosen[np.argsort(density, kind="stable")[:wanted]] = True

    def cost(which: Bools) -> float:
        piece = components(len(which), pairs, which.astype(np.int64))
        mine, others = len(np.unique(piece[which])), len(np.unique(piece[~which]))
        uneven = _uneven(piece[which], load[which]) + _uneven(piece[~which], load[~which])
        return float(price[which].sum()) + _PIECE * mine + _PIECE_OF_OTHERS * others + _UNEVEN * uneven

    best = cost(chosen)
    for _ in range(_MOST_SWAPS):
        swaps = [(cost(_swapped(chosen, one, two)), one, two) for one, two in _likely_swaps(chosen, density)]
        least, one, two = min(swaps, default=(best, 0, 0))
        if least >= best - 1e-9:
            break
        best, chosen = least, _swapped(chosen, one, two)
    return chosen


def _uneven(piece: Ints, load: Floats) -> float:
    """Return by how much the piece with the most work per grid exceeds the mean of all grids."""
    if not load.sum() > 0:
        return 0.0
    per_grid = np.bincount(piece, load) / np.maximum(np.bincount(piece), 1)
    return float(per_grid.max() / load.mean()) - 1.0


def _likely_swaps(chosen: Bools, density: Floats) -> list[tuple[int, int]]:
    """Return all swaps; of very many, those of the densest chosen grids for the sparsest others."""
    mine, others = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    if len(mine) * len(others) > _SIDE**2:
        mine = np.sort(mine[np.argsort(-density[mine], kind="stable")[:_SIDE]])
        others = np.sort(others[np.argsort(density[others], kind="stable")[:_SIDE]])
    return [(one, two) for one in mine.tolist() for two in others.tolist()]


def _swapped(chosen: Bools, one: int, two: int) -> Bools:
    other = chosen.copy()
    other[one], other[two] = False, True
    return other


@dataclass(frozen=True, eq=False)
class Peeled:
    """The class of each unit, and the grid in which it came to lie while that was found out."""

    kind: Ints
    grid: Ints


@dataclass(frozen=True, eq=False)
class Peeler:
    """Sorts units into classes by density and by what the wanted grids can hold.

    ``room`` is what the wanted grids of each class could hold: their number times the square of their limit.
    """

    area_m2: Floats = field(repr=False)
    density: Floats = field(repr=False)
    load: Floats = field(repr=False)
    pairs: Ints = field(repr=False)
    room: tuple[float, ...]
    wanted: tuple[int, ...]

    def peeled(self, free: Bools, divide: Divide) -> Peeled:
        """Return the classes of the free units."""
        found = Peeled(np.zeros(len(free), dtype=np.int64), np.full(len(free), -1, dtype=np.int64))
        left = free.copy()
        for number in range(len(CLASSES) - 1, 0, -1):
            if self.wanted[number] and left.any():
                self._peel(left, number, divide, found)
        return found

    def _peel(self, left: Bools, number: int, divide: Divide, found: Peeled) -> None:
        """Give the class to the units of the sparsest grids, and take them out of what is left."""
        units = np.flatnonzero(left)
        wanted = self.wanted[number]
        if any(self.wanted[:number]):
            share = self.room[number] / sum(self.room[: number + 1])
            count = min(max(wanted + 1, round(wanted / share)), len(units))
            result = divide(units, CLASSES[number], count, _WORK_SHARE[CLASSES[number]])
            _, part = np.unique(result.part, return_inverse=True)
            weight = np.bincount(part, (self.area_m2 * self.density)[units])
            density = weight / np.bincount(part, self.area_m2[units])
            number_of = np.full(len(left), -1, dtype=np.int64)
            number_of[units] = part
            pairs = number_of[self.pairs]
            load = np.bincount(part, self.load[units]).astype(np.float64)
            # something is left for the other classes
            most = min(wanted, len(density) - 1)
            chosen = sparsest(density, load, pairs[(pairs >= 0).all(axis=1)], most)
            found.grid[units] = part + found.grid.max() + 1
            units = units[chosen[part]]
        found.kind[units] = number
        left[units] = False
