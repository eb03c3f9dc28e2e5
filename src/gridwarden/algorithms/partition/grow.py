"""Parts that grow from seeds over the graph, nearest first, with a handicap that evens out their loads.

The first step is a power diagram (Aurenhammer 1987) that follows the graph: an atom joins the part with the least
squared distance minus handicap among those that have already reached a neighbour, so every part is contiguous,
rivers or not. The next steps move the seeds (Lloyd 1982) and the handicaps (Cohen-Addad, Klein, Young 2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Floats, Ints


@compiled
def grow(core: Core, seeds: Ints, east: Floats, north: Floats, handicap: Floats, part: Ints) -> None:
    """Complete ``part``, ``i8[a]``: every atom with -1 joins a part, if one can reach it.

    ``seeds i8[p]`` first atom of each part, all different, or -1 for a part that has atoms already; ``east``, ``north f8[p]`` metres from where distances
    count; ``handicap f8[p]`` square metres. Atoms with a fixed label must be seeds.
    """
    room = len(core.adj) + len(seeds) + 1
    key, what, who = np.empty(room), np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
    for p in range(len(seeds)):
        if seeds[p] >= 0:
            part[seeds[p]] = p
    size = 0
    for atom in range(len(part)):
        if part[atom] >= 0:
            size = _offer(core, atom, part[atom], east, north, handicap, part, key, what, who, size)
    while size > 0:
        atom, p = what[0], who[0]
        size -= 1
        _sink(key, what, who, size)
        if part[atom] < 0 and _is_welcome(core, part, atom, p):
            part[atom] = p
            size = _offer(core, atom, p, east, north, handicap, part, key, what, who, size)


@compiled
def _is_welcome(core: Core, part: Ints, atom: int, p: int) -> bool:
    for k in range(core.apart_ptr[atom], core.apart_ptr[atom + 1]):
        if part[core.apart_adj[k]] == p:
            return False
    return True


@compiled
def _offer(
    core: Core,
    atom: int,
    p: int,
    east: Floats,
    north: Floats,
    handicap: Floats,
    part: Ints,
    key: Floats,
    what: Ints,
    who: Ints,
    size: int,
) -> int:
    """Put the free neighbours of ``atom`` on the heap for part ``p``; return the new size of the heap."""
    for k in range(core.ptr[atom], core.ptr[atom + 1]):
        near = core.adj[k]
        if part[near] < 0:
            across, along = core.east[near] - east[p], core.north[near] - north[p]
            _rise(key, what, who, size, across * across + along * along - handicap[p], near, p)
            size += 1
    return size


@compiled
def _rise(key: Floats, what: Ints, who: Ints, at: int, new: float, atom: int, p: int) -> None:
    """Enter an element at the end of a heap of four branches and let it rise."""
    while at > 0:
        up = (at - 1) // 4
        if key[up] <= new:
            break
        key[at], what[at], who[at] = key[up], what[up], who[up]
        at = up
    key[at], what[at], who[at] = new, atom, p


@compiled
def _sink(key: Floats, what: Ints, who: Ints, size: int) -> None:
    """Take the first element off a heap that has ``size`` others; the last one takes its place and sinks."""
    new, atom, p = key[size], what[size], who[size]
    at = 0
    while 4 * at + 1 < size:
        low = 4 * at + 1
        for k in range(low + 1, min(low + 4, size)):
            if key[k] < key[low]:
                low = k
        if key[low] >= new:
            break
        key[at], what[at], who[at] = key[low], what[low], who[low]
        at = low
    key[at], what[at], who[at] = new, atom, p
