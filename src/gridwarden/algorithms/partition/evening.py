"""More parts where the fewest are uneven: the heaviest are split until loads are as even as is wanted.

The fewest parts that a cap allows fill the cap where there is little work and where there is much; their loads differ
as the land does. How many more it takes is found by trying: some parts are split, all borders move again, and so on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from gridwarden.algorithms.partition.core import mixed
from gridwarden.algorithms.partition.exchange import exchanged, loads_as
from gridwarden.algorithms.partition.sums import summed

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.planner import Planner
    from gridwarden.algorithms.partition.problem import Bytes, Floats, Ints

    #: Tells the loads of the parts of the units, given the kinds of the parts, as they will be.
    Weigh = Callable[[Ints, Bytes], Floats]

#: Most parts of a kind, against the fewest, and one more; effort of each annealing on the way.
_MOST, _EFFORT = 1.5, 0.4
#: A kind that so many more rounds of splitting leave as uneven as it was is split no further.
_PATIENCE = 2
#: Of what a kind is uneven beyond what is wanted, this share of its parts is split at once.
_SHARE = 0.35


def evened_out(planner: Planner, part: Ints, kind: Bytes, weigh: Weigh | None) -> tuple[Ints, Bytes]:
    """Return a plan with more parts of the kinds whose number is free, so that loads are even.

    A kind whose loads do not become so in time, or not by more parts, keeps no other from it.
    """
    problem, wanted = planner.problem, planner.params.even
    free = [k for k in range(problem.kinds) if planner.params.count_of(k) is None]
    if wanted is None or not free:
        return part, kind
    whole = mixed(problem, planner.params, planner.core)
    most = np.ceil(_MOST * np.bincount(kind, minlength=problem.kinds)).astype(np.int64) + 1
    load = _loads(planner, part, kind, weigh)
    least = over = _over(load, kind, problem.kinds, wanted)
    best, rank, patience = (part, kind), _rank(over[free]), np.full(problem.kinds, _PATIENCE)
    while rank > (0, 0.0) and not planner.watch.is_over():
        number = len(kind)
        for one in free:
            room = int(most[one] - np.count_nonzero(kind == one)) if patience[one] else 0
            part, kind = _split_heaviest(whole, part, kind, one, over[one], load, room)
        if len(kind) == number:
            break
        part, kind = exchanged(planner, part, kind, _EFFORT)
        load = _loads(planner, part, kind, weigh)
        over = _over(load, kind, problem.kinds, wanted)
        if _rank(over[free]) < rank:
            best, rank = (part, kind), _rank(over[free])
        patience = np.where(over < least, _PATIENCE, np.maximum(patience - 1, 0))
        least = np.minimum(over, least)
    return best


def _loads(planner: Planner, part: Ints, kind: Bytes, weigh: Weigh | None) -> Floats:
    units = part[planner.core.atom]
    if weigh is not None:
        return weigh(units, kind)
    return summed(units, loads_as(planner.problem, kind[units]), len(kind))


def _over(load: Floats, kind: Bytes, kinds: int, wanted: float) -> Floats:
    """Return by how much the greatest load over the mean of each kind passes what is wanted, 0 where it does not."""
    of_kind = [load[kind[: len(load)] == one] for one in range(kinds)]
    ratios = [float(mine.max() / mine.mean()) if mine.sum() > 0 else 1.0 for mine in of_kind]
    return np.maximum(np.array(ratios) - wanted, 0.0)


def _rank(over: Floats) -> tuple[int, float]:
    """Return what is less for a better plan: first how many kinds are uneven, then by how much in all."""
    return int(np.count_nonzero(over)), float(over.sum())


def _split_heaviest(
    core: Core, part: Ints, kind: Bytes, one: int, over: float, load: Floats, room: int
) -> tuple[Ints, Bytes]:
    """Split as many of the heaviest parts of a kind as it seems to lack, ``room`` at most."""
    mine = np.flatnonzero(kind[: len(load)] == one)
    if over <= 0 or not len(mine):
        return part, kind
    count = min(int(np.ceil(_SHARE * over * len(mine))), max(room, 0))
    for p in mine[np.argsort(-load[mine], kind="stable")][:count].tolist():
        part, is_split = split(core, part, p, len(kind))
        kind = np.append(kind, kind[p]) if is_split else kind
    return part, kind


def split(core: Core, part: Ints, p: int, number: int) -> tuple[Ints, bool]:
    """Return a plan in which the half of part ``p`` farther from its first end is part ``number``, if it can be cut."""
    atoms = np.flatnonzero(part == p)
    ends = _far_ends(core, atoms)
    if ends is None:
        return part, False
    size = len(core.load)
    rows = np.repeat(np.arange(size), np.diff(core.ptr))
    metres = np.hypot(core.east[rows] - core.east[core.adj], core.north[rows] - core.north[core.adj]) + 1e-3
    graph = csr_matrix((metres, core.adj, core.ptr), shape=(size, size))[atoms][:, atoms]
    _, _, source = dijkstra(graph, directed=False, indices=ends, min_only=True, return_predecessors=True)
    out = part.copy()
    out[atoms[source == ends[1]]] = number
    return out, True


def _far_ends(core: Core, atoms: Ints) -> list[int] | None:
    """Return the places, among some atoms, of two that lie far apart, the first one fixed if any is."""
    if len(atoms) < 2:  # noqa: PLR2004 - two halves
        return None
    held = np.flatnonzero(core.label[atoms] >= 0)
    east, north = core.east[atoms], core.north[atoms]
    one = int(held[0]) if len(held) else int(np.argmax(np.hypot(east - east[0], north - north[0])))
    other = int(np.argmax(np.hypot(east - east[one], north - north[one])))
    return None if one == other else [one, other]
