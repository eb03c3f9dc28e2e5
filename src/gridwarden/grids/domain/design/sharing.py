"""Every stretch of road to exactly one grid; a road between two grids goes where it balances and joins best."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms import roadnet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.roadnet import Stretches
    from gridwarden.grids.domain.design.fabric import Fabric

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_ROUNDS = 12
#: An odd crossing in a grid's roads means way walked twice; it weighs like a tenth of the mean load too much.
_ODD = 0.01
#: Beyond this ratio to the mean, load weighs far more.
_COMFORT, _PAIN = 1.03, 40.0


@dataclass(frozen=True, eq=False)
class Shares:
    """Which grid keeps each segment's road (-1 where there is none), and the minutes of each grid."""

    grid: Ints = field(repr=False)
    load: Floats


def share_roads(fabric: Fabric, part: Ints, kind: Ints, road_minutes: Floats, area_minutes: Floats) -> Shares:
    """Return the grid of each road.

    Parameters
    ----------
    fabric
        The units and roads.
    part
        ``i8[n]`` the grid of each unit, 0..p-1.
    kind
        ``i8[p]`` the class of each grid; a road between two classes belongs to the first of them.
    road_minutes, area_minutes
        Work of each segment's road and of each unit besides.
    """
    sides = fabric.units.sides
    grids = np.where(sides >= 0, part[np.maximum(sides, 0)], -1)
    grids = np.where(grids < 0, grids.max(axis=1, keepdims=True), grids)
    ranks = kind[grids]
    first = np.argmin(ranks, axis=1)
    only = grids[np.arange(len(grids)), first]
    open_ = (grids[:, 0] != grids[:, 1]) & (ranks[:, 0] == ranks[:, 1]) & fabric.is_road
    label = (grids.min(axis=1) * (len(kind) + 1) + grids.max(axis=1)) * (len(fabric.grades) + 1) + fabric.mesh.source
    stretches = roadnet.stretches(fabric.mesh, fabric.is_road, label)
    work = _Sharing(stretches, road_minutes, np.bincount(part, area_minutes, len(kind)).astype(np.float64), kind)
    work.settle(stretches.first_of(np.where(open_, -1, only)))
    work.choose(stretches.first_of(grids[:, 0]), stretches.first_of(grids[:, 1]))
    grid = np.full(len(grids), -1, dtype=np.int64)
    grid[stretches.segment] = work.grid[stretches.stretch]
    return Shares(grid, np.array(work.load))


class _Sharing:
    """The state while stretches are given away: loads, and how often roads of a grid meet at each corner."""

    def __init__(self, stretches: Stretches, minutes: Floats, load: Floats, kind: Ints) -> None:
        per_stretch = np.bincount(stretches.stretch, minutes[stretches.segment], stretches.size)
        self.minutes: list[float] = per_stretch.tolist()
        self.ends: list[list[int]] = stretches.ends.tolist()
        self.load: list[float] = load.tolist()
        self.kind = kind
        self.grid: Ints = np.full(stretches.size, -1, dtype=np.int64)
        self.meet: dict[tuple[int, int], int] = defaultdict(int)

    def settle(self, grid: Ints) -> None:
        """Give the stretches that have but one grid to it; -1 leaves one open."""
        for stretch in np.flatnonzero(grid >= 0).tolist():
            self._give(stretch, int(grid[stretch]), 1)

    def choose(self, one: Ints, two: Ints) -> None:
        """Give the open stretches away, the longest work first, then change minds while that is better."""
        still = np.flatnonzero(self.grid < 0)
        order = sorted(still.tolist(), key=lambda stretch: -self.minutes[stretch])
        means = self._means(order)
        for stretch in order:
            self._give(stretch, min((int(one[stretch]), int(two[stretch])), key=self.load.__getitem__), 1)
        for _ in range(_ROUNDS):
            if not sum(self._reconsider(stretch, int(one[stretch]), int(two[stretch]), means) for stretch in order):
                return

    def _reconsider(self, stretch: int, one: int, two: int, means: list[float]) -> bool:
        now = int(self.grid[stretch])
        other = two if now == one else one
        before = self._price(stretch, now, other, means)
        self._give(stretch, now, -1)
        self._give(stretch, other, 1)
        if self._price(stretch, now, other, means) < before - 1e-12:
            return True
        self._give(stretch, other, -1)
        self._give(stretch, now, 1)
        return False

    def _price(self, stretch: int, one: int, two: int, means: list[float]) -> float:
        price = 0.0
        for grid in (one, two):
            ratio = self.load[grid] / means[grid]
            price += (ratio - 1.0) ** 2 + _PAIN * max(0.0, ratio - _COMFORT) ** 2
            price += _ODD * sum(self.meet[grid, end] % 2 for end in set(self.ends[stretch]))
        return price

    def _give(self, stretch: int, grid: int, sign: int) -> None:
        self.grid[stretch] = grid
        self.load[grid] += sign * self.minutes[stretch]
        for end in self.ends[stretch]:
            self.meet[grid, end] += sign

    def _means(self, still: list[int]) -> list[float]:
        """Return the mean load of each grid's kind, once everything is given away."""
        load = np.array(self.load)
        total = np.bincount(self.kind, load)
        # What is still open lies between grids of one kind; which one that is does not matter to the mean of all.
        opened = sum(self.minutes[stretch] for stretch in still) / max(float(load.sum()), 1e-9)
        mean = total / np.maximum(np.bincount(self.kind), 1) * (1.0 + opened)
        return [max(float(mean[kind]), 1e-9) for kind in self.kind]
