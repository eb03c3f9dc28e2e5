"""Simulated annealing by moving atoms, or a part's share of a block, across borders (Kirkpatrick et al. 1983).

Every plan on the way is contiguous. A move is priced from sums of the two parts; only a move that would be taken
is tested for contiguity, by a search around the atom that gives up, and so forbids the move, when the way round
is long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner, random
from gridwarden.algorithms.partition.state import (
    inertia,
    load_price,
    move,
    reach_without,
    width_price,
)
from gridwarden.algorithms.partition.whole import gathered, is_whole, stays_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Floats, Ints
    from gridwarden.algorithms.partition.state import State

#: After so many moves it is a little colder.
_BATCH = 256
#: Share of the moves in which all that a part holds of a block goes at once, and how many atoms that may be.
_TOGETHER, _MOST_TOGETHER = 0.03, 80
#: A group that is half moved may cost so much more than it will in the end.
_UPHILL = 1.0


class Prices(NamedTuple):
    """What each fault costs.

    ``width`` of a part too wide, ``balance`` beyond ``slack`` (a share of the mean load), ``border`` per usual
    perimeter, ``compact``, ``keep`` per usual area moved out of today's part.
    """

    width: float
    balance: float
    slack: float
    border: float
    compact: float
    keep: float


@inner
def _may_join(core: Core, state: State, atom: int, to: int) -> bool:
    """Tell whether the part is of a kind that the atom may have, and holds no atom that must lie apart."""
    clashes = 1 - ((core.may[atom] >> state.kind[to]) & 1)
    for k in range(core.apart_ptr[atom], core.apart_ptr[atom + 1]):
        clashes += state.part[core.apart_adj[k]] == to
    return bool(clashes == 0)


@inner
def _border_change(core: Core, state: State, atom: int, to: int) -> float:
    """Return by how much the price of borders grows, in metres of border."""
    here = state.part[atom]
    change = 0.0
    for k in range(core.ptr[atom], core.ptr[atom + 1]):
        part = state.part[core.adj[k]]
        if part == here:
            change += core.price[k]
        elif part == to:
            change -= core.price[k]
    return change


@inner
def _compact_change(core: Core, state: State, atom: int, to: int) -> float:
    area, east, north = core.area[atom], core.area[atom] * core.east[atom], core.area[atom] * core.north[atom]
    spread = core.spread[atom] + (east * east + north * north) / area
    here = state.part[atom]
    change = 0.0
    for part, sign in ((here, -1.0), (to, 1.0)):
        a, e, n, s, usual = state.area[part], state.east[part], state.north[part], state.spread[part], state.usual[part]
        change -= inertia(a, e, n, s, usual)
        change += inertia(a + sign * area, e + sign * east, n + sign * north, s + sign * spread, usual)
    return change


@inner
def _load_change(core: Core, state: State, atom: int, to: int, slack: float) -> float:
    here, load = state.part[atom], core.load[atom]
    change = -load_price(state.load[here], state.target[here], state.limit[here], slack)
    change += load_price(state.load[here] - load, state.target[here], state.limit[here], slack)
    change -= load_price(state.load[to], state.target[to], state.limit[to], slack)
    change += load_price(state.load[to] + load, state.target[to], state.limit[to], slack)
    return float(change)


@inner
def _keep_change(core: Core, state: State, atom: int, to: int) -> float:
    home, here = core.home[atom], state.part[atom]
    if home < 0:
        return 0.0
    leaves = (1 if state.label[here] == home else 0) - (1 if state.label[to] == home else 0)
    return float(core.area[atom] / state.usual[to] * leaves)


@inner
def price_of_move(core: Core, state: State, atom: int, to: int, prices: Prices) -> float:
    """Return by how much the price of the plan grows if ``atom`` moves, but for widths."""
    here = state.part[atom]
    perimeter = 4.0 * np.sqrt(0.5 * (state.usual[here] + state.usual[to]))
    change = prices.border * _border_change(core, state, atom, to) / perimeter
    if prices.balance > 0:
        change += prices.balance * _load_change(core, state, atom, to, prices.slack)
    if prices.compact > 0:
        change += prices.compact * _compact_change(core, state, atom, to)
    if prices.keep > 0:
        change += prices.keep * _keep_change(core, state, atom, to)
    return float(change)


@inner
def width_after(core: Core, state: State, atom: int, to: int, joined: Floats) -> float:
    """Return the price of the width of part ``to`` with ``atom``; ``joined f8[d]`` is room to work in."""
    for d in range(len(joined)):
        joined[d] = max(state.reach[to, d], core.reach[atom, d])
    return width_price(joined, state.cap[to])


@inner
def try_move(
    core: Core, state: State, atom: int, to: int, prices: Prices, enough: float, joined: Floats, without: Floats
) -> bool:
    """Move ``atom`` into part ``to`` if the price grows by no more than ``enough`` and all parts stay whole."""
    here = state.part[atom]
    if state.size[here] == 1 or core.label[atom] >= 0 or not _may_join(core, state, atom, to):
        return False
    change = price_of_move(core, state, atom, to, prices)
    # the part left behind may gain at most its present price
    if change - prices.width * state.width[here] > enough:
        return False
    change += prices.width * (width_after(core, state, atom, to, joined) - state.width[to])
    if change - prices.width * state.width[here] > enough:
        return False
    is_known = False
    if state.width[here] > 0:
        reach_without(core, state, atom, without)
        is_known = True
        change += prices.width * (width_price(without, state.cap[here]) - state.width[here])
    if change > enough or not stays_whole(core, state, atom):
        return False
    if not is_known:
        reach_without(core, state, atom, without)
    move(core, state, atom, to, without)
    return True


@inner
def try_group(
    core: Core, state: State, atom: int, to: int, prices: Prices, enough: float, without: Floats, group: Ints
) -> bool:
    """Move what a part holds of a block into part ``to``, as ``try_move`` does a single atom."""
    here = state.part[atom]
    if core.label[atom] >= 0:
        return False
    count = gathered(core, state, atom, group)
    if count == 0 or count >= state.size[here]:
        return False
    for i in range(count):
        if not _may_join(core, state, group[i], to):
            return False
    change, moved = 0.0, 0
    while moved < count and change < enough + _UPHILL:
        one = group[moved]
        before = state.width[here] + state.width[to]
        change += price_of_move(core, state, one, to, prices)
        reach_without(core, state, one, without)
        move(core, state, one, to, without)
        change += prices.width * (state.width[here] + state.width[to] - before)
        moved += 1
    if moved == count and change <= enough and is_whole(core, state, here):
        return True
    for i in range(moved - 1, -1, -1):
        reach_without(core, state, group[i], without)
        move(core, state, group[i], here, without)
    return False


@compiled
def anneal(
    core: Core,
    state: State,
    prices: Prices,
    heat: tuple[float, float],
    moves: int,
    seed: NDArray[np.uint64],
    has_goal: bool,  # noqa: FBT001 - compiled code knows no keywords
) -> int:
    """Try ``moves`` moves while the temperature falls between the two of ``heat``; return how many were tried.

    With a goal it ends as soon as no part is too wide.
    """
    joined, without = np.empty(state.reach.shape[1]), np.empty(state.reach.shape[1])
    group = np.empty(_MOST_TOGETHER, dtype=np.int64)
    warmth, fall = heat[0], (heat[1] / heat[0]) ** (1.0 / max(1, moves // _BATCH))
    for tried in range(moves):
        if state.edges[0] == 0:
            return tried
        if tried % _BATCH == 0:
            warmth *= fall
            if has_goal and state.width.max() <= 0.0:
                return tried
        atom = state.edge[int(random(seed) * state.edges[0])]
        near = core.adj[core.ptr[atom] + int(random(seed) * (core.ptr[atom + 1] - core.ptr[atom]))]
        if state.part[near] != state.part[atom]:
            # the price that may be paid is drawn first, so that dear moves are given up early
            enough = -warmth * np.log(random(seed) + 1e-300)
            if core.block[atom] >= 0 and random(seed) < _TOGETHER:
                try_group(core, state, atom, state.part[near], prices, enough, without, group)
            else:
                try_move(core, state, atom, state.part[near], prices, enough, joined, without)
    return moves
