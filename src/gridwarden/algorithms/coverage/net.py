"""How far it is from each corner to all corners around it, and by which segment one arrives there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints
    from gridwarden.algorithms.coverage.streets import Streets

#: Corners from which ways are sought at a time: what lies in memory is this many times all corners.
_AT_ONCE = 256
#: No segment is shorter than this on a way; without it a graph would take the edge for missing.
_LEAST_M = 1e-6


class Net(NamedTuple):
    """Segments, and the shortest ways between corners no farther apart than a limit.

    Parameters
    ----------
    ends, length_m, cells, first_cell
        Of each segment.
    first
        ``i8[n + 1]`` ways from corner ``c`` stand at ``first[c]:first[c + 1]``, by the corner to which they lead.
    target, before, by
        ``i8[w]`` where a way leads, from which corner its last segment comes, and which segment that is; the way to
        the corner itself has none (-1).
    metres
        ``f8[w]`` how long it is.
    """

    ends: Ints
    length_m: Floats
    cells: Ints
    first_cell: Ints
    first: Ints
    target: Ints
    before: Ints
    by: Ints
    metres: Floats


def net(streets: Streets, limit_m: float) -> Net:
    """Return the streets with all shortest ways up to ``limit_m``."""
    ends = streets.ends
    corners = int(ends.max()) + 1
    graph, keys, edge = _graph(ends, streets.length_m, corners)
    counts, targets, befores, metres = [], [], [], []
    for start in range(0, corners, _AT_ONCE):
        sources = np.arange(start, min(start + _AT_ONCE, corners))
        far, back = dijkstra(graph, directed=False, indices=sources, limit=limit_m, return_predecessors=True)
        row, target = np.nonzero(np.isfinite(far))
        counts.append(np.bincount(row, minlength=len(sources)))
        targets.append(target)
        befores.append(back[row, target].astype(np.int64))
        metres.append(far[row, target])
    target, before = np.concatenate(targets).astype(np.int64), np.concatenate(befores)
    # What has no corner before it is the way to oneself.
    before[before < 0] = -1
    low, high = np.minimum(before, target), np.maximum(before, target)
    place = np.minimum(np.searchsorted(keys, low * corners + high), max(len(keys) - 1, 0))
    by = np.where(before < 0, -1, edge[place] if len(edge) else -1)
    first = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int64)
    own = (ends, streets.length_m, streets.cells, streets.first_cell)
    return Net(*own, first, target, before, by, np.concatenate(metres))


def _graph(ends: Ints, length_m: Floats, corners: int) -> tuple[csr_matrix, Ints, Ints]:
    """Return the shortest segment between each two neighbouring corners: as a graph, and by the key of the two."""
    low, high = ends.min(axis=1), ends.max(axis=1)
    order = np.lexsort((length_m, low * corners + high))
    order = order[low[order] != high[order]]
    keys, first = np.unique(low[order] * corners + high[order], return_index=True)
    edge = order[first]
    weights = np.maximum(length_m[edge], _LEAST_M)
    return csr_matrix((weights, (low[edge], high[edge])), shape=(corners, corners)), keys, edge


@compiled
def row_of(net: Net, begin: int, end: int) -> int:
    """Return where the way between two corners stands, -1 where it is too far."""
    low, high = net.first[begin], net.first[begin + 1]
    while low < high:
        middle = (low + high) // 2
        if net.target[middle] < end:
            low = middle + 1
        else:
            high = middle
    return int(low) if low < net.first[begin + 1] and net.target[low] == end else -1
