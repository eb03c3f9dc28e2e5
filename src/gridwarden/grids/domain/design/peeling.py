"""Classes where no zones are given but numbers of grids are wanted: the sparsest land is village, the densest is A.

A ring of fields around a town may need more grids than are wanted although its area is small. So land is peeled off
in grids that exist: all of it is divided into grids of class C, the sparsest of them, as many as are wanted, become
C; what is left is divided into as many grids as are wanted of A and B, and the sparsest become B.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

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
            sparsest = np.argsort(weight / np.bincount(part, self.area_m2[units]), kind="stable")
            found.grid[units] = part + found.grid.max() + 1
            units = units[np.isin(part, sparsest[:wanted])]
        found.kind[units] = number
        left[units] = False
