"""Annealing in rounds of fixed size, with a look at the clock between two rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.anneal import Prices, anneal
from gridwarden.algorithms.partition.quality import excess_of
from gridwarden.algorithms.partition.state import Shape

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.params import Params
    from gridwarden.algorithms.partition.problem import Floats, Ints
    from gridwarden.algorithms.partition.state import State
    from gridwarden.algorithms.partition.watch import Watch

#: Rounds of one annealing; the clock is read and progress told after each.
_ROUNDS = 32
#: A part too wide costs more than all else together.
WIDE = 50.0


def prices_of(params: Params) -> Prices:
    """Return the prices of a search for balance."""
    return Prices(WIDE, 4 * params.weights.balance, params.weights.drawn or 1.0, params.weights.compact, params.keep)


def random_state(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Return a state for the generator of compiled code; never 0, where it would stay."""
    return rng.integers(1, 2**63, size=1, dtype=np.uint64)


def shape_of(core: Core, island_of_part: Ints, caps: Floats, limits: Floats, labels: Ints) -> Shape:
    """Return what is asked of each part: an equal share of the load and area of its island.

    ``caps`` and ``limits`` are given per kind; the caps are those of the search.
    """
    islands = int(core.island.max()) + 1
    parts = np.maximum(np.bincount(island_of_part, minlength=islands), 1)
    kind_of_island = np.zeros(islands, dtype=np.int8)
    kind_of_island[core.island] = core.kind
    kind = kind_of_island[island_of_part]
    load = np.bincount(core.island, core.load, islands) / parts
    area = np.bincount(core.island, core.area, islands) / parts
    return Shape(kind, caps[kind], load[island_of_part], limits[kind], area[island_of_part], labels)


def cool(
    core: Core,
    state: State,
    prices: Prices,
    *,
    hot: float,
    cold: float,
    moves: int,
    seed: np.ndarray[tuple[int], np.dtype[np.uint64]],
    watch: Watch,
    phase: str,
    goal: bool = False,
) -> None:
    """Anneal in rounds until the moves are used up, the goal is reached or the watch says stop."""
    fall = (cold / hot) ** (1 / _ROUNDS)
    for turn in range(_ROUNDS):
        top = hot * fall**turn
        watch.moves += anneal(core, state, prices, top, top * fall, moves // _ROUNDS, seed, goal)
        if goal and not (state.width > 0).any():
            return
        if not goal:
            wide, excess = int((state.width > 0).sum()), excess_of(state, int(core.kind.max()) + 1)
            watch.report(phase, (turn + 1) / _ROUNDS, len(state.head), wide, excess)
        if watch.is_over():
            return
