"""Annealing in rounds of fixed size, with a look at the clock between two rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.anneal import Prices, anneal
from gridwarden.algorithms.partition.quality import excess_of
from gridwarden.algorithms.partition.state import Shape
from gridwarden.algorithms.partition.sums import summed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.params import Params
    from gridwarden.algorithms.partition.problem import Floats, Ints
    from gridwarden.algorithms.partition.state import State
    from gridwarden.algorithms.partition.watch import Watch

#: Rounds of one annealing; the clock is read and progress told after each.
_ROUNDS = 32
#: A part too wide costs more than all else together.
WIDE = 50.0
#: Share of the wanted tolerance of loads that costs nothing; the rest is for what annealing leaves.
_FREE = 0.8


def prices_of(params: Params) -> Prices:
    """Return the prices of a search for balance."""
    weights = params.weights
    return Prices(
        width=WIDE,
        balance=4 * weights.balance,
        slack=_FREE * (params.balance_wanted - 1),
        border=1.0,
        compact=weights.compact,
        keep=params.keep,
    )


def random_state(rng: np.random.Generator) -> NDArray[np.uint64]:
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
    load = summed(core.island, core.load, islands) / parts
    area = summed(core.island, core.area, islands) / parts
    return Shape(kind, caps[kind], load[island_of_part], limits[kind], area[island_of_part], labels)


class Cooling(NamedTuple):
    """From how ``hot`` to how ``cold`` in how many ``moves``; with ``is_goal`` until no part is too wide."""

    hot: float
    cold: float
    moves: int
    phase: str
    is_goal: bool = False


def cool(core: Core, state: State, prices: Prices, cooling: Cooling, seed: NDArray[np.uint64], watch: Watch) -> None:
    """Anneal in rounds until the moves are used up, the goal is reached or the watch says stop."""
    fall = (cooling.cold / cooling.hot) ** (1 / _ROUNDS)
    moves = cooling.moves // _ROUNDS
    for turn in range(_ROUNDS):
        top = cooling.hot * fall**turn
        watch.moves += anneal(core, state, prices, (top, top * fall), moves, seed, cooling.is_goal)
        wide = int((state.width > 0).sum())
        if cooling.is_goal and wide == 0:
            return
        if not cooling.is_goal:
            excess = excess_of(state, int(core.kind.max()) + 1)
            watch.report(cooling.phase, (turn + 1) / _ROUNDS, len(state.head), wide, excess)
        if watch.is_over():
            return
