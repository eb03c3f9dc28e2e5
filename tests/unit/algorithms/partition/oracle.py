"""The true least number of parts of a small problem, by looking at every set of its units."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from gridwarden.algorithms.partition import Problem

#: Every set of units is looked at, and every way to divide each.
MOST_UNITS = 11


class Oracle:
    """Knows which sets of units may be a part, and so the least number of parts; nothing of it is shared code."""

    def __init__(self, problem: Problem, max_load: float | None = None) -> None:
        assert problem.size <= MOST_UNITS, "too many sets"
        self.problem, self.max_load = problem, max_load
        self.graph = nx.Graph(problem.edges.tolist())
        self.graph.add_nodes_from(range(problem.size))
        self.parts = [mask for mask in range(1, 1 << problem.size) if self.may_be_part(self.units(mask))]

    def units(self, mask: int) -> list[int]:
        """Return the units whose bits are set."""
        return [unit for unit in range(self.problem.size) if mask >> unit & 1]

    def may_be_part(self, units: list[int]) -> bool:
        """Tell whether these units keep every limit of a part."""
        return (
            len({int(self.problem.kind[unit]) for unit in units}) == 1
            and self._keeps_wishes(set(units))
            and (self.max_load is None or self.problem.load[units].sum() <= self.max_load)
            and self._width_m(units) <= self.problem.cap_m[self.problem.kind[units[0]]]
            and nx.is_connected(self.graph.subgraph(units))
        )

    def least(self, kind: int = 0) -> int | None:
        """Return the least number of parts that hold all units of a kind; ``None`` where there is no plan."""
        wanted = sum(1 << int(unit) for unit in np.flatnonzero(self.problem.kind == kind))
        by_first: dict[int, list[int]] = {}
        for mask in self.parts:
            by_first.setdefault(mask & -mask, []).append(mask)

        @cache
        def fewest(left: int) -> float:
            if not left:
                return 0
            fitting = (mask for mask in by_first.get(left & -left, []) if mask & left == mask)
            return 1 + min((fewest(left & ~mask) for mask in fitting), default=np.inf)

        found = fewest(wanted)
        return None if found == np.inf else int(found)

    def most_apart(self) -> int:
        """Return the size of the largest set of units of which no two can ever lie in one part."""
        friends = {pair for mask in self.parts for pair in combinations(self.units(mask), 2)}
        strangers = nx.Graph()
        strangers.add_nodes_from(range(self.problem.size))
        strangers.add_edges_from(pair for pair in combinations(range(self.problem.size), 2) if pair not in friends)
        return max(len(clique) for clique in nx.find_cliques(strangers))

    def _keeps_wishes(self, units: set[int]) -> bool:
        problem = self.problem
        together = problem.together if problem.together is not None else []
        apart = problem.apart if problem.apart is not None else []
        labels = {int(problem.fixed[unit]) for unit in units} - {-1} if problem.fixed is not None else set()
        whole = all((one in units) == (other in units) for one, other in together)
        split = not any(one in units and other in units for one, other in apart)
        return whole and split and len(labels) <= 1

    def _width_m(self, units: list[int]) -> float:
        start = self.problem.hull_start
        corners = np.concatenate([self.problem.hull[start[unit] : start[unit + 1]] for unit in units])
        return float(np.hypot(*(corners[:, None] - corners[None]).transpose(2, 0, 1)).max())
