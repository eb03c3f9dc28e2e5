"""Ways without which a network falls apart: which of them closed walks take again follows from what lies behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


class Bridges(NamedTuple):
    """The bridges of a network, those farthest out first.

    ``piece i8[n]`` what remains around each crossing without bridges; ``behind``, ``before i8[b]`` the pieces at the
    ends of each bridge, ``at i8[b, 2]`` the crossings; ``is_bridge`` for each way of the network.
    """

    piece: Ints
    behind: list[int]
    before: list[int]
    at: Ints
    is_bridge: Bools


def bridges_of(ends: Ints, nodes: int) -> Bridges:
    """Return the bridges among ways, ``ends i8[e, 2]``, no two of them between the same crossings."""
    found = {(min(one), max(one)) for one in nx.bridges(nx.Graph(ends.tolist()))}
    is_bridge = np.array([(min(one), max(one)) in found for one in ends.tolist()], dtype=bool)
    inner = ends[~is_bridge]
    links = coo_matrix((np.ones(len(inner)), inner.T), shape=(nodes, nodes))
    piece = np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)
    tree = nx.Graph()
    for one, two in ends[is_bridge].tolist():
        tree.add_edge(int(piece[one]), int(piece[two]), at=(one, two))
    roots = sorted(min(part) for part in nx.connected_components(tree))
    outward = [step for root in roots for step in nx.bfs_edges(tree, root)][::-1]
    at = np.array([tree.edges[step]["at"] for step in outward], dtype=np.int64).reshape(-1, 2)
    return Bridges(piece, [step[1] for step in outward], [step[0] for step in outward], at, is_bridge)


def settled(bridges: Bridges, is_odd: Bools) -> tuple[Ints, Bools]:
    """Return the bridges that must be walked again, ``i8[k, 2]`` crossings, and what is still odd besides them.

    A bridge is walked again exactly where an odd number of odd crossings lies behind it.
    """
    odd = (np.bincount(bridges.piece, is_odd).astype(np.int64) % 2).tolist()
    taken = []
    for number, (behind, before) in enumerate(zip(bridges.behind, bridges.before, strict=True)):
        if odd[behind]:
            odd[before] ^= 1
            taken.append(number)
    again, still = bridges.at[taken], is_odd.copy()
    np.logical_xor.at(still, again.ravel(), True)  # noqa: FBT003 - turned once for each bridge
    return again, still
