"""The least pairing of crossings, exactly, with few pairs tried: what the prices of an assignment rule out is left out.

Every pairing is an assignment of crossings to each other, there and back. So half the prices of the least assignment
are a bound, and a pair's length above the prices of its two crossings is what it costs more than the bound at least
(compare Derigs & Metz 1991). A pairing found among few pairs is the least of all once no other pair is cheap enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: So many of the cheapest partners of each crossing are tried first.
_FIRST = 5
#: Lengths are added up in other orders: what differs by so little is the same.
_SAME = 1e-9


def least_pairs(metres: Floats) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows that together are least; each row once.

    Parameters
    ----------
    metres
        ``f8[n, n]`` symmetric ways between crossings, infinite where there is none; an even number of crossings
        hangs together each.
    """
    _, piece = connected_components(csr_matrix(np.isfinite(metres)), directed=False)
    for one in range(int(piece.max(initial=-1)) + 1):
        rows = np.flatnonzero(piece == one)
        for i, j in _paired(metres[np.ix_(rows, rows)]):
            yield int(rows[i]), int(rows[j])


def _paired(metres: Floats) -> list[tuple[int, int]]:
    """Return the least pairs where all can be reached from each other."""
    number = len(metres)
    if number == 2:  # noqa: PLR2004 - a pair
        return [(0, 1)]
    lengths = metres.copy()
    # nobody is paired with himself: that is longer than any way round
    np.fill_diagonal(lengths, 2.0 * number * (float(metres.max()) + 1.0))
    more, alike = _beyond(lengths)
    tried = _cheapest(more) | alike
    pairs = _matched(more, tried)
    found = sum(float(more[i, j]) for i, j in pairs)
    missed = np.triu(more <= found - _SAME * (1.0 + float(metres.max())), 1) & ~tried
    return _matched(more, tried | missed) if missed.any() else pairs


def _beyond(lengths: Floats) -> tuple[Floats, Bools]:
    """Return what each pair is longer than its prices, and the pairs of a first pairing of all, above the diagonal."""
    _, to = linear_sum_assignment(lengths)
    step = lengths - lengths[np.arange(len(to)), to][:, None]
    price = np.zeros(len(to))
    for _ in range(len(to)):
        # no column may be cheaper by way of another row
        least = np.minimum(price, (price[to][:, None] + step).min(axis=0))
        if np.array_equal(least, price):
            break
        price = least
    both = price + (lengths[np.arange(len(to)), to] - price[to])
    alike = np.zeros(lengths.shape, dtype=bool)
    for i, j in _first_pairs(to):
        alike[min(i, j), max(i, j)] = True
    return np.maximum(lengths - (both[:, None] + both[None, :]) / 2.0, 0.0), alike


def _first_pairs(to: Ints) -> Iterator[tuple[int, int]]:
    """Yield pairs along the rings of an assignment; of those left over in odd rings, one with the next."""
    seen, left = np.zeros(len(to), dtype=bool), -1
    for first in range(len(to)):
        ring = []
        one = first
        while not seen[one]:
            seen[one] = True
            ring.append(one)
            one = int(to[one])
        yield from zip(ring[::2], ring[1::2], strict=False)
        if len(ring) % 2:
            if left >= 0:
                yield left, ring[-1]
            left = ring[-1] if left < 0 else -1


def _cheapest(more: Floats) -> Bools:
    """Return, above the diagonal, the pairs of each crossing with its cheapest partners."""
    count = min(_FIRST, len(more) - 1)
    near = np.argpartition(more, count - 1, axis=1)[:, :count]
    tried = np.zeros(more.shape, dtype=bool)
    tried[np.arange(len(more))[:, None], near] = True
    return np.asarray(np.triu(tried | tried.T, 1))


def _matched(more: Floats, tried: Bools) -> list[tuple[int, int]]:
    """Return the least pairing of all among the pairs that are tried.

    What pairs are longer than their prices tells as much as their lengths, and most of what is chosen is not longer:
    the search begins near its end.
    """
    graph = nx.Graph()
    row, column = np.nonzero(tried)
    graph.add_weighted_edges_from(zip(row.tolist(), column.tolist(), more[row, column].tolist(), strict=True))
    return sorted((min(pair), max(pair)) for pair in nx.min_weight_matching(graph))
