"""Closed walks that cover every road of a part: the undirected rural postman, by joining and matching.

Roads that must be walked form pieces. The pieces are joined by a least spanning tree of shortest ways (Mehlhorn
1988), bridges are settled by what lies behind them, the crossings left with an odd number of ways are paired by a
least matching (Christofides et al. 1981, Edmonds), and ways walked twice for nothing are dropped where the loop stays
whole. Where the pieces hang together already, the loop is the shortest there is (Edmonds & Johnson 1973); else at most
half as long again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra, minimum_spanning_tree

from gridwarden.algorithms.refusals import Invalid
from gridwarden.algorithms.routing.bridges import bridges_of, settled
from gridwarden.algorithms.routing.pairing import least_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scipy.sparse import csr_matrix

    from gridwarden.algorithms.routing.bridges import Bridges

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
#: scipy takes a length of nothing for no way at all.
_LEAST_M = 1e-6


class BadNetwork(Invalid):
    """The arrays of a network do not fit together; ``fields`` names the array."""

    code = "bad_network"


@dataclass(frozen=True, eq=False)
class Network:
    """Roads between crossings.

    Parameters
    ----------
    nodes
        Number of crossings.
    ends
        ``i8[e, 2]`` crossings at the ends of each road; parallel roads and roads to themselves may occur.
    length_m
        ``f8[e]`` metres.
    """

    nodes: int
    ends: Ints = field(repr=False)
    length_m: Floats = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", np.asarray(self.ends, dtype=np.int64).reshape(-1, 2))
        object.__setattr__(self, "length_m", np.asarray(self.length_m, dtype=np.float64))
        if len(self.ends) != len(self.length_m):
            raise BadNetwork("Every road needs two ends and a length.", length_m="must be as many as ends")
        if len(self.ends) and not (self.ends.min() >= 0 and self.ends.max() < self.nodes):
            raise BadNetwork("A road ends at a crossing that does not exist.", ends="must name crossings")
        if not (np.isfinite(self.length_m) & (self.length_m >= 0)).all():
            raise BadNetwork("A length must be finite and not negative.", length_m="must be finite, not negative")


@dataclass(frozen=True, slots=True)
class Loop:
    """One closed walk.

    Parameters
    ----------
    part
        Label of the part whose roads it covers.
    required_m
        Length of the roads that must be walked, each once.
    deadhead_m
        Length walked besides: to come back, to get across.
    walk
        Crossings in the order of the walk, the first one again at the end.
    pieces
        1; more when no way leads from some of the roads to the others, and then ``walk`` covers the longest piece
        only, while the metres cover all.
    """

    part: int
    required_m: float
    deadhead_m: float
    walk: tuple[int, ...] = field(repr=False)
    pieces: int = 1

    @property
    def deadhead_share(self) -> float:
        """Deadhead per metre required; 0 where nothing is required."""
        return self.deadhead_m / self.required_m if self.required_m > 0 else 0.0


def loops(network: Network, part: Ints) -> tuple[Loop, ...]:
    """Return a loop for each part, by rising label.

    Parameters
    ----------
    network
        All roads; those of other parts may be walked too, as deadhead.
    part
        ``i8[e]`` label of the part to which a road belongs, -1 for a road that nobody must walk.
    """
    part = np.asarray(part, dtype=np.int64)
    if part.shape != network.length_m.shape:
        raise BadNetwork("Every road needs the label of its part.", part="must be as many as roads")
    ways = shortest_roads(network)
    bridges = bridges_of(np.column_stack(ways.nonzero()).astype(np.int64), network.nodes)
    return tuple(
        _loop(network, ways, bridges, int(one), np.flatnonzero(part == one)) for one in np.unique(part[part >= 0])
    )


def shortest_roads(network: Network) -> csr_matrix:
    """Return the network as a matrix of lengths in metres, of parallel roads the shortest."""
    low, high = network.ends.min(axis=1, initial=network.nodes), network.ends.max(axis=1, initial=0)
    order = np.lexsort((network.length_m, high, low))
    low, high, length = low[order], high[order], np.maximum(network.length_m[order], _LEAST_M)
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    keep = first & (low != high)
    return coo_matrix((length[keep], (low[keep], high[keep])), shape=(network.nodes, network.nodes)).tocsr()


def _loop(network: Network, ways: csr_matrix, bridges: Bridges, label: int, roads: Ints) -> Loop:
    """Return the loop over some roads."""
    deadhead: Counter[tuple[int, int]] = Counter()
    deadhead.update(_joins(ways, network.ends[roads]))
    again, odd = settled(bridges, _is_odd(network, roads, deadhead))
    deadhead.update((min(way), max(way)) for way in again.tolist())
    deadhead.update(_pairs(ways, np.flatnonzero(odd)))
    required = [(int(a), int(b)) for a, b in network.ends[roads]]
    deadhead = _thinned(required, deadhead)
    metres = sum(float(ways[min(way), max(way)]) * times for way, times in deadhead.items())
    graph = nx.MultiGraph([*required, *deadhead.elements()])
    pieces = sorted(nx.connected_components(graph), key=lambda nodes: (-graph.subgraph(nodes).size(), min(nodes)))
    walk = _walk(graph.subgraph(pieces[0]), min(pieces[0]))
    return Loop(label, float(network.length_m[roads].sum()), metres, walk, len(pieces))


def _walk(graph: nx.MultiGraph, start: int) -> tuple[int, ...]:
    """Return the crossings of a closed walk over every way of a graph whose crossings are all even."""
    return (start, *(int(to) for _, to in nx.eulerian_circuit(graph, source=start)))


def _joins(ways: csr_matrix, ends: Ints) -> Iterator[tuple[int, int]]:
    """Yield the ways of a least tree that joins the pieces of some roads."""
    nodes, inverse = np.unique(ends, return_inverse=True)
    local = inverse.reshape(-1, 2)
    links = coo_matrix((np.ones(len(local)), local.T), shape=(len(nodes), len(nodes)))
    pieces, piece = connected_components(links, directed=False)
    if pieces == 1:
        return
    away, before, source = dijkstra(ways, directed=False, indices=nodes, return_predecessors=True, min_only=True)
    owner = np.full(len(away), -1)
    reached = source >= 0
    owner[reached] = piece[np.searchsorted(nodes, source[reached])]
    row, column = ways.nonzero()
    across = (owner[row] != owner[column]) & (owner[row] >= 0) & (owner[column] >= 0)
    row, column = row[across], column[across]
    gap = away[row] + away[column] + np.asarray(ways[row, column]).ravel()
    for a, b in _least_tree(owner[row], owner[column], gap, pieces, row, column):
        yield (min(a, b), max(a, b))
        for end in (a, b):
            yield from _back(before, end)


def _least_tree(one: Ints, other: Ints, gap: Floats, pieces: int, row: Ints, column: Ints) -> Iterator[tuple[int, int]]:
    """Yield the bridging roads of a least tree over the pieces."""
    best: dict[tuple[int, int], int] = {}
    for k in np.argsort(gap, kind="stable").tolist():
        best.setdefault((min(one[k], other[k]), max(one[k], other[k])), k)
    if not best:
        return
    keys = np.array(list(best)).reshape(-1, 2)
    matrix = coo_matrix((gap[list(best.values())], keys.T), shape=(pieces, pieces))
    for a, b in zip(*minimum_spanning_tree(matrix).nonzero(), strict=True):
        k = best[min(a, b), max(a, b)]
        yield int(row[k]), int(column[k])


def _back(before: Ints, node: int) -> Iterator[tuple[int, int]]:
    """Yield the ways from a crossing back to where the search for shortest ways began."""
    while before[node] >= 0:
        yield (min(node, int(before[node])), max(node, int(before[node])))
        node = int(before[node])


def _is_odd(network: Network, roads: Ints, deadhead: Counter[tuple[int, int]]) -> Bools:
    """Tell for each crossing whether an odd number of ways ends there."""
    count = np.bincount(network.ends[roads].ravel(), minlength=network.nodes)
    for (a, b), times in deadhead.items():
        count[a] += times
        count[b] += times
    return np.asarray(count % 2 == 1)


def _pairs(ways: csr_matrix, odd: Ints) -> Iterator[tuple[int, int]]:
    """Yield the ways of the least matching of odd crossings; their number inside a component is even."""
    if not len(odd):
        return
    away, before = dijkstra(ways, directed=False, indices=odd, return_predecessors=True)
    for i, j in least_pairs(away[:, odd]):
        yield from _back(before[i], int(odd[j]))


def _thinned(required: list[tuple[int, int]], deadhead: Counter[tuple[int, int]]) -> Counter[tuple[int, int]]:
    """Drop ways that are walked twice for nothing, where all roads stay joined without them."""
    graph = nx.MultiGraph([*required, *deadhead.elements()])
    parts = nx.number_connected_components(graph)
    kept = Counter(deadhead)
    for way in sorted(deadhead):
        while kept[way] > 1:
            graph.remove_edges_from([way, way])
            lonely = [node for node in way if graph.degree(node) == 0]
            graph.remove_nodes_from(lonely)
            if nx.number_connected_components(graph) != parts:
                graph.add_edges_from([way, way])
                break
            kept[way] -= 2
    return +kept
