"""Roads as a graph: stretches between junctions, and how much of the town's traffic would pass each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

if TYPE_CHECKING:
    from gridwarden.algorithms.roadnet.arrays import Bools, Floats, Ints, Shapes
    from gridwarden.algorithms.roadnet.mesh import Mesh

#: Nodes times sources that are looked at: beyond this, a sample of the sources stands for all.
_WORK = 1_500_000
_THROUGH = 2


@dataclass(frozen=True, eq=False)
class Stretches:
    """Pieces of road between two places where something changes.

    Parameters
    ----------
    segment
        ``i8[m]`` segments of the mesh.
    stretch
        ``i8[m]`` the stretch to which each of them belongs, 0..t-1.
    ends
        ``i8[t, 2]`` the corners of the mesh between which a stretch runs; the same corner twice for a ring.
    length_m
        ``f8[t]``.
    """

    segment: Ints = field(repr=False)
    stretch: Ints = field(repr=False)
    ends: Ints = field(repr=False)
    length_m: Floats = field(repr=False)

    @property
    def size(self) -> int:
        """Return the number of stretches."""
        return len(self.ends)

    def first_of(self, values: Ints) -> Ints:
        """Return for each stretch the value of one of its segments, of values that are equal along a stretch."""
        found = np.zeros(self.size, dtype=np.int64)
        found[self.stretch] = values[self.segment]
        return found

    def shapes(self, mesh: Mesh) -> Shapes:
        """Return each stretch as a line."""
        order = np.argsort(self.stretch, kind="stable")
        lines = np.asarray(shapely.linestrings(mesh.points[mesh.ends[self.segment[order]]]))
        return np.asarray(shapely.line_merge(shapely.multilinestrings(lines, indices=self.stretch[order])))


def stretches(mesh: Mesh, is_road: Bools, label: Ints) -> Stretches:
    """Return the roads cut at junctions and ends, and where ``i8[s]`` the label of the segments changes."""
    segment = np.flatnonzero(is_road)
    ends = mesh.ends[segment]
    passed = _passed_through(ends, label[segment], len(mesh.points))
    links = passed[ends]
    # Segments and the corners that a road runs through, as one graph: its components are the stretches.
    row = np.repeat(np.arange(len(segment)), 2)[links.ravel()]
    column = len(segment) + ends.ravel()[links.ravel()]
    size = len(segment) + len(mesh.points)
    joined = coo_matrix((np.ones(len(row), dtype=np.int8), (row, column)), shape=(size, size))
    _, component = connected_components(joined, directed=False)
    _, stretch = np.unique(component[: len(segment)], return_inverse=True)
    count = int(stretch.max(initial=-1)) + 1
    length_m = np.bincount(stretch, mesh.length_m[segment], count).astype(np.float64)
    return Stretches(segment, stretch, _ends(ends, stretch, passed, count), length_m)


def _passed_through(ends: Ints, label: Ints, points: int) -> Bools:
    """Return the corners where a road goes on and nothing changes."""
    degree = np.bincount(ends.ravel(), minlength=points)
    twice = np.repeat(label, 2)
    least, most = np.full(points, np.iinfo(np.int64).max), np.full(points, np.iinfo(np.int64).min)
    np.minimum.at(least, ends.ravel(), twice)
    np.maximum.at(most, ends.ravel(), twice)
    return np.asarray((degree == _THROUGH) & (least == most))


def _ends(ends: Ints, stretch: Ints, passed: Bools, count: int) -> Ints:
    found = np.full((count, 2), -1, dtype=np.int64)
    corner, owner = ends.ravel(), np.repeat(stretch, 2)
    found[owner] = corner[:, None]  # a ring without junction: any of its corners
    stops = np.flatnonzero(~passed[corner])
    found[owner[stops], 0] = corner[stops]
    found[owner[stops[::-1]], 1] = corner[stops[::-1]]
    return found


def betweenness(roads: Stretches, seed: int) -> Floats:
    """Return for each stretch the share of all shortest ways between two junctions that lead along it.

    Where the network is large, ways from a sample of the junctions stand for all of them.
    """
    passing = np.zeros(roads.size)
    nodes, ends = np.unique(roads.ends, return_inverse=True)
    ends = ends.reshape(-1, 2)
    if not (ends[:, 0] != ends[:, 1]).any():
        return passing
    graph, edge_of = _graph(ends, roads.length_m, len(nodes))
    count = min(len(nodes), max(16, _WORK // len(nodes)))
    sources = np.sort(np.random.default_rng(seed).permutation(len(nodes))[:count])
    for source in sources.tolist():
        metres, before = dijkstra(graph, directed=False, indices=source, return_predecessors=True)
        _count_ways(metres, before, edge_of, passing)
    return np.asarray(passing / (count * max(len(nodes) - 1, 1)))


def _graph(ends: Ints, length_m: Floats, nodes: int) -> tuple[csr_matrix, dict[tuple[int, int], int]]:
    """Return the graph of the shortest stretch between each two neighbouring junctions, and which one that is."""
    edge_of: dict[tuple[int, int], int] = {}
    for edge in np.argsort(-length_m, kind="stable").tolist():
        one, two = sorted(ends[edge].tolist())
        if one != two:
            edge_of[one, two] = edge
    pairs = np.array(list(edge_of), dtype=np.int64).reshape(-1, 2)
    metres = length_m[list(edge_of.values())]
    return csr_matrix((np.maximum(metres, 1e-6), (pairs[:, 0], pairs[:, 1])), shape=(nodes, nodes)), edge_of


def _count_ways(metres: Floats, before: Ints, edge_of: dict[tuple[int, int], int], passing: Floats) -> None:
    """Add the ways from one junction to all others to the stretches along which they lead, the farthest first."""
    behind = [1.0] * len(metres)
    back = before.tolist()
    reached = np.flatnonzero(np.isfinite(metres))
    for node in reached[np.argsort(-metres[reached], kind="stable")].tolist():
        previous = back[node]
        if previous >= 0:
            passing[edge_of[(node, previous) if node < previous else (previous, node)]] += behind[node]
            behind[previous] += behind[node]
