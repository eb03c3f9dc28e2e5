"""The fewest parts of an island: cover first, then take a part away as long as a plan is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.anneal import Prices
from gridwarden.algorithms.partition.discs import cover
from gridwarden.algorithms.partition.greedy import filled
from gridwarden.algorithms.partition.islands import sub_core
from gridwarden.algorithms.partition.search import Cooling, cool, random_state, shape_of
from gridwarden.algorithms.partition.seeds import Grower, Places, first_places, mended
from gridwarden.algorithms.partition.state import new_state

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Floats, Ints
    from gridwarden.algorithms.partition.watch import Watch

#: Area of a regular hexagon of diameter 1, and what borders lose of it in practice.
_HEXAGON = 0.6495
_LOSS = 1.2
_HOT, _COLD = 0.1, 0.003
_DISC_MOVES = 3_000
_LEAST_SAMPLE, _SAMPLE_PER_DISC = 4_000, 60
#: With a greater price of widths per part more attempts with so many parts are hopeless.
_HOPELESS = 0.15
#: With less than this price per part the nearest attempt is worth so many times the moves.
_NEAR, _PATIENCE = 0.03, 5
#: So many parts too wide call for one part more.
_WIDE_PER_PART = 12
_COVER = Prices(width=1.0, balance=1.0, slack=0.0, border=0.0, compact=0.0, keep=0.0)


class Cover:
    """Searches plans of one island with a given number of parts that keep the cap and the limit of load.

    ``caps`` and ``limits`` are per kind; ``moves`` the effort of one attempt, ``attempts`` how many are made.
    """

    def __init__(self, core: Core, caps: Floats, limits: Floats, watch: Watch, *, moves: int, attempts: int) -> None:
        self.core = core._replace(island=np.zeros(len(core.load), dtype=np.int64))
        self.caps, self.limits, self.watch = caps, limits, watch
        self.moves, self.attempts = moves, attempts
        self.grower = Grower(self.core)
        # of the last attempt
        self.price, self.wide = 0.0, 0
        # price and plan of the attempt that came nearest to keeping the limits
        self.nearest = (0.0, np.empty(0, dtype=np.int64))

    def fewest(self, bound: int, rng: np.random.Generator) -> Ints:
        """Return the plan with the fewest parts found, never fewer than ``bound``.

        Plans with a likely number are tried first, then with more until one is found, then with fewer until none
        is. The plan of the greedy walk stands in as long as there is no better one.
        """
        kind = self.core.kind[0]
        found = filled(self.core, float(self.caps[kind]), float(self.limits[kind]))
        guess = round(_LOSS * float(self.core.area.sum()) / (_HEXAGON * float(self.caps[kind]) ** 2))
        count, failed = max(bound, min(guess, int(found.max()))), bound - 1
        while failed < count <= found.max() and not self.watch.is_over():
            plan = self.with_parts(count, rng)
            if plan is None:
                failed = count
                count += max(1, self.wide // _WIDE_PER_PART)
            else:
                found = plan
                count = int(found.max())
        return found

    def with_parts(self, count: int, rng: np.random.Generator) -> Ints | None:
        """Return a plan with ``count`` parts that keeps the cap, or ``None`` if no attempt found one."""
        self.nearest = (_NEAR * count, np.empty(0, dtype=np.int64))
        for _ in range(self.attempts):
            part = self.attempt(count, rng)
            if part is not None or self.watch.is_over() or self.price > _HOPELESS * count:
                return part
        if not len(self.nearest[1]):
            return None
        return self._pushed(self.nearest[1], count, _PATIENCE * self.moves, rng)

    def attempt(self, count: int, rng: np.random.Generator) -> Ints | None:
        """Cover the island with discs, grow parts from their centres, and push widths down until the limits hold."""
        places = first_places(self.core, np.array([count]), rng, by_load=0.0)
        part = mended(self.core, self._covered(places, rng), count)
        return None if part.min() < 0 else self._pushed(part, count, self.moves, rng)

    def _pushed(self, part: Ints, count: int, moves: int, rng: np.random.Generator) -> Ints | None:
        """Anneal on widths alone; return the plan if it keeps the limits, and note it if it comes near."""
        shape = shape_of(self.core, np.zeros(count, dtype=np.int64), self.caps, self.limits, np.full(count, -1))
        state = new_state(self.core, part, shape._replace(target=np.zeros(count)))
        seed = random_state(rng)
        effort = Cooling(_HOT, _COLD, moves, "fewest", is_goal=True)
        cool(self.core, state, _COVER, effort, seed, self.watch)
        self.price, self.wide = float(state.width.sum()), int(np.count_nonzero(state.width))
        if self.price < self.nearest[0]:
            self.nearest = (self.price, state.part.copy())
        self.watch.report("fewest", 0.0, count, self.wide, 1.0)
        return state.part.copy() if self.wide == 0 and not (state.load > state.limit).any() else None

    def _covered(self, places: Places, rng: np.random.Generator) -> Ints:
        """Return the plan in which every atom goes to the nearest of the covering discs, where a way leads there."""
        count = len(places.east)
        core, sample = self.core, max(_LEAST_SAMPLE, _SAMPLE_PER_DISC * count)
        if len(core.load) > sample:
            core = sub_core(core, np.sort(rng.choice(len(core.load), sample, replace=False)))
        east, north = places.east.copy(), places.north.copy()
        radius = float(self.caps[self.core.kind[0]]) / 2
        cover(core, east, north, radius, min(_DISC_MOVES * count, self.moves // 8), random_state(rng))
        return self.grower.plan(places._replace(east=east, north=north), np.zeros(count))
