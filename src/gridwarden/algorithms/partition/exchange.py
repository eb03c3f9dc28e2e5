"""Units that may have several kinds go where loads are evener and borders better, once all parts are there.

As long as every part lies inside one kind, a piece of land of that kind needs a whole number of parts, and their
load is what it is. Here the kinds of the parts stay and their borders move, so load flows from piece to piece
through the parts of other kinds between them.
"""

from __future__ import annotations

from itertools import permutations
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.anneal import anneal
from gridwarden.algorithms.partition.core import mixed
from gridwarden.algorithms.partition.labels import labels_of_today
from gridwarden.algorithms.partition.quality import excess_of
from gridwarden.algorithms.partition.search import random_state
from gridwarden.algorithms.partition.state import Shape, new_state
from gridwarden.algorithms.partition.sums import summed
from gridwarden.algorithms.partition.support import diameters_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.planner import Planner
    from gridwarden.algorithms.partition.problem import Bytes, Floats, Ints, Problem

#: Means of the kinds, and loads of what lies between two kinds, are reckoned anew after each round.
_ROUNDS = 40
_HOT, _COLD = 2.0, 0.0005
#: A part within its cap must stay so.
_HARD = 1e4
#: Moves, as a multiple of those of one annealing; at most so many, and so many for a second of the time limit.
_MORE, _MOST, _MOST_A_SECOND = 12, 8_000_000, 550_000
#: A swap of kinds must take so much off the sum of squared deviations from the mean.
_WORTH = 1e-4


def loads_as(problem: Problem, kind: Ints | Bytes) -> Floats:
    """Return the load of each unit, ``f8[n]``, where units have taken on kinds, ``i8[n]``."""
    if problem.shared is None:
        return problem.load
    one, other = problem.edges.T
    change = problem.shared * (
        _first_share(kind[one], kind[other]) - _first_share(problem.kind[one], problem.kind[other])
    )
    return problem.load + summed(one, change, problem.size) - summed(other, change, problem.size)


def _first_share(one: Ints | Bytes, other: Ints | Bytes) -> Floats:
    return np.asarray(0.5 * (1.0 + np.sign(other.astype(np.int64) - one)))


def exchanged(planner: Planner, part: Ints, kind: Bytes, effort: float = 1.0) -> tuple[Ints, Bytes]:
    """Return the part of each atom and the kind of each part once borders have moved and parts have changed kinds.

    The given plan is returned where that breaks a limit. ``effort`` is the share of the usual moves.
    """
    problem, core, watch = planner.problem, planner.core, planner.watch
    given = part, kind
    moves = int(effort * min(_MORE * planner.moves, _MOST, _MOST_A_SECOND * planner.params.time_limit_s))
    whole = mixed(problem, planner.params, core)
    prices = planner.prices._replace(width=planner.prices.width * _HARD)
    labels, seed = labels_of_today(core, part, len(kind)), random_state(planner.rng)
    free = [k for k in range(problem.kinds) if planner.params.count_of(k) is None]
    fall = (_COLD / _HOT) ** (1 / _ROUNDS)
    for turn in range(_ROUNDS):
        load = loads_as(problem, kind[part[core.atom]])
        whole = whole._replace(load=summed(core.atom, load, len(core.load)))
        kind = swapped(whole, part, kind, planner.caps, free)
        state = new_state(whole, part, _shape(planner, whole, part, kind, labels))
        heat = (_HOT * fall**turn, _HOT * fall ** (turn + 1))
        watch.moves += anneal(whole, state, prices, heat, moves // _ROUNDS, seed, False)  # noqa: FBT003
        part = state.part
        excess, wide = excess_of(state, problem.kinds), int((state.width > 0).sum())
        watch.report("exchange", (turn + 1) / _ROUNDS, len(kind), wide, excess)
        if watch.is_over():
            # a plan must not be left hot
            anneal(whole, state, prices, (_COLD, _COLD), moves // _ROUNDS, seed, False)  # noqa: FBT003
            part = state.part
            break
    return (part, kind) if _keeps_limits(planner, part, kind) else given


def swapped(core: Core, part: Ints, kind: Bytes, caps: Floats, free: Sequence[int] = ()) -> Bytes:
    """Return the kinds of the parts after every change that makes loads evener.

    Two parts swap their kinds; a part takes on another kind where the numbers of both are ``free``.
    """
    may = np.full(len(kind), -1, dtype=np.int64)
    np.bitwise_and.at(may, part, core.may)
    may &= _fitting(core, part, len(kind), caps)
    load, kind = summed(part, core.load, len(kind)), kind.copy()
    while True:
        best = (-_WORTH, -1, -1, kind)
        for one, other in permutations(np.unique(kind).tolist(), 2):
            mine = np.flatnonzero((kind == one) & ((may >> other) & 1 == 1))
            hers = np.flatnonzero((kind == other) & ((may >> one) & 1 == 1))
            if len(mine) and one in free and other in free and np.count_nonzero(kind == one) > 1:
                best = min(best, _best_turn(load, mine, kind, other), key=itemgetter(0))
            if one < other and len(mine) and len(hers):
                best = min(best, _best_swap(load, mine, hers, kind), key=itemgetter(0))
        if best[1] < 0:
            return kind
        kind = best[3]


def _best_turn(load: Floats, mine: Ints, kind: Bytes, other: int) -> tuple[float, int, int, Bytes]:
    """Return by how much the best change of a part to another kind changes the unevenness, and the kinds then."""
    before = _spread(load, kind)
    best = (np.inf, -1, -1, kind)
    for p in mine.tolist():
        turned = kind.copy()
        turned[p] = other
        best = min(best, (_spread(load, turned) - before, p, p, turned), key=itemgetter(0))
    return best


def _spread(load: Floats, kind: Bytes) -> float:
    """Return the sum of squared deviations from the mean of the kind, against that mean."""
    kinds = int(kind.max()) + 1
    mean = summed(kind.astype(np.int64), load, kinds) / np.maximum(np.bincount(kind, minlength=kinds), 1)
    return float(((load / np.maximum(mean[kind], 1e-9) - 1.0) ** 2).sum())


def _best_swap(load: Floats, mine: Ints, hers: Ints, kind: Bytes) -> tuple[float, int, int, Bytes]:
    """Return by how much the best swap changes the unevenness of two kinds, and the kinds then."""
    gain = load[hers][None, :] - load[mine][:, None]
    change = np.zeros(gain.shape)
    for whose, sign, leaving in ((mine, 1.0, load[mine][:, None]), (hers, -1.0, load[hers][None, :])):
        loads = load[kind == kind[whose[0]]]
        count, total, squares = len(loads), float(loads.sum()), float((loads**2).sum())
        coming = leaving + sign * gain
        after = (squares - leaving**2 + coming**2) * count / np.maximum(total - leaving + coming, 1e-9) ** 2
        change += count * (after - squares * count / max(total, 1e-9) ** 2)
    row, column = np.unravel_index(int(np.argmin(change)), change.shape)
    one, other = int(mine[row]), int(hers[column])
    after_swap = kind.copy()
    after_swap[[one, other]] = kind[[other, one]]
    return float(change[row, column]), one, other, after_swap


def _fitting(core: Core, part: Ints, parts: int, caps: Floats) -> Ints:
    """Return the kinds, as bits, whose caps each part keeps."""
    order = np.argsort(part, kind="stable")
    reach = np.maximum.reduceat(core.reach[order], np.searchsorted(part[order], np.arange(parts)), axis=0)
    half = reach.shape[1] // 2
    width = (reach[:, :half] + reach[:, half:]).max(axis=1)
    return np.asarray((width[:, None] <= caps[None, :]) @ (1 << np.arange(len(caps))), dtype=np.int64)


def _shape(planner: Planner, core: Core, part: Ints, kind: Bytes, labels: Ints) -> Shape:
    """Ask of every part the mean load of its kind, as that is now."""
    kinds = planner.problem.kinds
    of_kind = np.maximum(np.bincount(kind, minlength=kinds), 1)
    load, area = (summed(kind[part].astype(np.int64), values, kinds) / of_kind for values in (core.load, core.area))
    return Shape(kind, planner.caps[kind], load[kind], planner.limits[kind], area[kind], labels)


def _keeps_limits(planner: Planner, part: Ints, kind: Bytes) -> bool:
    problem, parts = planner.problem, len(kind)
    units = part[planner.core.atom]
    load = summed(units, loads_as(problem, kind[units]), parts)
    fits = (diameters_m(problem, units, parts) <= problem.cap_m[kind]) & (load <= planner.limits[kind] * (1 + 1e-9))
    return bool(fits.all())
