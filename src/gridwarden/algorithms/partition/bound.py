"""How few parts there could be at all: four arguments, the best of which counts.

*Fixed*: labels need a part each. *Area*: no set of diameter ``d`` is larger than the disc, ``pi d^2 / 4``
(Bieberbach 1915). *Load*: no part carries more than its limit. *Packing*: units of which no two fit into one part,
because together they are wider than the cap or must lie apart, need a part each. Such a set is looked for by
sweeps and then by annealing; however it is found, it proves its size.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil, pi
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner, random

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.islands import Island
    from gridwarden.algorithms.partition.problem import Floats, Ints

#: A bound is not raised by what may be rounding; reaches are kept in single precision.
_ROUNDING = 1e-9
_ROUNDING_M = 0.02
_SWEEPS = 8
#: More atoms than this are sampled: a sample proves as well, if less.
_SAMPLE = 10_000
#: Larger sets are left as the sweeps found them.
_LARGEST_SEARCHED = 80
_ANNEALING_MOVES = 200_000
_MOVES_PER_ATOM = 100
_HOT, _COLD = 0.01, 0.0001
#: Least price of two atoms that could share a part.
_CLASH = 0.002


def bounded(core: Core, island: Island, cap_m: float, limit: float | None, seed: int) -> Island:
    """Return the island with the best bound found; ``limit`` is the greatest load of a part."""
    labels = np.unique(core.label[island.atoms][core.label[island.atoms] >= 0])
    found = {
        "one": 1,
        "fixed": len(labels),
        "area": ceil(island.area_m2 / (pi / 4 * cap_m**2) - _ROUNDING),
        "load": ceil(island.load / limit - _ROUNDING) if limit is not None else 1,
    }
    if not fits_one(core, island, cap_m):
        found["packing"] = packing(core, island.atoms, cap_m, seed)
    proof = max(found, key=lambda one: found[one])
    return replace(island, bound=found[proof], proof=proof)


def fits_one(core: Core, island: Island, cap_m: float) -> bool:
    """Tell whether the whole island is narrower than the cap in all directions and has nothing to keep apart."""
    reach = core.reach[island.atoms].max(axis=0)
    half = len(reach) // 2
    apart = core.apart_ptr[island.atoms + 1] - core.apart_ptr[island.atoms]
    return bool((reach[:half] + reach[half:]).max() <= cap_m and apart.sum() == 0)


def packing(core: Core, atoms: Ints, cap_m: float, seed: int) -> int:
    """Return the size of a set of atoms of which no two can lie in one part."""
    rng = np.random.default_rng(seed)
    if len(atoms) > _SAMPLE:
        atoms = np.sort(rng.choice(atoms, _SAMPLE, replace=False))
    cap = cap_m + _ROUNDING_M
    best = np.empty(0, dtype=np.int64)
    for turn in range(_SWEEPS):
        angle = 2 * pi * turn / _SWEEPS
        order = np.argsort(core.east[atoms] * np.cos(angle) + core.north[atoms] * np.sin(angle), kind="stable")
        swept = _sweep(core, atoms[order], cap)
        best = swept if len(swept) > len(best) else best
    state = np.array([seed * 7_919 + 88_172_645], dtype=np.uint64)
    moves = min(_ANNEALING_MOVES, _MOVES_PER_ATOM * len(atoms))
    while 1 < len(best) <= _LARGEST_SEARCHED and len(best) < len(atoms):
        wider = np.append(best, rng.choice(atoms))
        if not _pushed_apart(core, wider, cap, moves, state):
            break
        best = wider
    return len(best)


@inner
def room(core: Core, one: int, other: int, cap: float) -> float:
    """Return how much narrower than ``cap`` metres two atoms are together; not positive: they cannot share a part.

    The width in one direction never exceeds the diameter, so a width above the cap is proof.
    """
    for k in range(core.apart_ptr[one], core.apart_ptr[one + 1]):
        if core.apart_adj[k] == other:
            return 0.0
    half = core.reach.shape[1] // 2
    across, along = core.east[one] - core.east[other], core.north[one] - core.north[other]
    # their middles lie inside them, and one direction runs nearly from one to the other
    if np.hypot(across, along) * np.cos(pi / (2 * half)) > cap + _ROUNDING_M:
        return 0.0
    widest = 0.0
    for d in range(half):
        ahead = max(core.reach[one, d], core.reach[other, d])
        widest = max(widest, ahead + max(core.reach[one, d + half], core.reach[other, d + half]))
    return float(max(0.0, cap - widest))


@compiled
def _sweep(core: Core, order: Ints, cap: float) -> Ints:
    """Take every atom in this order that fits together with none taken before."""
    taken = np.empty(len(order), dtype=np.int64)
    number = 0
    for atom in order:
        is_free = True
        # the last ones taken are the nearest
        for k in range(number - 1, -1, -1):
            if room(core, atom, taken[k], cap) > 0:
                is_free = False
                break
        if is_free:
            taken[number] = atom
            number += 1
    return taken[:number].copy()


@inner
def _crowding(core: Core, one: int, other: int, cap: float) -> float:
    """Return the price of two chosen atoms that could share a part; 0 only if they cannot."""
    near = room(core, one, other, cap) / cap
    return float(near * near + (_CLASH if near > 0 else 0.0) + (1.0 if one == other else 0.0))


@inner
def _excess(core: Core, chosen: Ints, which: int, atom: int, cap: float) -> float:
    """Return the price of ``atom`` in place ``which`` of the chosen ones."""
    total = 0.0
    for k in range(len(chosen)):
        if k != which:
            total += _crowding(core, atom, chosen[k], cap)
    return total


@compiled
def _pushed_apart(core: Core, chosen: Ints, cap: float, moves: int, seed: NDArray[np.uint64]) -> bool:
    """Walk the chosen atoms over the graph until no two fit together; tell whether that was reached."""
    price: Floats = np.empty(len(chosen))
    for k in range(len(chosen)):
        price[k] = _excess(core, chosen, k, chosen[k], cap)
    warmth, fall = _HOT, (_COLD / _HOT) ** (1.0 / moves)
    for _ in range(moves):
        warmth *= fall
        if price.sum() < _CLASH / 2:
            return True
        which = int(random(seed) * len(chosen))
        old = chosen[which]
        atom = _walk(core, old, 1 + int(3 * random(seed)), seed)
        after = _excess(core, chosen, which, atom, cap)
        if after - price[which] <= -warmth * np.log(random(seed) + 1e-300):
            for k in range(len(chosen)):
                if k != which:
                    price[k] += _crowding(core, atom, chosen[k], cap) - _crowding(core, old, chosen[k], cap)
            chosen[which], price[which] = atom, after
    return False


@inner
def _walk(core: Core, atom: int, steps: int, seed: NDArray[np.uint64]) -> int:
    for _ in range(steps):
        if core.ptr[atom + 1] > core.ptr[atom]:
            atom = core.adj[core.ptr[atom] + int(random(seed) * (core.ptr[atom + 1] - core.ptr[atom]))]
    return atom
