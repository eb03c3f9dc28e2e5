"""What a plan is worth, and whether it keeps every promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gridwarden.algorithms.partition.state import OFF_BY, OVERLOAD

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.anneal import Prices
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Ints, Problem
    from gridwarden.algorithms.partition.state import State


def total_price(core: Core, state: State, prices: Prices) -> float:
    """Return the price of a whole plan; the price of a move is the difference of two of these."""
    here, there = state.part[np.repeat(np.arange(len(core.load)), np.diff(core.ptr))], state.part[core.adj]
    perimeter = 4.0 * np.sqrt(0.5 * (state.usual[here] + state.usual[there]))
    moved = (core.home >= 0) & (core.home != state.label[state.part])
    off = np.abs(state.load / np.where(state.target > 0, state.target, np.inf) - (state.target > 0))
    off = np.maximum(0, off - prices.slack) / OFF_BY
    over = np.maximum(0, state.load / state.limit - 1)
    turning = state.spread - (state.east**2 + state.north**2) / state.area
    return float(
        prices.width * state.width.sum()
        + prices.balance * (off**2 + OVERLOAD * over).sum()
        + prices.compact * (turning * 2 * np.pi / state.usual**2).sum()
        + prices.keep * (core.area / state.usual[state.part])[moved].sum()
        + 0.5 * prices.border * (core.price / perimeter)[here != there].sum()
    )


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
