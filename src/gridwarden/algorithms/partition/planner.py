"""From the bounds to the best plan found: numbers for each island, plans to begin with, annealing, mending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gridwarden.algorithms.partition.fewest import Cover
from gridwarden.algorithms.partition.islands import apportioned, sub_core
from gridwarden.algorithms.partition.labels import labels_of_today
from gridwarden.algorithms.partition.quality import total_price
from gridwarden.algorithms.partition.search import Cooling, cool, prices_of, random_state, shape_of
from gridwarden.algorithms.partition.seeds import Grower, first_places
from gridwarden.algorithms.partition.state import new_state
from gridwarden.algorithms.partition.sums import summed
from gridwarden.algorithms.partition.support import diameter_m, diameters_m, least_share
from gridwarden.algorithms.partition.today import plan_of_today
from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.islands import Island
    from gridwarden.algorithms.partition.params import Params
    from gridwarden.algorithms.partition.problem import Ints, Problem
    from gridwarden.algorithms.partition.state import State
    from gridwarden.algorithms.partition.watch import Watch

#: Moves of one annealing: so many, for small problems fewer, and more per unit; how many are reckoned a second.
_MANY_MOVES = 1_500_000
_FEW_MOVES, _MOVES_PER_FEW = 10_000, 400
_MOVES_PER_UNIT = 20
_MOVES_A_SECOND = 400_000
_COVER_MOVES = 1_000_000
#: Attempts to find a plan with fewer parts: one for so many seconds of the time limit, and two more.
_SECONDS_PER_ATTEMPT = 5
_GROWTH_ROUNDS = 30
_HOT, _COLD, _MILD = 0.05, 0.0005, 0.005
#: A part too wide costs so much more where it could be narrow enough.
_HARD = 1e4
#: Plans to begin with, and how often the numbers of the islands are changed after a failure.
_STARTS = 2
_BEGINNING = 0.3
_TRIES = 4
#: Up to so many units more than one start is tried.
_MANY_UNITS = 50_000


class CapNotReached(Invalid):
    """No plan with the wanted numbers was found whose parts all keep the caps."""

    code = "cap_not_reached"


class Planner:
    """Finds plans of all islands together; a plan is ``i8[a]``, parts numbered from 0 by island."""

    def __init__(self, problem: Problem, params: Params, core: Core, islands: list[Island], watch: Watch) -> None:
        self.problem, self.params, self.core, self.islands, self.watch = problem, params, core, islands, watch
        self.rng = np.random.default_rng(params.seed)
        # a width in one of the directions may lack so much of the diameter
        self.caps = problem.cap_m * least_share(len(core.look))
        limits = [params.max_load_of(kind) for kind in range(problem.kinds)]
        self.limits = np.array([np.inf if one is None else one for one in limits])
        self.prices = prices_of(params)
        self.grower = Grower(core)
        wanted = min(_MANY_MOVES, _FEW_MOVES + _MOVES_PER_FEW * len(core.load)) + _MOVES_PER_UNIT * len(core.load)
        self.moves = int(min(wanted, params.time_limit_s * _MOVES_A_SECOND / _STARTS))
        # where borders are exchanged afterwards, a plan to begin with is enough
        self.starts, self.effort = (_STARTS, 1.0) if problem.also is None else (1, _BEGINNING)

    def plan(self) -> Ints:
        """Return the best plan that keeps the caps, or refuse."""
        covers = {one.number: self._fewest(one) for one in self.islands if self.params.count_of(one.kind) is None}
        least = self._today_counts(np.array([one.bound for one in self.islands]))
        for _ in range(_TRIES):
            counts = self._counts(covers, least)
            part = self._best(counts, covers)
            wide = self._wide_islands(part)
            tight = [number for number in wide if not self._mend(part, counts, number, covers)]
            if not tight:
                return part
            least = least.copy()
            for number in tight:
                least[number] = self._needed(self.islands[number], int(counts[number]))
            if self.watch.is_over() or not self._is_possible(least):
                break
        raise self._refusal(part, counts)

    def _today_counts(self, least: Ints) -> Ints:
        """Return today's number of parts of each island where they add up to what is wanted; else ``least``."""
        if not (self.problem.has_today and self.params.keep > 0):
            return least
        known = np.unique(np.column_stack([self.core.island, self.core.home])[self.core.home >= 0], axis=0)
        today = np.maximum(np.bincount(known[:, 0], minlength=len(least)), least)
        for kind in range(self.problem.kinds):
            mine = [one.number for one in self.islands if one.kind == kind]
            if today[mine].sum() != self.params.count_of(kind):
                today[mine] = least[mine]
        return today

    def _needed(self, island: Island, failed: int) -> int:
        """Return a number of parts that suffices an island for which ``failed`` did not."""
        if failed + 1 >= len(island.atoms):
            return failed + 1
        rng = np.random.default_rng([self.params.seed, island.number])
        return int(self._cover(island).fewest(failed + 1, rng).max()) + 1

    def _fewest(self, island: Island) -> Ints:
        """Return the parts of an island, ``i8[..]`` from 0 for its atoms, as few as are found."""
        one = np.zeros(len(island.atoms), dtype=np.int64)
        if island.bound == 1 and self._holds(island):
            return one
        settled = self._settled(island) if self.params.settled else None
        if settled is not None:
            return settled
        return self._cover(island).fewest(island.bound, np.random.default_rng([self.params.seed, island.number]))

    def _settled(self, island: Island) -> Ints | None:
        """Return the parts of the start where they keep every limit and leave no atom of the island out."""
        home = self.core.home[island.atoms]
        if home.min() < 0:
            return None
        part = np.unique(home, return_inverse=True)[1].astype(np.int64)
        core = sub_core(self.core, island.atoms)
        same = part[np.repeat(np.arange(len(part)), np.diff(core.ptr))] == part[core.adj]
        rows = np.repeat(np.arange(len(part)), np.diff(core.ptr))[same]
        graph = csr_matrix((np.ones(len(rows), dtype=np.int8), (rows, core.adj[same])), shape=(len(part), len(part)))
        is_whole = connected_components(graph, directed=False)[0] == part.max() + 1
        everywhere = np.full(len(self.core.load), part.max() + 1)
        everywhere[island.atoms] = part
        metres = diameters_m(self.problem, everywhere[self.core.atom], int(part.max()) + 2)[:-1]
        load = summed(part, core.load, int(part.max()) + 1)
        clashes = core.apart_adj.size > 0 or (core.label >= 0).any()
        fits = (metres <= self.problem.cap_m[island.kind]).all() and (load <= self.limits[island.kind]).all()
        return part if is_whole and fits and not clashes else None

    def _cover(self, island: Island) -> Cover:
        few = min(_COVER_MOVES, _FEW_MOVES + _MOVES_PER_FEW * len(island.atoms))
        moves = int(min(few + 10 * len(island.atoms), self.params.time_limit_s * _MOVES_A_SECOND / 8))
        attempts = 2 + int(self.params.time_limit_s / _SECONDS_PER_ATTEMPT)
        core = sub_core(self.core, island.atoms)
        return Cover(core, self.caps, self.limits, self.watch, moves=moves, attempts=attempts)

    def _holds(self, island: Island) -> bool:
        """Tell whether one part may hold the whole island."""
        atoms = np.zeros(len(self.core.load), dtype=bool)
        atoms[island.atoms] = True
        corners = np.repeat(atoms[self.core.atom], np.diff(self.problem.hull_start))
        is_narrow = diameter_m(self.problem.hull[corners]) <= self.problem.cap_m[island.kind]
        apart = self.core.apart_ptr[island.atoms + 1] - self.core.apart_ptr[island.atoms]
        return bool(is_narrow and not apart.any() and island.load <= self.limits[island.kind])

    def _counts(self, covers: dict[int, Ints], least: Ints) -> Ints:
        """Return the number of parts of each island: as covered, or a share of the wanted number by load."""
        counts = np.ones(len(self.islands), dtype=np.int64)
        for number, cover in covers.items():
            counts[number] = cover.max() + 1
        for kind in range(self.problem.kinds):
            wanted = self.params.count_of(kind)
            mine = [one for one in self.islands if one.kind == kind]
            if wanted is not None and mine:
                numbers = [one.number for one in mine]
                most = np.array([len(one.atoms) for one in mine])
                loads = np.array([one.load for one in mine])
                counts[numbers] = apportioned(loads, least[numbers], most, wanted)
        return counts

    def _is_possible(self, least: Ints) -> bool:
        """Tell whether the wanted numbers suffice for what each island needs."""
        for kind in range(self.problem.kinds):
            wanted = self.params.count_of(kind)
            mine = [one for one in self.islands if one.kind == kind]
            if wanted is not None and sum(int(least[one.number]) for one in mine) > wanted:
                return False
        return all(least[one.number] <= len(one.atoms) for one in self.islands)

    def _starts(self, counts: Ints, covers: dict[int, Ints]) -> list[Ints]:
        """Return plans to begin with that leave no atom out."""
        plans = []
        if self.problem.has_today and self.params.keep > 0:
            plans.append(plan_of_today(self.core, counts))
        of_part = np.repeat(np.arange(len(counts)), counts)
        target = shape_of(self.core, of_part, self.caps, self.limits, np.full(len(of_part), -1)).target
        for _ in range(self.starts if len(self.core.load) <= _MANY_UNITS else 1):
            places = first_places(self.core, counts, self.rng, by_load=0.5)
            plan = self.grower.evened(places, target, _GROWTH_ROUNDS)
            plans.append(self._overlaid(plan, counts, covers))
        return [plan for plan in plans if plan.min() >= 0]

    def _overlaid(self, plan: Ints, counts: Ints, covers: dict[int, Ints]) -> Ints:
        first = np.concatenate([[0], np.cumsum(counts)])
        for number, cover in covers.items():
            plan[self.islands[number].atoms] = first[number] + cover
        return plan

    def _best(self, counts: Ints, covers: dict[int, Ints]) -> Ints:
        """Anneal from each start; return the plan with the fewest parts too wide, then of the least price."""
        best: tuple[tuple[int, float], Ints] | None = None
        for start in self._starts(counts, covers):
            state = self._state(start, counts)
            # what keeps the cap already by a narrow margin must not lose it
            self._cool(state, _HOT, int(self.moves * self.effort), "balance", _HARD if covers else 1.0)
            part = state.part.copy()
            score = (len(self._wide_parts(part)), total_price(self.core, state, self.prices))
            if best is None or score < best[0]:
                best = (score, part)
            if self.watch.is_over():
                break
        if best is None:
            raise CapNotReached("No plan keeps apart what must lie apart.", apart="could not be kept")
        return best[1]

    def _state(self, part: Ints, counts: Ints) -> State:
        of_part = np.repeat(np.arange(len(counts)), counts)
        labels = labels_of_today(self.core, part, len(of_part))
        return new_state(self.core, part, shape_of(self.core, of_part, self.caps, self.limits, labels))

    def _cool(self, state: State, hot: float, moves: int, phase: str, hard: float) -> None:
        seed = random_state(self.rng)
        prices = self.prices._replace(width=self.prices.width * hard)
        cool(self.core, state, prices, Cooling(hot, _COLD, moves, phase), seed, self.watch)

    def _mend(self, part: Ints, counts: Ints, number: int, covers: dict[int, Ints]) -> bool:
        """Replace the plan of one island by one that keeps the cap; tell whether there is one."""
        cover = covers.get(number)
        if cover is None:
            cover = self._cover(self.islands[number]).with_parts(int(counts[number]), self.rng)
        if cover is None:
            return False
        part[self.islands[number].atoms] = int(counts[:number].sum()) + cover
        state = self._state(part, counts)
        self._cool(state, _MILD, self.moves // 2, "finish", _HARD)
        if not len(self._wide_islands(state.part)):
            part[:] = state.part
        return True

    def _wide_islands(self, part: Ints) -> list[int]:
        return [int(one) for one in np.unique(self.core.island[np.isin(part, self._wide_parts(part))])]

    def _wide_parts(self, part: Ints) -> Ints:
        """Return the parts whose exact diameter passes the cap, or whose load its limit."""
        parts = int(part.max()) + 1
        kind = np.zeros(parts, dtype=np.int64)
        kind[part] = self.core.kind
        metres = diameters_m(self.problem, part[self.core.atom], parts)
        load = summed(part, self.core.load, parts)
        return np.flatnonzero((metres > self.problem.cap_m[kind]) | (load > self.limits[kind] * (1 + 1e-9)))

    def _refusal(self, part: Ints, counts: Ints) -> CapNotReached:
        """Say how near the best plan came, and what is known to be needed."""
        wide = self._wide_parts(part)
        metres = diameters_m(self.problem, part[self.core.atom], int(part.max()) + 1)[wide]
        kinds = sorted({self.islands[one].kind for one in self._wide_islands(part)})
        least = [sum(one.bound for one in self.islands if one.kind == kind) for kind in kinds]
        texts = [
            f"kind {kind}: {self.params.count_of(kind)} parts wanted, {bound} is the least that is not disproved"
            for kind, bound in zip(kinds, least, strict=True)
        ]
        worst = f"{len(wide)} of {int(counts.sum())} parts pass a limit, the widest with {metres.max():.0f} m"
        text = f"No plan with these numbers was found: {worst}. {'; '.join(texts)}."
        return CapNotReached(text, counts="is too small for the cap, as far as was found")
