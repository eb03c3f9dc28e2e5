"""The whole way from a town to its grids."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms import partition
from gridwarden.algorithms.refusals import Refusal
from gridwarden.grids.domain.design.drawing import drawn
from gridwarden.grids.domain.design.fabric import Fabric, woven
from gridwarden.grids.domain.design.ground import Frame, lay_out
from gridwarden.grids.domain.design.peeling import Peeler
from gridwarden.grids.domain.design.posing import Work, problem_of
from gridwarden.grids.domain.design.refusals import DesignRefused
from gridwarden.grids.domain.design.sorting import CLASSES, Sorter, check_counts
from gridwarden.grids.domain.design.town import TOWN, VILLAGE
from gridwarden.grids.domain.design.wishes import Wishes
from gridwarden.grids.domain.design.zoning import DensityZones, GivenZones, zones_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gridwarden.algorithms.partition import Problem, Result
    from gridwarden.grids.domain.design.params import Counts, DesignParams
    from gridwarden.grids.domain.design.plan import Design
    from gridwarden.grids.domain.design.town import Town
    from gridwarden.grids.domain.kinds import GridClass

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: The share of the time in which the town is divided to find its classes.
_SORTING_SHARE = 0.3
#: A start that nobody asked for costs next to nothing to leave.
_START_KEEP = 1e-4


@dataclass(frozen=True, slots=True)
class Step:
    """How far a design has come: ``lines``, ``units``, ``classes``, ``grids`` or ``drawing``; ``search`` within it."""

    name: str
    done: float
    search: partition.Progress | None = None


def design(
    town: Town,
    params: DesignParams,
    on_progress: Callable[[Step], None] | None = None,
    *,
    wishes: Wishes | None = None,
    stop: Callable[[], bool] | None = None,
) -> Design:
    """Return grids for a town.

    Parameters
    ----------
    town
        The district with its roads and zones, in CGCS2000 degrees.
    params
        Settings, numbers wanted, seed and time limit.
    on_progress
        Is told how far the work has come.
    wishes
        Today's grids, locks, and places that belong together or apart.
    stop
        Asked now and then; when it answers true, the best plan so far is returned.

    Returns:
    -------
    Design
        Grids that cover the boundary without the excluded areas, roads with their levels and grids, figures.

    Raises:
    ------
    Invalid
        The town is no clean territory, or what is wanted is impossible; the message says what and where.
    """
    return worked_out(town, params, on_progress, wishes=wishes, stop=stop)[0]


def worked_out(
    town: Town,
    params: DesignParams,
    on_progress: Callable[[Step], None] | None = None,
    *,
    wishes: Wishes | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Design, Outcome]:
    """Return grids as ``design`` does, and the units of which they are made, for whoever edits them further."""
    began_s = time.process_time()
    told = _forwards(on_progress or (lambda _: None))
    designer = _Designer(town, params, wishes or Wishes(), told, stop)
    outcome = designer.run()
    told(Step("drawing", 0.95))
    return drawn(outcome, params, began_s), outcome


def _forwards(on_progress: Callable[[Step], None]) -> Callable[[Step], None]:
    """Let what is told as done never go back, although a search begins anew with each of its phases."""
    farthest = 0.0

    def told(step: Step) -> None:
        nonlocal farthest
        farthest = max(farthest, step.done)
        on_progress(replace(step, done=farthest))

    return told


@dataclass(frozen=True, eq=False)
class Outcome:
    """What is to be drawn: the grid of each unit, the class of each grid, and how that was found."""

    town: Town
    wishes: Wishes
    fabric: Fabric
    work: Work
    part: Ints
    part_kind: Ints
    search: Result | None


class _Designer:
    """The steps of one design."""

    def __init__(
        self,
        town: Town,
        params: DesignParams,
        wishes: Wishes,
        told: Callable[[Step], None],
        stop: Callable[[], bool] | None,
    ) -> None:
        self.town, self.params, self.wishes, self.told, self.stop = town, params, wishes, told, stop
        told(Step("lines", 0.0))
        ground = lay_out(town)
        self.zones = zones_of(town, ground, params)
        told(Step("units", 0.05))
        locked = [ground.frame.lay(grid.geometry) for grid in wishes.locked]
        self.fabric = woven(ground, self.zones, params, locked)
        self.work = Work.of(self.fabric, params)
        self.lock = self.fabric.within(locked)
        self.counts = _less_locked(params.counts, wishes)
        self.start: Ints | None = None

    def run(self) -> Outcome:
        """Sort the units into classes, divide each class, add what is locked."""
        free = self.lock < 0
        kind = np.array([CLASSES.index(grid.grid_class) for grid in self.wishes.locked] + [0])[self.lock]
        if not free.any():
            return self._outcome(self.lock, None)
        self.told(Step("classes", 0.1))
        kind = np.where(free, self._sorted(free), kind)
        check_counts(self.fabric, self.work, self.params, self.counts, kind, free)
        caps = np.array([self.params.limit_m(one) for one in CLASSES])
        units = np.flatnonzero(free)
        problem = problem_of(self.fabric, self.work, kind, caps, units=units, **self._wished(units))
        found = self._solve("grids", problem, tuple(map(self.counts.of, CLASSES)), 1.0 - _SORTING_SHARE)
        _, part = np.unique(found.part, return_inverse=True)
        whole = self.lock.copy()
        whole[units] = part + len(self.wishes.locked)
        return self._outcome(whole, found)

    def _sorted(self, free: Bools) -> Ints:
        """Return the class of each free unit: by zones, or, where those are derived, so that wanted numbers fit."""
        wanted = tuple(self.counts.of(one) for one in CLASSES)
        if not isinstance(self.zones, DensityZones) or any(one is None for one in wanted):
            given = isinstance(self.zones, GivenZones)
            return Sorter(self.fabric, self.work, self.params, self.counts, free, given).kinds(self._divide_town)
        inner = shapely.get_coordinates(shapely.point_on_surface(self.fabric.units.shapes))
        numbers = tuple(one or 0 for one in wanted)
        peeler = Peeler(
            area_m2=self.fabric.area_m2,
            density=self.zones.density_at(inner),
            room=tuple(n * self.params.limit_m(one) ** 2 for n, one in zip(numbers, CLASSES, strict=True)),
            wanted=numbers,
        )
        peeled = peeler.peeled(free, self._divide_evenly)
        self._rezone(peeled.kind, free)
        self.start = peeled.grid
        return peeled.kind

    def _rezone(self, kind: Ints, free: Bools) -> None:
        """Let villages be what became C and the town what became A or B, and reckon their work anew."""
        zone = self.fabric.zone
        zone = np.where(free & (kind == len(CLASSES) - 1), VILLAGE, np.where(free & (zone == VILLAGE), TOWN, zone))
        self.fabric = replace(self.fabric, zone=zone)
        self.work = Work.of(self.fabric, self.params)

    def _divide_evenly(self, units: Ints, grid_class: GridClass, count: int, work_share: float) -> Result:
        one_kind = np.zeros(self.fabric.units.size, dtype=np.int64)
        caps = np.array([self.params.limit_m(grid_class)])
        problem = problem_of(self.fabric, self.work, one_kind, caps, units=units)
        area, load = problem.area_m2 / problem.area_m2.sum(), problem.load / max(float(problem.load.sum()), 1e-9)
        mixed = replace(problem, load=(1.0 - work_share) * area + work_share * load)
        return self._solve("classes", mixed, (count,), _SORTING_SHARE / 2)

    def _divide_town(self, units: Ints, kind: Ints, count: int | None) -> Result:
        cap_m = min(self.params.limit_m(CLASSES[0]), self.params.limit_m(CLASSES[1]))
        one_kind = np.where(kind == len(CLASSES) - 1, 1, 0)
        problem = problem_of(self.fabric, self.work, one_kind, np.array([cap_m]), units=units)
        return self._solve("classes", problem, (count,), _SORTING_SHARE)

    def _solve(self, name: str, problem: Problem, counts: tuple[int | None, ...], share: float) -> Result:
        params = partition.Params(
            seed=self.params.seed,
            time_limit_s=self.params.time_limit_s * share,
            counts=counts,
            weights=self.params.weights,
            keep=self.wishes.keep if self.start is None else max(self.wishes.keep, _START_KEEP),
            max_load=(self.params.max_minutes or None,) * problem.kinds,
        )

        def told(progress: partition.Progress) -> None:
            begun = 0.1 if name == "classes" else 0.1 + 0.85 * _SORTING_SHARE
            self.told(Step(name, begun + 0.85 * share * progress.done, progress))

        try:
            return partition.solve(problem, params, on_progress=told, stop=self.stop)
        except Refusal as refusal:
            told = f"{self._wanted_in_words()}: {_in_words(refusal.message)}"
            raise DesignRefused(told, **refusal.fields) from refusal

    def _wanted_in_words(self) -> str:
        wanted = [f"{one.value}={self.counts.of(one)}" for one in CLASSES if self.counts.of(one) is not None]
        return f"There is no plan with {', '.join(wanted)}" if wanted else "There is no plan"

    def _wished(self, units: Ints) -> dict[str, Ints | None]:
        """Return what the free units should keep: their grid of today, partners and opponents."""
        frame = self.fabric.ground.frame
        today = [frame.lay(grid.geometry) for grid in self.wishes.today]
        start = self.fabric.within(today) if today and self.wishes.keep else self.start
        return {
            "start": None if start is None else start[units],
            "together": self._pairs(frame, units, self.wishes.together),
            "apart": self._pairs(frame, units, self.wishes.apart),
        }

    def _pairs(self, frame: Frame, units: Ints, pairs: tuple[tuple[tuple[float, float], ...], ...]) -> Ints | None:
        """Return the free units in which pairs of places lie; pairs in one unit or beyond the free land say nothing."""
        if not pairs:
            return None
        tree = shapely.STRtree(self.fabric.units.shapes[units])
        points = frame.lay(shapely.points(np.array(pairs, dtype=np.float64).reshape(-1, 2)))
        at = np.full(len(points), -1, dtype=np.int64)
        which, unit = tree.query(points, predicate="intersects")
        at[which] = unit
        found = at.reshape(-1, 2)
        return np.asarray(found[(found >= 0).all(axis=1) & (found[:, 0] != found[:, 1])])

    def _outcome(self, part: Ints, search: Result | None) -> Outcome:
        locked = [CLASSES.index(grid.grid_class) for grid in self.wishes.locked]
        kinds = np.array([*locked, *([] if search is None else search.part_kind.tolist())], dtype=np.int64)
        return Outcome(self.town, self.wishes, self.fabric, self.work, part, kinds, search)


def _less_locked(counts: Counts, wishes: Wishes) -> Counts:
    """Return the numbers that are still wanted beside the locked grids."""
    for one in CLASSES:
        wanted, locked = counts.of(one), sum(grid.grid_class is one for grid in wishes.locked)
        if wanted is not None and wanted < locked:
            raise DesignRefused(f"{wanted} {one.value} grids are wanted, but {locked} are locked.", counts=one.value)
        if wanted is not None:
            counts = replace(counts, **{one.value: wanted - locked})
    return counts


def _in_words(message: str) -> str:
    """Return the solver's message in the words of the town: grids of a class in place of parts of a kind."""
    for number, one in enumerate(CLASSES):
        message = message.replace(f"kind {number}", f"class {one.value}")
    return message.replace("units", "blocks").replace("parts", "grids").replace("one part", "one grid")
