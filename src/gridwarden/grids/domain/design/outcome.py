"""How far a design has come, and what an attempt leaves to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition import Progress, Result
    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.posing import Work
    from gridwarden.grids.domain.design.sharing import Shares
    from gridwarden.grids.domain.design.town import Town
    from gridwarden.grids.domain.design.wishes import Wishes

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a design has come: ``lines``, ``units``, ``classes``, ``grids`` or ``drawing``; ``search`` within it."""

    name: str
    done: float
    search: Progress | None = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """What is to be drawn: the grid of each unit, the class and the roads of each grid, and how that was found.

    ``again_m`` is about how many metres are walked twice, known once grids have traded.
    """

    town: Town
    wishes: Wishes
    fabric: Fabric
    work: Work
    part: Ints
    part_kind: Ints
    search: Result | None
    shares: Shares
    again_m: float | None = None

    @property
    def max_over_mean(self) -> dict[int, float]:
        """Return for each class the greatest load of a grid over the mean."""
        found = {}
        for kind in np.unique(self.part_kind).tolist():
            load = self.shares.load[self.part_kind == kind]
            found[kind] = float(load.max() / load.mean()) if load.sum() > 0 else 1.0
        return found
