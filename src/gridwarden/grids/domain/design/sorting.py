"""Which class each unit's grid will have: the core is A, villages are C, the town is A along its main roads, else B.

What of the town lies along main roads is decided grid by grid: the town is divided first, as one, and the grids
with the most work on strictly kept roads become A. So both classes are areas that grids can cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.grids.domain.design.fabric import LEVELS
from gridwarden.grids.domain.design.town import CORE, VILLAGE
from gridwarden.grids.domain.kinds import ControlLevel, GridClass

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gridwarden.algorithms.partition import Result
    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.params import Counts, DesignParams
    from gridwarden.grids.domain.design.posing import Work

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    #: Divides some units, as one kind, into a number of grids of class A or B; ``None``: the fewest.
    Divide = Callable[[Ints, Ints, int | None], Result]

CLASSES = tuple(GridClass)
A, B, C = range(len(CLASSES))


@dataclass(frozen=True, eq=False)
class Sorter:
    """Sorts the free units of a fabric into the classes of their grids."""

    fabric: Fabric
    work: Work
    params: DesignParams
    counts: Counts
    free: Bools
    zones_are_given: bool

    def kinds(self, divide: Divide) -> Ints:
        """Return the number of the class of each unit."""
        zone = self.fabric.zone
        kind = np.where(zone == VILLAGE, C, A).astype(np.int64)
        core = (zone == CORE) & self.free & self.zones_are_given
        town = (zone != VILLAGE) & self.free & ~core
        if not town.any():
            return kind
        if self.counts.A == 0 or self.counts.B == 0:
            kind[town] = A if self.counts.B == 0 else B
            return kind
        found = divide(np.flatnonzero(town), kind, self._count_of_town(core, town))
        kind[np.flatnonzero(town)] = self._labelled(np.flatnonzero(town), found, core)
        return kind

    def _count_of_town(self, core: Bools, town: Bools) -> int | None:
        """Return into how many grids the town is divided; the core gets its share of the A grids."""
        if self.counts.A is None or self.counts.B is None:
            return None
        wanted = self.counts.A + self.counts.B
        return max(wanted - self._count_of_core(core, town), 1)

    def _count_of_core(self, core: Bools, town: Bools) -> int:
        if not core.any() or self.counts.A is None or self.counts.B is None:
            return 0
        load = self.work.load(self.fabric, np.zeros(len(core), dtype=np.int64))
        share = float(load[core].sum() / max(load[core | town].sum(), 1e-9))
        return int(np.clip(round((self.counts.A + self.counts.B) * share), 1, self.counts.A))

    def _labelled(self, units: Ints, found: Result, core: Bools) -> Ints:
        """Return A or B for each unit of the town, by the grid in which it came to lie."""
        _, part = np.unique(found.part, return_inverse=True)
        main = self._main_share(units, part)
        if self.counts.A is None or self.counts.B is None:
            is_main = main >= self.params.main_share
        else:
            wanted = self.counts.A - self._count_of_core(core, ~core & (self.fabric.zone != VILLAGE) & self.free)
            is_main = np.zeros(len(main), dtype=bool)
            is_main[np.argsort(-main, kind="stable")[:wanted]] = True
        return np.where(is_main[part], A, B)

    def _main_share(self, units: Ints, part: Ints) -> Floats:
        """Return for each grid the share of its road work that lies on strictly kept roads; a core counts whole."""
        size = self.fabric.units.size
        grid = np.full(size + 1, -1, dtype=np.int64)
        grid[units] = part
        count = int(part.max()) + 1
        strict = self.fabric.level == LEVELS.index(ControlLevel.STRICT)
        main, whole = np.zeros(count), np.full(count, 1e-9)
        for side in (0, 1):
            there = grid[self.fabric.units.sides[:, side]]
            inside = there >= 0
            np.add.at(whole, there[inside], self.work.road[inside])
            np.add.at(main, there[inside & strict], self.work.road[inside & strict])
        area = self.fabric.area_m2[units]
        core = np.bincount(part, area * (self.fabric.zone[units] == CORE), count) / np.bincount(part, area, count)
        return np.asarray(np.maximum(main / whole, core))
