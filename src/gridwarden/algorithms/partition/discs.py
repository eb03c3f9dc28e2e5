"""Discs of equal size that cover an island as well as possible: seeds for the fewest parts.

A part inside a disc as wide as the cap keeps the cap, and every atom may go to the nearest centre. The centres are
annealed on the area that no disc covers (compare Nurmela & Ostergard 2000 for the square); most moves shift a disc
near an uncovered atom. What stays uncovered is left to the search over atoms, which knows more shapes than discs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, random

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Floats, Ints

#: Directions beside that of the atom in which its far corner is looked for.
_BESIDE = 3
_HOT, _COLD = 3.0, 0.2


def cover(core: Core, east: Floats, north: Floats, radius: float, moves: int, seed: NDArray[np.uint64]) -> float:
    """Move the centres ``east``, ``north f8[p]`` (metres) in place; return the share of the area left uncovered."""
    side = radius / 2
    column = ((core.east - core.east.min()) // side).astype(np.int64)
    row = ((core.north - core.north.min()) // side).astype(np.int64)
    columns = int(column.max()) + 1
    box = row * columns + column
    order = np.argsort(box, kind="stable")
    first = np.searchsorted(box[order], np.arange((int(row.max()) + 1) * columns + 1))
    corner = np.array([core.east.min(), core.north.min(), side])
    reach = float((core.reach - (core.look @ np.vstack([core.east, core.north])).T).max())
    return float(_anneal(core, east, north, radius, moves, seed, order, first, corner, columns, reach))


@compiled
def _is_inside(core: Core, atom: int, east: float, north: float, radius: float, reach: float) -> bool:
    """Tell whether an atom lies in the disc, by its far corner; none is farther than ``reach`` from its centre."""
    across, along = core.east[atom] - east, core.north[atom] - north
    away = across * across + along * along
    if away > radius * radius:
        return False
    if reach < radius and away < (radius - reach) * (radius - reach):
        return True
    number = len(core.look)
    ahead = int(np.arctan2(along, across) / (2 * np.pi) * number + number + 0.5)
    for turn in range(-_BESIDE, _BESIDE + 1):
        d = (ahead + turn) % number
        if core.reach[atom, d] - east * core.look[d, 0] - north * core.look[d, 1] > radius:
            return False
    return True


@compiled
def _members(
    core: Core,
    east: float,
    north: float,
    radius: float,
    order: Ints,
    first: Ints,
    corner: Floats,
    columns: int,
    reach: float,
    out: Ints,
) -> int:
    """Write the atoms inside a disc into ``out``; return how many there are."""
    number = 0
    rows = (len(first) - 1) // columns
    west, south = east - radius - corner[0], north - radius - corner[1]
    for row in range(max(0, int(south // corner[2])), min(rows - 1, int((south + 2 * radius) // corner[2])) + 1):
        left = max(0, int(west // corner[2]))
        right = min(columns - 1, int((west + 2 * radius) // corner[2]))
        if left > right:
            continue
        for k in range(first[row * columns + left], first[row * columns + right + 1]):
            if _is_inside(core, order[k], east, north, radius, reach):
                out[number] = order[k]
                number += 1
    return number


@compiled
def _anneal(
    core: Core,
    east: Floats,
    north: Floats,
    radius: float,
    moves: int,
    seed: NDArray[np.uint64],
    order: Ints,
    first: Ints,
    corner: Floats,
    columns: int,
    reach: float,
) -> float:
    atoms, discs = len(core.load), len(east)
    covered = np.zeros(atoms, dtype=np.int64)
    bare, place = np.arange(atoms), np.arange(atoms)
    held, size = np.empty((discs, atoms), dtype=np.int32), np.zeros(discs, dtype=np.int64)
    new = np.empty(atoms, dtype=np.int32)
    stamp, marks = 0, np.zeros(atoms, dtype=np.int64)
    unit = core.area.sum() / atoms
    left = atoms
    for p in range(discs):
        size[p] = _members(core, east[p], north[p], radius, order, first, corner, columns, reach, held[p])
        for k in range(size[p]):
            left = _count(covered, bare, place, left, held[p, k], 1)
    warmth, fall = _HOT, (_COLD / _HOT) ** (1.0 / max(1, moves))
    for tried in range(moves):
        if left == 0:
            return 0.0
        warmth *= fall
        p = int(random(seed) * discs)
        step = radius * 0.5 * random(seed) ** 2
        angle = 2 * np.pi * random(seed)
        across, along = step * np.cos(angle), step * np.sin(angle)
        if tried % 2 == 0:
            atom = bare[int(random(seed) * left)]
            p = _near(core, east, north, atom, seed)
            gap = np.hypot(core.east[atom] - east[p], core.north[atom] - north[p])
            share = random(seed) * max(gap - radius + reach, 0.02 * radius) / max(gap, 1e-9)
            across = 0.3 * across + (core.east[atom] - east[p]) * share
            along = 0.3 * along + (core.north[atom] - north[p]) * share
        after = _members(core, east[p] + across, north[p] + along, radius, order, first, corner, columns, reach, new)
        stamp += 1
        change = 0.0
        for k in range(after):
            marks[new[k]] = stamp
            if covered[new[k]] == 0:
                change -= core.area[new[k]]
        for k in range(size[p]):
            if marks[held[p, k]] != stamp and covered[held[p, k]] == 1:
                change += core.area[held[p, k]]
        if change <= -warmth * unit * np.log(random(seed) + 1e-300):
            for k in range(after):
                left = _count(covered, bare, place, left, new[k], 1)
            for k in range(size[p]):
                left = _count(covered, bare, place, left, held[p, k], -1)
            held[p, :after] = new[:after]
            size[p] = after
            east[p] += across
            north[p] += along
    return left / atoms


@compiled
def _count(covered: Ints, bare: Ints, place: Ints, left: int, atom: int, change: int) -> int:
    """Count a disc more or less over an atom and keep the list of bare atoms; return its length."""
    covered[atom] += change
    if covered[atom] == 0 and place[atom] < 0:
        bare[left] = atom
        place[atom] = left
        return left + 1
    if covered[atom] > 0 and place[atom] >= 0:
        last = bare[left - 1]
        bare[place[atom]] = last
        place[last] = place[atom]
        place[atom] = -1
        return left - 1
    return left


@compiled
def _near(core: Core, east: Floats, north: Floats, atom: int, seed: NDArray[np.uint64]) -> int:
    """Return one of the discs near an atom: the nearest one by a distance that chance stretches."""
    best, least = 0, np.inf
    for p in range(len(east)):
        across, along = core.east[atom] - east[p], core.north[atom] - north[p]
        away = (across * across + along * along) * (0.3 + random(seed))
        if away < least:
            best, least = p, away
    return best
