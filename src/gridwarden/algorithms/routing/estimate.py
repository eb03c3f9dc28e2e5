"""What the loop over some roads costs, in microseconds: the same steps as a loop, with a quick matching."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: No way leads there; what is farther than this is not joined.
NO_WAY_M = 1e6
_NEVER = 1e18


class Desk(NamedTuple):
    """Room to reckon in, as long as there are crossings; ``local`` is -1 between two reckonings."""

    local: Ints
    node: Ints
    root: Ints
    is_odd: Bools
    gap: Floats
    nearest: Ints
    is_in: Bools
    odd: Ints
    mate: Ints


def desk_of(nodes: int) -> Desk:
    """Return a clean desk."""
    whole, real, truth = np.zeros(nodes, dtype=np.int64), np.zeros(nodes), np.zeros(nodes, dtype=np.bool_)
    return Desk(
        np.full(nodes, -1), whole, whole.copy(), truth, real, whole.copy(), truth.copy(), whole.copy(), whole.copy()
    )


@compiled
def all_deadheads_m(owner: Ints, parts: int, ends: Ints, away: NDArray[np.float32], desk: Desk) -> float:
    """Return about how many metres are walked twice by all parts, of which ``owner`` walks each road."""
    roads, metres = np.empty(len(owner), dtype=np.int64), 0.0
    for part in range(parts):
        count = 0
        for road in range(len(owner)):
            if owner[road] == part:
                roads[count] = road
                count += 1
        metres += deadhead_m(roads, count, ends, away, desk)
    return metres


@inner
def deadhead_m(roads: Ints, count: int, ends: Ints, away: NDArray[np.float32], desk: Desk) -> float:
    """Return about how many metres are walked besides the first ``count`` of ``roads``."""
    nodes = _lay_out(roads, count, ends, desk)
    metres = _join(nodes, away, desk)
    odd = 0
    for one in range(nodes):
        if desk.is_odd[one]:
            desk.odd[odd] = desk.node[one]
            desk.mate[odd] = -1
            odd += 1
        desk.local[desk.node[one]] = -1
    _pair(odd, away, desk)
    for one in range(odd):
        if desk.mate[one] > one:
            metres += away[desk.odd[one], desk.odd[desk.mate[one]]]
    return metres


@inner
def _lay_out(roads: Ints, count: int, ends: Ints, desk: Desk) -> int:
    """Number the crossings of the roads, find which hang together and which are odd; return how many there are."""
    nodes = 0
    for k in range(count):
        for side in range(2):
            node = ends[roads[k], side]
            if desk.local[node] < 0:
                desk.local[node] = nodes
                desk.node[nodes] = node
                desk.root[nodes] = nodes
                desk.is_odd[nodes] = False
                nodes += 1
            desk.is_odd[desk.local[node]] ^= True
        one, two = desk.local[ends[roads[k], 0]], desk.local[ends[roads[k], 1]]
        while desk.root[one] != one:
            one = desk.root[one]
        while desk.root[two] != two:
            two = desk.root[two]
        desk.root[max(one, two)] = min(one, two)
    for one in range(nodes):  # a root is always before what hangs on it
        desk.root[one] = desk.root[desk.root[one]]
    return nodes


@inner
def _join(nodes: int, away: NDArray[np.float32], desk: Desk) -> float:
    """Return the metres of the least tree that joins the pieces; its ends change from odd to even and back."""
    pieces = 0
    for one in range(nodes):
        pieces += desk.root[one] == one
        desk.gap[one] = _NEVER
        desk.is_in[one] = False
    metres = 0.0
    _enter(0, nodes, away, desk, pieces)
    for _ in range(pieces - 1):
        best = -1
        for one in range(nodes):
            if not desk.is_in[one] and (best < 0 or desk.gap[one] < desk.gap[best]):
                best = one
        if desk.gap[best] < NO_WAY_M:
            metres += desk.gap[best]
            desk.is_odd[best] ^= True
            desk.is_odd[desk.nearest[best]] ^= True
        _enter(desk.root[best], nodes, away, desk, pieces)
    return metres


@inner
def _enter(root: int, nodes: int, away: NDArray[np.float32], desk: Desk, pieces: int) -> None:
    """Take a piece into the tree and tell all crossings outside how near it is."""
    for one in range(nodes):
        if desk.root[one] == root:
            desk.is_in[one] = True
    if pieces == 1:
        return
    for one in range(nodes):
        if desk.root[one] == root:
            row = away[desk.node[one]]
            for two in range(nodes):
                if not desk.is_in[two] and row[desk.node[two]] < desk.gap[two]:
                    desk.gap[two] = row[desk.node[two]]
                    desk.nearest[two] = one


@inner
def _pair(odd: int, away: NDArray[np.float32], desk: Desk) -> None:
    """Pair the odd crossings, each with the nearest that is left, then exchange partners while that is shorter."""
    for one in range(odd):
        if desk.mate[one] < 0:
            best = _nearest_free(one, odd, away, desk)
            desk.mate[one], desk.mate[best] = best, one
    while _exchanged(odd, away, desk.odd, desk.mate):
        pass


@inner
def _nearest_free(one: int, odd: int, away: NDArray[np.float32], desk: Desk) -> int:
    """Return the nearest later crossing without a partner; there is one, for their number is even."""
    best, row = -1, away[desk.odd[one]]
    for two in range(one + 1, odd):
        if desk.mate[two] < 0 and (best < 0 or row[desk.odd[two]] < row[desk.odd[best]]):
            best = two
    return best


@inner
def _exchanged(count: int, away: NDArray[np.float32], odd: Ints, mate: Ints) -> bool:
    """Let any two crossings leave their partners for each other where that is shorter; tell whether some did."""
    better = False
    for one in range(count):
        for two in range(one + 1, count):
            third, fourth = mate[one], mate[two]
            apart = away[odd[one], odd[third]] + away[odd[two], odd[fourth]]
            if third != two and away[odd[one], odd[two]] + away[odd[third], odd[fourth]] < apart - np.float32(0.01):
                mate[one], mate[two], mate[third], mate[fourth] = two, one, fourth, third
                better = True
    return better
