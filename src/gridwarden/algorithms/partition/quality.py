"""What a plan is worth, and whether it keeps every promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gridwarden.algorithms.partition.compiled import compiled
from gridwarden.algorithms.partition.state import inertia, load_price

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.anneal import Prices
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Ints, Problem
    from gridwarden.algorithms.partition.state import State


@compiled
def total_price(core: Core, state: State, prices: Prices) -> float:
    """Return the price of a whole plan; the price of a move is the difference of two of these."""
    total = 0.0
    for p in range(len(state.head)):
        total += prices.width * state.width[p]
        total += prices.balance * load_price(state.load[p], state.target[p], state.limit[p])
        total += prices.compact * inertia(state.area[p], state.east[p], state.north[p], state.spread[p], state.usual[p])
    for atom in range(len(core.load)):
        here = state.part[atom]
        if core.home[atom] >= 0 and core.home[atom] != state.label[here]:
            total += prices.keep * core.area[atom] / state.usual[here]
        for k in range(core.ptr[atom], core.ptr[atom + 1]):
            there = state.part[core.adj[k]]
            if there != here:
                perimeter = 4.0 * np.sqrt(0.5 * (state.usual[here] + state.usual[there]))
                total += 0.5 * prices.border * core.price[k] / perimeter
    return total


def excess_of(state: State, kinds: int) -> float:
    """Return the worst ratio of a part's load to the mean of its kind."""
    worst = 1.0
    for kind in range(kinds):
        loads = state.load[state.kind == kind]
        if len(loads) and loads.mean() > 0:
            worst = max(worst, float(loads.max() / loads.mean()))
    return worst


def pieces(problem: Problem, part: Ints) -> int:
    """Return in how many pieces the parts of a plan lie; as many as parts when each is contiguous."""
    inside = part[problem.edges[:, 0]] == part[problem.edges[:, 1]]
    ends = problem.edges[inside]
    graph = csr_matrix((np.ones(len(ends), dtype=np.int8), ends.T), shape=(problem.size, problem.size))
    return int(connected_components(graph, directed=False)[0])
