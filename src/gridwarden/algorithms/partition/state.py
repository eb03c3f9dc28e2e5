"""A plan in the making: who lies where, and the sums by which a move is priced without looking at the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner
from gridwarden.algorithms.partition.sums import summed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Bytes, Floats, Ints

#: How steeply the price of too great a width grows.
STEEP = 10.0
#: Share of the mean load by which a part may miss it, beyond what is free, until the price is 1.
OFF_BY = 0.1
#: Price of passing the limit of load by once again as much.
OVERLOAD = 100.0


class State(NamedTuple):
    """``a`` atoms in ``p`` parts; arrays are changed in place.

    ``part i8[a]``; ``after``, ``before i8[a]`` and ``head i8[p]``: the members of a part as a ring without end
    marks but -1; ``size i8[p]``; ``load``, ``area f8[p]``; ``east``, ``north`` (area times metres), ``spread``
    (area times squared metres): moments of area; ``reach f8[p, d]`` supports in metres; ``width f8[p]`` price of
    being too wide; ``edge i8[a]`` the atoms with a neighbour in another part, ``place i8[a]`` where they stand in
    it or -1, ``edges i8[1]`` how many there are; ``kind i1[p]``, ``cap f8[p]`` metres, ``target f8[p]`` wanted
    load, ``limit f8[p]`` greatest load, ``usual f8[p]`` usual area; ``label i8[p]`` of today, or -1;
    ``seen i8[a]``, ``queue i8[a]``, ``stamp i8[1]``: for the search of a way.
    """

    part: Ints
    after: Ints
    before: Ints
    head: Ints
    size: Ints
    load: Floats
    area: Floats
    east: Floats
    north: Floats
    spread: Floats
    reach: Floats
    width: Floats
    edge: Ints
    place: Ints
    edges: Ints
    kind: Bytes
    cap: Floats
    target: Floats
    limit: Floats
    usual: Floats
    label: Ints
    seen: Ints
    queue: Ints
    stamp: Ints


class Shape(NamedTuple):
    """What is asked of the parts.

    ``kind i1[p]``, ``cap f8[p]`` metres, ``target``, ``limit f8[p]`` loads, ``usual f8[p]`` square metres,
    ``label i8[p]``.
    """

    kind: Bytes
    cap: Floats
    target: Floats
    limit: Floats
    usual: Floats
    label: Ints


def new_state(core: Core, part: NDArray[np.int64], shape: Shape) -> State:
    """Return the state of a plan that puts every atom into a part 0..p-1 of its kind."""
    atoms, parts = len(core.load), len(shape.kind)
    state = State(
        part=np.array(part, dtype=np.int64),
        after=np.full(atoms, -1),
        before=np.full(atoms, -1),
        head=np.full(parts, -1),
        size=np.bincount(part, minlength=parts),
        load=summed(part, core.load, parts),
        area=summed(part, core.area, parts),
        east=summed(part, core.area * core.east, parts),
        north=summed(part, core.area * core.north, parts),
        spread=summed(part, core.spread + core.area * (core.east**2 + core.north**2), parts),
        reach=np.full((parts, core.reach.shape[1]), -np.inf),
        width=np.zeros(parts),
        edge=np.empty(atoms, dtype=np.int64),
        place=np.full(atoms, -1),
        edges=np.zeros(1, dtype=np.int64),
        kind=shape.kind,
        cap=shape.cap,
        target=shape.target,
        limit=shape.limit,
        usual=shape.usual,
        label=shape.label,
        seen=np.zeros(atoms, dtype=np.int64),
        queue=np.empty(atoms, dtype=np.int64),
        stamp=np.zeros(1, dtype=np.int64),
    )
    _fill(core, state)
    return state


@compiled
def _fill(core: Core, state: State) -> None:
    """Link the members, and find supports, widths and the edge of each part."""
    for atom in range(len(core.load)):
        part = state.part[atom]
        _link(state, atom, part)
        for d in range(state.reach.shape[1]):
            state.reach[part, d] = max(state.reach[part, d], core.reach[atom, d])
        mark_edge(core, state, atom)
    for part in range(len(state.head)):
        state.width[part] = width_price(state.reach[part], state.cap[part])


@inner
def width_price(reach: Floats, cap: float) -> float:
    """Return the price of being wider than ``cap`` metres: the excess in all directions, linear and squared."""
    half = len(reach) // 2
    price = 0.0
    for d in range(half):
        over = (reach[d] + reach[d + half]) / cap - 1.0
        if over > 0:
            price += over + STEEP * over * over
    return price * 64 / half


@inner
def load_price(load: float, target: float, limit: float, slack: float) -> float:
    """Return the price of a part's load: nothing within ``slack``, a share of the target; much past the limit."""
    price = 0.0
    if target > 0:
        off = max(0.0, abs(load / target - 1.0) - slack) / OFF_BY
        price = off * off
    if load > limit:
        price += OVERLOAD * (load / limit - 1.0)
    return price


@inner
def inertia(area: float, east: float, north: float, spread: float, usual: float) -> float:
    """Return the moment of area about the own centre, against that of a disc of usual area."""
    if area <= 0:
        return 0.0
    return float((spread - (east * east + north * north) / area) * 6.283185307179586 / (usual * usual))


@inner
def _link(state: State, atom: int, part: int) -> None:
    first = state.head[part]
    state.after[atom] = first
    state.before[atom] = -1
    if first >= 0:
        state.before[first] = atom
    state.head[part] = atom


@inner
def _unlink(state: State, atom: int, part: int) -> None:
    left, right = state.before[atom], state.after[atom]
    if left >= 0:
        state.after[left] = right
    else:
        state.head[part] = right
    if right >= 0:
        state.before[right] = left


@inner
def mark_edge(core: Core, state: State, atom: int) -> None:
    """Put an atom on the list of the edge, or take it off, as its neighbours demand."""
    outer = False
    for k in range(core.ptr[atom], core.ptr[atom + 1]):
        outer = outer or state.part[core.adj[k]] != state.part[atom]
    where = state.place[atom]
    if outer and where < 0:
        state.edge[state.edges[0]] = atom
        state.place[atom] = state.edges[0]
        state.edges[0] += 1
    elif not outer and where >= 0:
        state.edges[0] -= 1
        last = state.edge[state.edges[0]]
        state.edge[where] = last
        state.place[last] = where
        state.place[atom] = -1


@inner
def reach_without(core: Core, state: State, atom: int, out: Floats) -> None:
    """Write the support of an atom's part without it into ``out``, ``f8[d]``."""
    part = state.part[atom]
    for d in range(len(out)):
        out[d] = state.reach[part, d]
        if core.reach[atom, d] >= out[d]:
            out[d] = -np.inf
            member = state.head[part]
            while member >= 0:
                if member != atom:
                    out[d] = max(out[d], core.reach[member, d])
                member = state.after[member]


@inner
def move(core: Core, state: State, atom: int, to: int, without: Floats) -> None:
    """Move an atom into another part; ``without`` is the support of its part without it."""
    here = state.part[atom]
    _unlink(state, atom, here)
    _link(state, atom, to)
    area, east, north = core.area[atom], core.east[atom], core.north[atom]
    spread = core.spread[atom] + area * (east * east + north * north)
    for part, sign in ((here, -1.0), (to, 1.0)):
        state.size[part] += int(sign)
        state.load[part] += sign * core.load[atom]
        state.area[part] += sign * area
        state.east[part] += sign * area * east
        state.north[part] += sign * area * north
        state.spread[part] += sign * spread
    for d in range(len(without)):
        state.reach[here, d] = without[d]
        state.reach[to, d] = max(state.reach[to, d], core.reach[atom, d])
    state.width[here] = width_price(state.reach[here], state.cap[here])
    state.width[to] = width_price(state.reach[to], state.cap[to])
    state.part[atom] = to
    mark_edge(core, state, atom)
    for k in range(core.ptr[atom], core.ptr[atom + 1]):
        mark_edge(core, state, core.adj[k])
