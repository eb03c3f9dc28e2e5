"""Who walks which road: whole roads, and land at the border, go to the part whose loop they shorten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from gridwarden.algorithms.routing.estimate import NO_WAY_M, all_deadheads_m, desk_of
from gridwarden.algorithms.routing.hands import LEAST, Best, Deal, Hands, Land, Streets
from gridwarden.algorithms.routing.loops import Network, shortest_roads
from gridwarden.algorithms.routing.trading import MOST_ROADS, trade

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: Ways between crossings farther apart than this are no ways.
_REACH_M = 6_000.0
#: More crossings than this, and the table of ways between them is too large.
MOST_CROSSINGS = 6_000
_MOST_STEPS, _LEAST_STEPS = 1_500_000, 40_000
#: Comparisons of two crossings that may be made in all.
_WORK = 6e8
#: Whoever wants it to stop is asked so many times.
_SLICES = 20
_HEAT_M = (600.0, 5.0)
_OVERLOAD_M = 2e5


@dataclass(frozen=True, eq=False)
class Ground:
    """Roads and the land beside them.

    Parameters
    ----------
    network
        The roads; each is walked whole by one part.
    beside
        ``csr[r, u]`` metres of each road in or along each unit, every side for half of its length.
    road_minutes, unit_minutes
        Work on each road, and in each unit besides.
    pairs, price_m
        ``i8[e, 2]`` neighbouring units, and what a border between them costs, in metres of way.
    hull, hull_start
        ``f8[h, 2]`` outlines of the units, one after the other, and where each begins, ``i8[u + 1]``.
    """

    network: Network
    beside: csr_matrix = field(repr=False)
    road_minutes: Floats = field(repr=False)
    unit_minutes: Floats = field(repr=False)
    pairs: Ints = field(repr=False)
    price_m: Floats = field(repr=False)
    hull: Floats = field(repr=False)
    hull_start: Ints = field(repr=False)


@dataclass(frozen=True, eq=False)
class Limits:
    """What parts must keep to.

    Parameters
    ----------
    kind
        ``i8[p]`` the kind of each part; land never changes its kind.
    cap_m
        ``f8[p]`` how wide each may be.
    over_mean
        How much work a part should have at most, over the mean of its kind.
    worst
        ``f8[p]`` how much it must not have, over that mean, where parts have more than they should at first; else
        infinite.
    most
        ``f8[p]`` how much work it should have at most in any case.
    fixed
        ``b[u]`` the units that stay where they are.
    """

    kind: Ints
    cap_m: Floats
    over_mean: float
    worst: Floats
    most: Floats
    fixed: Bools = field(repr=False)


@dataclass(frozen=True, eq=False)
class Duties:
    """The part of each unit, the part that walks each road, and about how many metres all of them walk twice."""

    part: Ints = field(repr=False)
    owner: Ints = field(repr=False)
    again_m: float


def settled(
    ground: Ground,
    part: Ints,
    limits: Limits,
    seed: int,
    *,
    effort: float = 1.0,
    stop: Callable[[], bool] | None = None,
) -> Duties:
    """Return who walks what, after parts have traded with their neighbours.

    Parameters
    ----------
    ground
        Roads and land.
    part
        ``i8[u]`` the part of each unit at first.
    limits
        What each part must keep to: parts trade land only with parts of their kind, stay in one piece and below their
        width; more work than they should have is bought dearly.
    seed
        Of the chance by which trades are offered.
    effort
        The share of all trades that may be tried, 0..1.
    stop
        Asked now and then; when it answers true, the best so far is returned.
    """
    owner = _first_owners(ground, part, len(limits.kind))
    streets, land = _streets(ground), _land(ground, limits)
    hands = _hands(ground, part.copy(), owner, limits)
    room = 2 * MOST_ROADS + 2
    road, was, size, whom = np.zeros((4, room), dtype=np.int64)
    deal = Deal(road, was, size, whom, np.zeros(room), np.zeros(1), *_two(len(part)))
    state = np.array([seed * 2 + 1], dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    desk = desk_of(ground.network.nodes)
    best = Best(hands.part.copy(), hands.owner.copy(), np.zeros(2))
    steps = max(1, int(_steps(len(owner), len(limits.kind)) * min(effort, 1.0)))
    for turn in range(_SLICES):
        if stop is not None and stop():
            break
        span = steps * turn // _SLICES, steps * (turn + 1) // _SLICES, steps
        trade(streets, land, hands, deal, desk, state, _HEAT_M, _OVERLOAD_M, span, best)
    again_m = all_deadheads_m(best.owner, len(limits.kind), streets.ends, streets.away, desk)
    return Duties(best.part, best.owner, again_m)


def _sums(group: Ints, values: Floats, groups: int) -> Floats:
    return np.bincount(group, values, groups).astype(np.float64)


def _two(size: int) -> tuple[Ints, Ints]:
    return np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)


def _steps(roads: int, parts: int) -> int:
    """Return how many trades may be tried: a loop takes time as the square of its roads."""
    return int(np.clip(_WORK / ((roads / parts) ** 2 + 100.0), _LEAST_STEPS, _MOST_STEPS))


def _first_owners(ground: Ground, part: Ints, parts: int) -> Ints:
    """Return a part for each road: the only one, or of several that may walk it the one with least work."""
    roads = len(ground.road_minutes)
    row, column = ground.beside.nonzero()
    share = csr_matrix((np.asarray(ground.beside[row, column]).ravel(), (row, part[column])), (roads, parts))
    share.sum_duplicates()
    load = np.bincount(part, ground.unit_minutes, parts)
    may: list[list[int]] = []
    for road in range(roads):
        at = slice(share.indptr[road], share.indptr[road + 1])
        metres, mine = share.data[at], share.indices[at]
        enough = mine[metres >= LEAST * metres.sum()]
        may.append(enough.tolist() or [int(mine[np.argmax(metres)])])
    owner = np.full(roads, -1, dtype=np.int64)
    for road in sorted(range(roads), key=lambda one: (len(may[one]) > 1, -ground.road_minutes[one])):
        owner[road] = min(may[road], key=load.__getitem__)
        load[owner[road]] += ground.road_minutes[road]
    return owner


def _streets(ground: Ground) -> Streets:
    network = ground.network
    away = dijkstra(shortest_roads(network), directed=False, limit=_REACH_M)
    away[~np.isfinite(away)] = NO_WAY_M
    beside = ground.beside
    whole = np.asarray(beside.sum(axis=1)).ravel()
    share = beside.data / np.repeat(whole, np.diff(beside.indptr))
    at_ptr, at = _lists(network.ends.ravel(), np.repeat(np.arange(len(network.ends)), 2), network.nodes)
    ptr, unit = beside.indptr.astype(np.int64), beside.indices.astype(np.int64)
    ends = np.ascontiguousarray(network.ends)
    return Streets(ends, ground.road_minutes, ptr, unit, share, at_ptr, at, away.astype(np.float32))


def _land(ground: Ground, limits: Limits) -> Land:
    units, both = len(ground.unit_minutes), np.concatenate([ground.pairs, ground.pairs[:, ::-1]])
    ptr, order = _lists(both[:, 0], np.arange(len(both)), units)
    row, column = ground.beside.nonzero()
    road_ptr, road = _lists(column.astype(np.int64), row.astype(np.int64), units)
    price = np.tile(ground.price_m, 2)[order]
    pairs = np.ascontiguousarray(ground.pairs)
    start = np.asarray(ground.hull_start, dtype=np.int64)
    near = np.ascontiguousarray(both[order, 1])
    return Land(pairs, ptr, near, price, road_ptr, road, ground.unit_minutes, ground.hull, start, limits.fixed)


def _lists(key: Ints, value: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the values of each key 0..size-1, one key after the other, and where each begins."""
    order = np.argsort(key, kind="stable")
    return np.searchsorted(key[order], np.arange(size + 1)).astype(np.int64), np.ascontiguousarray(value[order])


def _hands(ground: Ground, part: Ints, owner: Ints, limits: Limits) -> Hands:
    parts, roads = len(limits.kind), len(owner)
    lists = [np.flatnonzero(owner == one) for one in range(parts)]
    table, place = np.zeros((parts, roads), dtype=np.int64), np.zeros(roads, dtype=np.int64)
    for one, mine in enumerate(lists):
        table[one, : len(mine)] = mine
        place[mine] = np.arange(len(mine))
    load = _sums(part, ground.unit_minutes, parts) + _sums(owner, ground.road_minutes, parts)
    count = np.array([len(mine) for mine in lists], dtype=np.int64)
    kind = np.asarray(limits.kind, dtype=np.int64)
    of_kind, number = _sums(kind, load, int(kind.max()) + 1), np.bincount(kind)[kind]
    even, worst = limits.over_mean / number, limits.worst / number
    free = np.zeros(parts), np.zeros(1)
    first, after, before = _chains(part, parts)
    held = part, owner, table, count, place, load, *free
    return Hands(*held, of_kind, even, worst, limits.most, kind, limits.cap_m, first, after, before)


def _chains(part: Ints, parts: int) -> tuple[Ints, Ints, Ints]:
    """Return the first unit of each part, and for each unit the next and the one before in its part."""
    first, (after, before) = np.full(parts, -1, dtype=np.int64), np.full((2, len(part)), -1, dtype=np.int64)
    order = np.argsort(part, kind="stable")
    same = part[order[1:]] == part[order[:-1]]
    after[order[:-1][same]], before[order[1:][same]] = order[1:][same], order[:-1][same]
    heads = order[np.concatenate([[True], ~same])]
    first[part[heads]] = heads
    return first, after, before
