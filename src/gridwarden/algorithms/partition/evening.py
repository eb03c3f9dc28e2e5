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

#: Number of parts of a kind, against the fewest, at which it is given up; effort of each annealing on the way.
_MOST, _EFFORT = 1.5, 0.4
#: Of what a kind is uneven beyond what is wanted, this share of its parts is split at once.
_SHARE = 0.35


def evened_out(planner: Planner, part: Ints, kind: Bytes, weigh: Weigh | None) -> tuple[Ints, Bytes]:
    """Return a plan with more parts of the kinds whose number is free, so that loads are even; or the given plan."""
    problem, wanted = planner.problem, planner.params.even
    free = [k for k in range(problem.kinds) if planner.params.count_of(k) is None]
    if wanted is None or not free:
        return part, kind
    whole = mixed(problem, planner.params, planner.core)
    given, most = (part, kind), _MOST * np.bincount(kind, minlength=problem.kinds)
    best, least = given, _unevenness(planner, part, kind, weigh, free, wanted)
    while least > 0 and not planner.watch.is_over():
        load = _loads(planner, part, kind, weigh)
        number = len(kind)
        for one in free:
            part, kind = _split_heaviest(whole, part, kind, one, _excess(load[kind[: len(load)] == one]) - wanted, load)
        if len(kind) == number or (np.bincount(kind, minlength=problem.kinds) > most).any():
            break
        part, kind = exchanged(planner, part, kind, _EFFORT)
        now = _unevenness(planner, part, kind, weigh, free, wanted)
        if now < least:
            best, least = (part, kind), now
    return best if least <= 0 else given


def _loads(planner: Planner, part: Ints, kind: Bytes, weigh: Weigh | None) -> Floats:
    units = part[planner.core.atom]
    if weigh is not None:
        return weigh(units, kind)
    return summed(units, loads_as(planner.problem, kind[units]), len(kind))


def _unevenness(
    planner: Planner, part: Ints, kind: Bytes, weigh: Weigh | None, free: list[int], wanted: float
) -> float:
    """Return by how much the kinds whose number is free are less even than is wanted, over all of them."""
    load = _loads(planner, part, kind, weigh)
    return sum(max(0.0, _excess(load[kind == one]) - wanted) for one in free)


def _excess(load: Floats) -> float:
    """Return the greatest load over the mean."""
    return float(load.max() / load.mean()) if load.sum() > 0 else 1.0


def _split_heaviest(core: Core, part: Ints, kind: Bytes, one: int, over: float, load: Floats) -> tuple[Ints, Bytes]:
    """Split as many of the heaviest parts of a kind as it seems to lack."""
    mine = np.flatnonzero(kind[: len(load)] == one)
    if over <= 0 or not len(mine):
        return part, kind
    count = int(np.ceil(_SHARE * over * len(mine)))
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
