"""One attempt at a plan: units sorted into classes, each class divided into grids, roads given to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms import partition
from gridwarden.algorithms.refusals import Refusal
from gridwarden.grids.domain.design.bonds import placed, places_of, units_at
from gridwarden.grids.domain.design.bordering import either
from gridwarden.grids.domain.design.feasible import check_counts, in_words
from gridwarden.grids.domain.design.outcome import Outcome, Step
from gridwarden.grids.domain.design.peeling import Peeler
from gridwarden.grids.domain.design.posing import Work, problem_of
from gridwarden.grids.domain.design.refusals import DesignRefused
from gridwarden.grids.domain.design.sharing import share_roads
from gridwarden.grids.domain.design.sorting import CLASSES, Sorter
from gridwarden.grids.domain.design.town import TOWN, VILLAGE
from gridwarden.grids.domain.design.zoning import DensityZones, GivenZones, ZoneMap
from gridwarden.grids.domain.solver_words import of_grids

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gridwarden.algorithms.partition import Problem, Result
    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.params import Counts, DesignParams
    from gridwarden.grids.domain.design.town import Town
    from gridwarden.grids.domain.design.wishes import Place, Wishes
    from gridwarden.grids.domain.kinds import GridClass

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Bytes = NDArray[np.int8]

#: The share of the time in which the town is divided to find its classes; where the fewest are wanted, its grids are
#: taken over.
_SORTING_SHARE, _FEWEST_SHARE = 0.3, 0.55
#: A start that nobody asked for costs next to nothing to leave.
_START_KEEP = 1e-4


@dataclass(frozen=True, eq=False)
class Prepared:
    """What all attempts begin with; ``lock`` is the locked grid of each unit, -1 for none."""

    town: Town
    params: DesignParams
    wishes: Wishes
    zones: ZoneMap
    fabric: Fabric
    work: Work
    lock: Ints
    counts: Counts


class Attempt:
    """The steps of one attempt; ``told`` hears 0..1 of this attempt."""

    def __init__(
        self, prepared: Prepared, seed: int, told: Callable[[Step], None], stop: Callable[[], bool] | None
    ) -> None:
        self.town, self.params, self.wishes = prepared.town, prepared.params, prepared.wishes
        self.zones, self.lock, self.counts = prepared.zones, prepared.lock, prepared.counts
        self.fabric, self.work = prepared.fabric, prepared.work
        self.seed, self.told, self.stop = seed, told, stop
        self.start: Ints | None = None
        self.settled = False
        self.begun = _SORTING_SHARE
        self.units = np.flatnonzero(self.lock < 0)

    def run(self) -> Outcome:
        """Sort the units into classes, divide each class, add what is locked."""
        free = self.lock < 0
        kind = np.array([CLASSES.index(grid.grid_class) for grid in self.wishes.locked] + [0])[self.lock]
        if not free.any():
            return self._outcome(self.lock, None)
        kind = np.where(free, self._sorted(free), kind)
        check_counts(self.fabric, self.work, self.params, self.counts, kind, free)
        caps = np.array([self.params.limit_m(one) for one in CLASSES])
        units = self.units
        may = either(self.fabric, kind, self._density())[units]
        problem = problem_of(self.fabric, self.work, kind, caps, units=units, also=may, **self._wished(units))
        found = self._solve("grids", problem, tuple(map(self.counts.of, CLASSES)), 1.0 - self.begun)
        _, part = np.unique(found.part, return_inverse=True)
        return self._outcome(self._with_locked(part), found)

    def _with_locked(self, part: Ints) -> Ints:
        """Return the grid of every unit, the locked ones first, given those of the free units."""
        whole = self.lock.copy()
        whole[self.units] = part + len(self.wishes.locked)
        return whole

    def _weighed(self, part: Ints, kind: Bytes) -> Floats:
        """Return the work of the grids of the free units once every road has its grid."""
        kinds = np.concatenate([self._locked_kinds(), kind]).astype(np.int64)
        shares = share_roads(self.fabric, self._with_locked(part), kinds, self.work.road, self.work.area)
        return shares.load[len(self.wishes.locked) :]

    def _sorted(self, free: Bools) -> Ints:
        """Return the class of each free unit: by zones, or, where those are derived, so that wanted numbers fit."""
        wanted = tuple(self.counts.of(one) for one in CLASSES)
        if not isinstance(self.zones, DensityZones) or any(one is None for one in wanted):
            given = isinstance(self.zones, GivenZones)
            return Sorter(self.fabric, self.work, self.params, self.counts, free, given).kinds(self._divide_town)
        numbers = tuple(one or 0 for one in wanted)
        peeler = Peeler(
            area_m2=self.fabric.area_m2,
            density=self.zones.density_at(self.fabric.inner),
            load=self.work.load(self.fabric, np.zeros(len(free), dtype=np.int64)),
            pairs=self.work.neighbours.pairs,
            room=tuple(n * self.params.limit_m(one) ** 2 for n, one in zip(numbers, CLASSES, strict=True)),
            wanted=numbers,
        )
        peeled = peeler.peeled(free, self._divide_evenly)
        self._rezone(peeled.kind, free)
        self.start = peeled.grid
        return peeled.kind

    def _density(self) -> Floats | None:
        """Return how dense it is around each unit, where zones were derived from that."""
        return self.zones.density_at(self.fabric.inner) if isinstance(self.zones, DensityZones) else None

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
        try:
            return self._searched("classes", mixed, (count,), _SORTING_SHARE / 2)
        except partition.WrongCount:
            # this division only sorts the land; that it needs more grids says nothing about those that are wanted
            return self._solve("classes", mixed, (None,), _SORTING_SHARE / 2, (grid_class.value,))

    def _divide_town(self, units: Ints, kind: Ints, count: int | None) -> Result:
        cap_m = min(self.params.limit_m(CLASSES[0]), self.params.limit_m(CLASSES[1]))
        one_kind = np.where(kind == len(CLASSES) - 1, 1, 0)
        problem = problem_of(self.fabric, self.work, one_kind, np.array([cap_m]), units=units)
        self.begun = _SORTING_SHARE if count is not None else _FEWEST_SHARE
        found = self._solve("classes", problem, (count,), self.begun, ("A+B", "C"))
        if count is None and not self.wishes.keep:
            self.start = np.full(self.fabric.units.size, -1, dtype=np.int64)
            self.start[units], self.settled = found.part, True
        return found

    def _solve(
        self,
        name: str,
        problem: Problem,
        counts: tuple[int | None, ...],
        share: float,
        classes: tuple[str, ...] = tuple(CLASSES),
    ) -> Result:
        """Divide; refuse in the words of the town, in which the kinds of the problem are ``classes``."""
        try:
            return self._searched(name, problem, counts, share)
        except Refusal as refusal:
            words = f"{self._wanted_in_words()}: {_in_words(self._placed(refusal.message, problem), classes)}"
            raise DesignRefused(words, **refusal.fields) from refusal

    def _searched(self, name: str, problem: Problem, counts: tuple[int | None, ...], share: float) -> Result:
        params = partition.Params(
            seed=self.seed,
            time_limit_s=self.params.time_limit_s * share,
            counts=counts,
            weights=self.params.weights,
            keep=self.wishes.keep if self.start is None else max(self.wishes.keep, _START_KEEP),
            max_load=(self.params.max_minutes or None,) * problem.kinds,
            even=self.params.even or None,
            settled=self.settled,
        )

        def told(progress: partition.Progress) -> None:
            begun = 0.0 if name == "classes" else self.begun
            self.told(Step(name, begun + share * progress.done, progress))

        return partition.solve(problem, params, on_progress=told, stop=self.stop, weigh=self._weighed)

    def _placed(self, message: str, problem: Problem) -> str:
        """Return the solver's message with the places of the wishes in it, where the problem has any."""
        if problem.together is None:
            return message
        place = places_of(self.fabric, self.wishes)
        return placed(
            message, {number: place[unit] for number, unit in enumerate(self.units.tolist()) if unit in place}
        )

    def _wanted_in_words(self) -> str:
        asked = {one: self.params.counts.of(one) for one in CLASSES}
        given = {one: number for one, number in asked.items() if number is not None}
        return f"There is no plan with {in_words(given)}" if given else "There is no plan"

    def _wished(self, units: Ints) -> dict[str, Ints | None]:
        """Return what the free units should keep: their grid of today, partners and opponents."""
        today = [self.fabric.ground.frame.lay(grid.geometry) for grid in self.wishes.today]
        start = self.fabric.within(today) if today and self.wishes.keep else self.start
        return {
            "start": None if start is None else start[units],
            "together": self._pairs(units, self.wishes.together),
            "apart": self._pairs(units, self.wishes.apart),
        }

    def _pairs(self, units: Ints, pairs: tuple[tuple[Place, Place], ...]) -> Ints | None:
        """Return the free units in which pairs of places lie; pairs in one unit or in locked grids say no more."""
        if not pairs:
            return None
        number = np.full(self.fabric.units.size, -1, dtype=np.int64)
        number[units] = np.arange(len(units))
        found = number[units_at(self.fabric, pairs)]
        return np.asarray(found[(found >= 0).all(axis=1) & (found[:, 0] != found[:, 1])])

    def _locked_kinds(self) -> list[int]:
        return [CLASSES.index(grid.grid_class) for grid in self.wishes.locked]

    def _outcome(self, part: Ints, search: Result | None) -> Outcome:
        kinds = np.array([*self._locked_kinds(), *([] if search is None else search.part_kind)], dtype=np.int64)
        shares = share_roads(self.fabric, part, kinds, self.work.road, self.work.area)
        return Outcome(self.town, self.wishes, self.fabric, self.work, part, kinds, search, shares)


def _in_words(message: str, classes: tuple[str, ...]) -> str:
    """Return the solver's message in the words of the town: grids of a class in place of parts of a kind."""
    for number, one in enumerate(classes):
        message = message.replace(f"kind {number}", f"class {one}").replace(f"Kind {number}", f"Class {one}")
    return of_grids(message)
