"""Parts that grow from seeds over the graph, nearest first, with a handicap that evens out their loads.

The first step is a power diagram (Aurenhammer 1987) that follows the graph: an atom joins the part with the least
squared distance minus handicap among those that have already reached a neighbour, so every part is contiguous,
rivers or not. The next steps move the seeds (Lloyd 1982) and the handicaps (Cohen-Addad, Klein, Young 2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Floats, Ints


class Heap(NamedTuple):
    """Offers, the least first: ``key f8[..]``, ``atom``, ``part i8[..]``, ``size i8[1]`` how many there are."""

    key: Floats
    atom: Ints
    part: Ints
    size: Ints


@compiled
def grow(core: Core, seeds: Ints, east: Floats, north: Floats, handicap: Floats, part: Ints) -> None:
    """Complete ``part``, ``i8[a]``: every atom with -1 joins a part, if one can reach it.

    ``seeds i8[p]`` first atom of each part, all different, or -1 for a part that has atoms already; ``east``,
    ``north f8[p]`` metres from where distances count; ``handicap f8[p]`` square metres. Atoms with a fixed label
    must be seeds, or have their part already.
    """
    room = len(core.adj) + 1
    heap = Heap(np.empty(room), np.empty(room, np.int64), np.empty(room, np.int64), np.zeros(1, np.int64))
    for p in range(len(seeds)):
        if seeds[p] >= 0:
            part[seeds[p]] = p
    for atom in range(len(part)):
        if part[atom] >= 0:
            _offer(core, heap, atom, part, east, north, handicap)
    while heap.size[0] > 0:
        atom, p = heap.atom[0], heap.part[0]
        _drop_first(heap)
        if part[atom] < 0 and is_welcome(core, part, atom, p):
            part[atom] = p
            _offer(core, heap, atom, part, east, north, handicap)


@inner
def is_welcome(core: Core, part: Ints, atom: int, p: int) -> bool:
    """Tell whether no atom of part ``p`` must lie apart from this one."""
    clashes = 0
    for k in range(core.apart_ptr[atom], core.apart_ptr[atom + 1]):
        clashes += part[core.apart_adj[k]] == p
    return clashes == 0


@inner
def _offer(core: Core, heap: Heap, atom: int, part: Ints, east: Floats, north: Floats, handicap: Floats) -> None:
    """Put the free neighbours of ``atom`` on the heap for its part."""
    p = part[atom]
    for k in range(core.ptr[atom], core.ptr[atom + 1]):
        near = core.adj[k]
        if part[near] < 0:
            across, along = core.east[near] - east[p], core.north[near] - north[p]
            _enter(heap, across * across + along * along - handicap[p], near, p)


@inner
def _enter(heap: Heap, key: float, atom: int, part: int) -> None:
    """Enter an offer at the end of the heap, which has four branches, and let it rise."""
    at = heap.size[0]
    heap.size[0] += 1
    while at > 0:
        up = (at - 1) // 4
        if heap.key[up] <= key:
            break
        heap.key[at], heap.atom[at], heap.part[at] = heap.key[up], heap.atom[up], heap.part[up]
        at = up
    heap.key[at], heap.atom[at], heap.part[at] = key, atom, part


@inner
def _drop_first(heap: Heap) -> None:
    """Take the first offer off; the last one takes its place and sinks."""
    heap.size[0] -= 1
    size = heap.size[0]
    key, atom, part = heap.key[size], heap.atom[size], heap.part[size]
    at = 0
    while 4 * at + 1 < size:
        low = 4 * at + 1
        for k in range(low + 1, min(low + 4, size)):
            if heap.key[k] < heap.key[low]:
                low = k
        if heap.key[low] >= key:
            break
        heap.key[at], heap.atom[at], heap.part[at] = heap.key[low], heap.atom[low], heap.part[low]
        at = low
    heap.key[at], heap.atom[at], heap.part[at] = key, atom, part
