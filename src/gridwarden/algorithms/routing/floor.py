"""The least that is walked twice, however the roads are shared out among closed walks.

In a closed walk every crossing has an even number of ways, so in all walks together too: what is walked besides makes
every odd crossing even, it is a T-join. The least T-join is a linear program over cuts (Edmonds & Johnson 1973): what
leaves a set with an odd number of odd crossings is walked again at least once. Cuts are added as they are found to be
broken; whatever cuts are known, their program is a bound. Bridges, dead ends among them, are settled beforehand: one
is walked again exactly where an odd number of odd crossings lies behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix, eye_array, vstack
from scipy.sparse.csgraph import connected_components, dijkstra

from gridwarden.algorithms.routing.bridges import bridges_of, settled
from gridwarden.algorithms.routing.loops import shortest_roads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.routing.loops import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: Cuts are looked for so many times; on roads what is still missing then is about a hundredth.
_ROUNDS = 10
#: Crossings joined by ways walked again more often than this may be a broken cut together.
_JOINED = (1e-6, 0.3, 0.5, 0.7)
#: Larger pieces of ways walked again in part are not looked through.
_MOST_HALVED = 60
_BROKEN = 1e-6
#: So many widths of moats are laid around odd crossings to begin with.
_WIDTHS = 24


class Knot(NamedTuple):
    """What is left of a network without bridges: ``ends i8[e, 2]``, ``metres f8[e]``, ``is_odd`` per crossing."""

    ends: Ints
    metres: Floats
    is_odd: Bools


def least_again_m(network: Network) -> float:
    """Return metres that closed walks over all roads, each in one of them, walk again at least, in whatever division.

    The bound is that of the whole network's least T-join, or a little less where too many cuts would be needed.
    """
    roads = shortest_roads(network)
    ways = roads.tocoo()
    ends = np.column_stack([ways.row, ways.col]).astype(np.int64)
    bridges = bridges_of(ends, network.nodes)
    again, still_odd = settled(bridges, np.bincount(network.ends.ravel(), minlength=network.nodes) % 2 == 1)
    bridges_m = sum(float(roads[min(way), max(way)]) for way in again.tolist())
    inner = ~bridges.is_bridge
    return bridges_m + _least_join_m(Knot(ends[inner], ways.data[inner], still_odd))


def _least_join_m(knot: Knot) -> float:
    """Return the value of the program over the cuts found; 0 where no crossing is odd."""
    if not knot.is_odd.any():
        return 0.0
    nodes, ways = len(knot.is_odd), len(knot.metres)
    row, way = knot.ends.T.ravel(), np.tile(np.arange(ways), 2)
    at = coo_matrix((np.ones(2 * ways), (row, way)), shape=(nodes, ways)).tocsr()
    cuts, metres = vstack([at[knot.is_odd], _moats(knot)]).tocsr(), 0.0
    for _ in range(_ROUNDS):
        found = linprog(knot.metres, A_ub=-cuts, b_ub=-np.ones(cuts.shape[0]), bounds=(0.0, None), method="highs")
        if found.status != 0:
            break
        metres = float(found.fun)
        broken = _broken(knot, found.x)
        if not broken.shape[0]:
            break
        cuts = vstack([cuts, broken]).tocsr()
    return metres


def _moats(knot: Knot) -> csr_matrix:
    """Return cuts around odd crossings and what lies near them, nearer and farther: most of those that will matter."""
    nodes = len(knot.is_odd)
    roads = coo_matrix((knot.metres, knot.ends.T), shape=(nodes, nodes)).tocsr()
    away = dijkstra(roads, directed=False, indices=np.flatnonzero(knot.is_odd), min_only=True)
    meets = (away[knot.ends].sum(axis=1) + knot.metres) / 2.0
    widths = np.quantile(meets[np.isfinite(meets)], np.linspace(0.0, 1.0, _WIDTHS))
    nothing = np.zeros(len(meets))
    return vstack([_around(knot, nothing, _pieces(knot, meets <= width_m)) for width_m in widths]).tocsr()


def _broken(knot: Knot, again: Floats) -> csr_matrix:
    """Return cuts, a row each, around sets with an odd number of odd crossings that are left less than once."""
    found = [_around(knot, again, _pieces(knot, again > least)) for least in _JOINED]
    if not found[0].shape[0]:
        found.append(_around(knot, again, *_halved(knot, again)))
    return vstack(found).tocsr()


def _pieces(knot: Knot, joined: Bools) -> Ints:
    """Return the number of the set of crossings, joined by some of the ways, in which each crossing lies."""
    ends = knot.ends[joined]
    links = coo_matrix((np.ones(len(ends)), ends.T), shape=(len(knot.is_odd),) * 2)
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _around(knot: Knot, again: Floats, piece: Ints, member: csr_matrix | None = None) -> csr_matrix:
    """Return the broken cuts around pieces, or around the sets of pieces, a row each, of ``member``."""
    number = int(piece.max()) + 1
    member = eye_array(number, format="csr") if member is None else member
    inside = member[:, piece]
    leaving = abs(inside[:, knot.ends[:, 0]] - inside[:, knot.ends[:, 1]]).tocsr()
    odd = (inside @ knot.is_odd.astype(np.int64)).astype(np.int64) % 2 == 1
    return leaving[odd & (leaving @ again < 1.0 - _BROKEN)]


def _halved(knot: Knot, again: Floats) -> tuple[Ints, csr_matrix]:
    """Return pieces that no broken cut divides, and sets of them with the least cuts between any two (Padberg & Rao).

    Only ways walked again in part can be in such a cut; their pieces are few and small.
    """
    piece = _pieces(knot, again >= 1.0 - _BROKEN)
    between = (piece[knot.ends[:, 0]] != piece[knot.ends[:, 1]]) & (again > _BROKEN)
    graph = nx.Graph()
    for (one, two), share in zip(piece[knot.ends[between]].tolist(), again[between].tolist(), strict=True):
        before = graph.get_edge_data(one, two, {"capacity": 0.0})["capacity"]
        graph.add_edge(one, two, capacity=before + share)
    sets: list[list[int]] = []
    for nodes in nx.connected_components(graph):
        if len(nodes) <= _MOST_HALVED:
            tree = nx.gomory_hu_tree(graph.subgraph(nodes))
            for one, two in list(tree.edges):
                tree.remove_edge(one, two)
                sets.append(sorted(nx.node_connected_component(tree, one)))
                tree.add_edge(one, two)
    rows = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    columns = np.concatenate([np.array(one, dtype=np.int64) for one in sets] or [np.empty(0, dtype=np.int64)])
    return piece, csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(sets), int(piece.max()) + 1))
