"""Units that may lie in grids of either of two classes, because they are as much of one as of the other.

Grids of one piece of land can be balanced against each other only; so where classes are ours to draw, their borders
are drawn for even loads, among the units that could be either. Zones that are given are kept: the core is A, villages
are C, and only what fronts on the main roads of the town may be A or B.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.grids.domain.design.fabric import LEVELS
from gridwarden.grids.domain.design.town import CORE, TOWN
from gridwarden.grids.domain.kinds import ControlLevel, GridClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.fabric import Fabric

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CLASSES = tuple(GridClass)
A, B, C = range(len(CLASSES))


def either(fabric: Fabric, kind: Ints, density: Floats | None) -> Ints:
    """Return the further classes of each unit, a bit for each.

    Parameters
    ----------
    fabric
        Units, zones and roads.
    kind
        ``i8[n]`` the class of each unit.
    density
        ``f8[n]`` of roads and buildings around each unit where zones were derived from it; ``None``: zones are given.
    """
    fronts = on_main_roads(fabric)
    if density is None:
        free = fronts & (fabric.zone == TOWN)
        return np.asarray(np.where(free & (kind == A), 1 << B, 0) | np.where(free & (kind == B), 1 << A, 0), np.int64)
    found = _by_density(kind, density, fabric.area_m2)
    found |= np.where(kind == A, 1 << B, 0) | np.where(kind == B, 1 << A, 0)
    # what is dense enough for the core leaves class A never, and may always come to it
    return np.where(fabric.zone == CORE, np.where(kind == A, 0, 1 << A), found)


def on_main_roads(fabric: Fabric) -> Bools:
    """Return which units have a strictly kept road inside or along their border."""
    sides = fabric.units.sides[fabric.level == LEVELS.index(ControlLevel.STRICT)]
    found = np.zeros(fabric.units.size, dtype=bool)
    found[sides[sides >= 0]] = True
    return found


def _by_density(kind: Ints, density: Floats, area_m2: Floats) -> Ints:
    """Let a unit join a class for which it is dense, or sparse, enough: beyond the middle of all classes between.

    Towards the denser it is denser than half of the land of its own class and of those passed over; towards the
    sparser it is sparser than half of that.
    """
    middle = {one: _median(density[kind == one], area_m2[kind == one]) for one in np.unique(kind).tolist()}
    found = np.zeros(len(kind), dtype=np.int64)
    for one in middle:
        for other in middle:
            if one == other:
                continue
            passed = [middle[k] for k in middle if min(one, other) <= k <= max(one, other) and k != other]
            fits = density >= max(passed) if other < one else density <= min(passed)
            found |= np.where((kind == one) & fits, 1 << other, 0)
    return found


def _median(values: Floats, weight: Floats) -> float:
    """Return the value below which half of the weight lies."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(below, below[-1] / 2)])
