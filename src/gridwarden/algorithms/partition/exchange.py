"""Units that may have several kinds go where loads are evener and borders better, once all parts are there.

As long as every part lies inside one kind, a piece of land of that kind needs a whole number of parts, and their
load is what it is. Here the kinds of the parts stay and their borders move, so load flows from piece to piece
through the parts of other kinds between them.
"""

from __future__ import annotations

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
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.planner import Planner
    from gridwarden.algorithms.partition.problem import Bytes, Floats, Ints, Problem

#: Means of the kinds, and loads of what lies between two kinds, are reckoned anew after each round.
_ROUNDS = 40
_HOT, _COLD = 0.03, 0.0005
#: A part within its cap must stay so.
_HARD = 1e4


def loads_as(problem: Problem, kind: Ints) -> Floats:
    """Return the load of each unit, ``f8[n]``, where units have taken on kinds, ``i8[n]``."""
    if problem.shared is None:
        return problem.load
    one, other = problem.edges.T
    change = problem.shared * (_first_share(kind[one], kind[other]) - _first_share(problem.kind[one], problem.kind[other]))
    return problem.load + summed(one, change, problem.size) - summed(other, change, problem.size)


def _first_share(one: Ints | Bytes, other: Ints | Bytes) -> Floats:
    return np.asarray(0.5 * (1.0 + np.sign(other.astype(np.int64) - one)))


def exchanged(planner: Planner, part: Ints, kind: Bytes) -> Ints:
    """Return the part of each atom once borders have moved; the given plan where that breaks a limit."""
    problem, core, watch = planner.problem, planner.core, planner.watch
    whole = mixed(problem, planner.params, core)
    prices = planner.prices._replace(width=planner.prices.width * _HARD)
    labels, seed, moved = labels_of_today(core, part, len(kind)), random_state(planner.rng), part
    fall = (_COLD / _HOT) ** (1 / _ROUNDS)
    for turn in range(_ROUNDS):
        load = loads_as(problem, kind[moved[core.atom]])
        whole = whole._replace(load=summed(core.atom, load, len(core.load)))
        state = new_state(whole, moved, _shape(planner, whole, moved, kind, labels))
        heat = (_HOT * fall**turn, _HOT * fall ** (turn + 1))
        watch.moves += anneal(whole, state, prices, heat, planner.moves // _ROUNDS, seed, False)  # noqa: FBT003
        moved = state.part
        excess, wide = excess_of(state, problem.kinds), int((state.width > 0).sum())
        watch.report("exchange", (turn + 1) / _ROUNDS, len(kind), wide, excess)
        if watch.is_over():
            break
    return moved if _keeps_limits(planner, moved, kind) else part


def _shape(planner: Planner, core: Core, part: Ints, kind: Bytes, labels: Ints) -> Shape:
    """Ask of every part the mean load of its kind, as that is now."""
    kinds = planner.problem.kinds
    of_kind = np.maximum(np.bincount(kind, minlength=kinds), 1)
    load, area = (summed(kind[part], values, kinds) / of_kind for values in (core.load, core.area))
    return Shape(kind, planner.caps[kind], load[kind], planner.limits[kind], area[kind], labels)


def _keeps_limits(planner: Planner, part: Ints, kind: Bytes) -> bool:
    problem, parts = planner.problem, len(kind)
    units = part[planner.core.atom]
    load = summed(units, loads_as(problem, kind[units]), parts)
    fits = (diameters_m(problem, units, parts) <= problem.cap_m[kind]) & (load <= planner.limits[kind] * (1 + 1e-9))
    return bool(fits.all())
