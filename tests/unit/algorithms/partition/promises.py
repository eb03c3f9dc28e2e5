"""What every plan must keep, checked without the help of the code that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import shapely

from gridwarden.algorithms.geodesy import diameter_m

if TYPE_CHECKING:
    from gridwarden.algorithms.partition import Problem, Result


def assert_kept(problem: Problem, result: Result) -> None:
    """Every unit has a part; parts are contiguous, of one kind, within their cap and told as they are."""
    graph = nx.Graph(problem.edges.tolist())
    graph.add_nodes_from(range(problem.size))
    assert sorted(set(result.part.tolist())) == result.labels.tolist()
    for place, label in enumerate(result.labels.tolist()):
        units = np.flatnonzero(result.part == label)
        kinds = set(problem.kind[units].tolist())
        assert kinds == {int(result.part_kind[place])}
        assert nx.is_connected(graph.subgraph(units.tolist()))
        corners = [problem.hull[problem.hull_start[u] : problem.hull_start[u + 1]] for u in units]
        metres = diameter_m(shapely.MultiPoint(np.concatenate(corners)))
        assert metres <= problem.cap_m[problem.kind[units[0]]]
        assert np.isclose(metres, result.diameter_m[place])
        assert np.isclose(problem.load[units].sum(), result.load[place])
        assert np.isclose(problem.area_m2[units].sum(), result.area_m2[place])
    assert tuple(np.bincount(result.part_kind, minlength=problem.kinds)) == result.count
    assert all(count >= bound for count, bound in zip(result.count, result.lower_bound, strict=True))
