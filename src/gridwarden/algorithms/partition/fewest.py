"""The fewest parts of an island: cover first, then take a part away as long as a plan is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.anneal import Prices
from gridwarden.algorithms.partition.discs import HOT, cover
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
#: Moves per disc of the first cover and of one warmed up again, and how warm, as a share of the first heat.
_DISC_MOVES, _WARMED_MOVES = 1_700, 400
_LEAST_WARMTH, _MOST_WARMTH = 0.1, 0.5
_LEAST_SAMPLE, _SAMPLE_PER_DISC = 4_000, 60
#: Share of the moves of a long push of widths that a short one takes, by which covers are told apart.
_SHORT = 5
#: Rounds of warming up for each attempt allowed; a cover from nothing takes as long as so many of them.
_ROUNDS, _ROUNDS_PER_START = 4, 3
#: Covers from which the best is warmed up, and after how many rounds in vain others are begun.
_STARTS, _PATIENCE = 3, 8
#: With a greater price of widths per part the covers, or all that was made of them, leave no hope for so many parts.
_HOPELESS, _STUCK = 0.15, 0.04
#: With less than this price per part the nearest plan is worth a long push.
_NEAR = 0.015
#: So many parts too wide call for one part more.
_WIDE_PER_PART = 12
_COVER = Prices(width=1.0, balance=1.0, slack=0.0, border=0.0, compact=0.0, keep=0.0)


class Try(NamedTuple):
    """A plan with so many parts as ``places``: the price of what passes a limit, and in how many parts."""

    price: float
    wide: int
    places: Places
    part: Ints


def _price(tried: Try) -> float:
    return tried.price


class Cover:
    """Searches plans of one island with a given number of parts that keep the cap and the limit of load.

    ``caps`` and ``limits`` are per kind; ``moves`` the effort of a long push, ``attempts`` how often one may be made.
    """

    def __init__(self, core: Core, caps: Floats, limits: Floats, watch: Watch, *, moves: int, attempts: int) -> None:
        self.core = core._replace(island=np.zeros(len(core.load), dtype=np.int64))
        self.caps, self.limits, self.watch = caps, limits, watch
        self.moves, self.attempts = moves, attempts
        self.grower = Grower(self.core)
        # parts that passed a limit in the best of the last tries
        self.wide = 0

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
        """Return a plan with ``count`` parts that keeps the limits, or ``None`` if none was found.

        Covers are judged by what a short push leaves too wide. The best of some is warmed up again and again, which
        changes the order of a few discs, until that helps no more and others are begun. What comes near is pushed
        for long.
        """
        left = _ROUNDS * self.attempts
        best: Try | None = None
        while best is None or (left > 0 and 0.0 < best.price <= _STUCK * count and not self.watch.is_over()):
            chain, rounds = self._chain(count, rng)
            best = chain if best is None else min(best, chain, key=_price)
            left -= rounds
        self.wide = best.wide
        return best.part if best.price == 0.0 else None

    def _chain(self, count: int, rng: np.random.Generator) -> tuple[Try, int]:
        """Return the best of some covers after warming it up as long as that helps, and how many rounds it took."""
        best = min((self._tried(count, None, rng) for _ in range(_STARTS)), key=_price)
        rounds, failed = _STARTS * _ROUNDS_PER_START, 0
        while failed < _PATIENCE and 0.0 < best.price <= _HOPELESS * count and not self.watch.is_over():
            tried = self._tried(count, best.places, rng)
            failed = 0 if tried.price < best.price else failed + 1
            best = min(best, tried, key=_price)
            rounds += 1
        if 0.0 < best.price < _NEAR * count and not self.watch.is_over():
            best = min(best, self._pushed(best, self.moves, rng), key=_price)
        return best, rounds

    def _tried(self, count: int, places: Places | None, rng: np.random.Generator) -> Try:
        """Cover with discs, from nothing or from ``places``, let parts grow from them, and push for a short time."""
        if places is None:
            drawn = first_places(self.core, np.array([count]), rng, by_load=0.0)
            places = self._covered(drawn, _DISC_MOVES * count, HOT, rng)
        else:
            warmth = HOT * rng.uniform(_LEAST_WARMTH, _MOST_WARMTH)
            places = self._covered(places, _WARMED_MOVES * count, warmth, rng)
        part = mended(self.core, self.grower.plan(places, np.zeros(count)), count)
        if part.min() < 0:
            return Try(np.inf, count, places, part)
        return self._pushed(Try(np.inf, count, places, part), self.moves // _SHORT, rng)

    def _pushed(self, tried: Try, moves: int, rng: np.random.Generator) -> Try:
        """Return the try after annealing its plan on widths and overload alone."""
        count = len(tried.places.east)
        shape = shape_of(self.core, np.zeros(count, dtype=np.int64), self.caps, self.limits, np.full(count, -1))
        state = new_state(self.core, tried.part, shape._replace(target=np.zeros(count)))
        effort = Cooling(_HOT, _COLD, moves, "fewest", is_goal=True)
        cool(self.core, state, _COVER, effort, random_state(rng), self.watch)
        over = np.maximum(state.load / state.limit - 1.0, 0.0)
        wide = int(np.count_nonzero((state.width > 0) | (over > 0)))
        self.watch.report("fewest", 0.0, count, wide, 1.0)
        return Try(float(state.width.sum() + over.sum()), wide, tried.places, state.part.copy())

    def _covered(self, places: Places, moves: int, heat: float, rng: np.random.Generator) -> Places:
        """Return the places as centres of discs that cover the island as well as is found."""
        count = len(places.east)
        core, sample = self.core, max(_LEAST_SAMPLE, _SAMPLE_PER_DISC * count)
        if len(core.load) > sample:
            core = sub_core(core, np.sort(rng.choice(len(core.load), sample, replace=False)))
        east, north = places.east.copy(), places.north.copy()
        radius = float(self.caps[self.core.kind[0]]) / 2
        cover(core, east, north, radius, min(moves, self.moves // 8), random_state(rng), heat)
        return places._replace(east=east, north=north)
