"""Discs of equal size that cover an island as well as possible: seeds for the fewest parts.

A part inside a disc as wide as the cap keeps the cap, and every atom may go to the nearest centre. The centres are
annealed on the area that no disc covers (compare Nurmela & Ostergard 2000 for the square); most moves shift a disc
near an uncovered atom. What stays uncovered is left to the search over atoms, which knows more shapes than discs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner, random

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Floats, Ints

#: Directions beside that of the atom in which its far corner is looked for.
_BESIDE = 3
#: Heat from which any order of discs is left for a better one, and the end of all heat, in usual atoms.
HOT, _COLD = 3.0, 0.2


class Field(NamedTuple):
    """The atoms by boxes, and which of them discs cover.

    ``order i8[a]`` atoms box by box, ``first i8[b+1]`` where a box begins, ``columns`` of boxes, ``corner f8[3]``
    south-west corner and side of the first box in metres, ``reach`` greatest distance of a corner of an atom from
    its centre; ``covered i8[a]`` discs over each atom, ``bare i8[a]`` the atoms under none, ``place i8[a]`` where
    they stand in it or -1, ``left i8[1]`` how many; ``held i4[p, a]`` the atoms under each disc, ``size i8[p]`` how
    many, ``new i4[a]`` room for those after a move, ``mark i8[a]`` the last move that looked at an atom.
    """

    order: Ints
    first: Ints
    columns: int
    corner: Floats
    reach: float
    covered: Ints
    bare: Ints
    place: Ints
    left: Ints
    held: NDArray[np.int32]
    size: Ints
    new: NDArray[np.int32]
    mark: Ints


def cover(
    core: Core, east: Floats, north: Floats, radius: float, moves: int, seed: NDArray[np.uint64], heat: float = HOT
) -> float:
    """Move the centres ``east``, ``north f8[p]`` (metres) in place; return the share of the atoms left uncovered.

    Less ``heat`` than ``HOT`` keeps most of the order in which the discs lie.
    """
    field = _field(core, len(east), radius)
    _anneal(core, field, east, north, radius, (moves, heat), seed)
    return float(field.left[0]) / len(core.load)


def _field(core: Core, discs: int, radius: float) -> Field:
    side = radius / 2
    column = ((core.east - core.east.min()) // side).astype(np.int64)
    row = ((core.north - core.north.min()) // side).astype(np.int64)
    columns, atoms = int(column.max()) + 1, len(core.load)
    box = row * columns + column
    order = np.argsort(box, kind="stable")
    return Field(
        order=order,
        first=np.searchsorted(box[order], np.arange((int(row.max()) + 1) * columns + 1)),
        columns=columns,
        corner=np.array([core.east.min(), core.north.min(), side]),
        reach=float((core.reach - (core.look @ np.vstack([core.east, core.north])).T).max()),
        covered=np.zeros(atoms, dtype=np.int64),
        bare=np.arange(atoms),
        place=np.arange(atoms),
        left=np.array([atoms]),
        held=np.empty((discs, atoms), dtype=np.int32),
        size=np.zeros(discs, dtype=np.int64),
        new=np.empty(atoms, dtype=np.int32),
        mark=np.full(atoms, -1),
    )


@inner
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


@inner
def _members(core: Core, field: Field, east: float, north: float, radius: float, out: NDArray[np.int32]) -> int:
    """Write the atoms inside a disc into ``out``; return how many there are."""
    number, columns, side = 0, field.columns, field.corner[2]
    rows = (len(field.first) - 1) // columns
    west, south = east - radius - field.corner[0], north - radius - field.corner[1]
    left, right = max(0, int(west // side)), min(columns - 1, int((west + 2 * radius) // side))
    for row in range(max(0, int(south // side)), min(rows - 1, int((south + 2 * radius) // side)) + 1):
        if left > right:
            break
        for k in range(field.first[row * columns + left], field.first[row * columns + right + 1]):
            if _is_inside(core, field.order[k], east, north, radius, field.reach):
                out[number] = field.order[k]
                number += 1
    return number


@compiled
def _anneal(
    core: Core,
    field: Field,
    east: Floats,
    north: Floats,
    radius: float,
    effort: tuple[int, float],
    seed: NDArray[np.uint64],
) -> None:
    """Shift discs while the temperature falls, until all atoms are covered or the moves are used up."""
    for p in range(len(east)):
        field.size[p] = _members(core, field, east[p], north[p], radius, field.held[p])
        for k in range(field.size[p]):
            _count(field, field.held[p, k], 1)
    usual = core.area.sum() / len(core.area)
    moves, warmth = effort
    fall = (_COLD / warmth) ** (1.0 / max(1, moves))
    for tried in range(moves):
        if field.left[0] == 0:
            return
        warmth *= fall
        p, across, along = _shift(core, field, east, north, radius, tried, seed)
        after = _members(core, field, east[p] + across, north[p] + along, radius, field.new)
        if _growth(core, field, p, after, tried) <= -warmth * usual * np.log(random(seed) + 1e-300):
            _replace(field, p, after)
            east[p] += across
            north[p] += along


@inner
def _shift(
    core: Core, field: Field, east: Floats, north: Floats, radius: float, tried: int, seed: NDArray[np.uint64]
) -> tuple[int, float, float]:
    """Return a disc and metres by which to shift it: any disc, or every other time one towards a bare atom."""
    p = int(random(seed) * len(east))
    step, angle = radius * 0.5 * random(seed) ** 2, 2 * np.pi * random(seed)
    across, along = step * np.cos(angle), step * np.sin(angle)
    if tried % 2 == 0:
        atom = field.bare[int(random(seed) * field.left[0])]
        p = _near(core, east, north, atom, seed)
        gap = np.hypot(core.east[atom] - east[p], core.north[atom] - north[p])
        share = random(seed) * max(gap - radius + field.reach, 0.02 * radius) / max(gap, 1e-9)
        across = 0.3 * across + (core.east[atom] - east[p]) * share
        along = 0.3 * along + (core.north[atom] - north[p]) * share
    return p, across, along


@inner
def _growth(core: Core, field: Field, p: int, after: int, stamp: int) -> float:
    """Return by how much the bare area grows if disc ``p`` covers the first ``after`` atoms of ``new``."""
    change = 0.0
    for k in range(after):
        field.mark[field.new[k]] = stamp
        if field.covered[field.new[k]] == 0:
            change -= core.area[field.new[k]]
    for k in range(field.size[p]):
        atom = field.held[p, k]
        if field.mark[atom] != stamp and field.covered[atom] == 1:
            change += core.area[atom]
    return change


@inner
def _replace(field: Field, p: int, after: int) -> None:
    """Let disc ``p`` cover the first ``after`` atoms of ``new``."""
    for k in range(after):
        _count(field, field.new[k], 1)
    for k in range(field.size[p]):
        _count(field, field.held[p, k], -1)
    for k in range(after):
        field.held[p, k] = field.new[k]
    field.size[p] = after


@inner
def _count(field: Field, atom: int, change: int) -> None:
    """Count a disc more or less over an atom and keep the list of bare atoms."""
    field.covered[atom] += change
    if field.covered[atom] == 0 and field.place[atom] < 0:
        field.bare[field.left[0]] = atom
        field.place[atom] = field.left[0]
        field.left[0] += 1
    elif field.covered[atom] > 0 and field.place[atom] >= 0:
        field.left[0] -= 1
        last = field.bare[field.left[0]]
        field.bare[field.place[atom]] = last
        field.place[last] = field.place[atom]
        field.place[atom] = -1


@inner
def _near(core: Core, east: Floats, north: Floats, atom: int, seed: NDArray[np.uint64]) -> int:
    """Return one of the discs near an atom: the nearest one by a distance that chance stretches."""
    best, least = 0, np.inf
    for p in range(len(east)):
        across, along = core.east[atom] - east[p], core.north[atom] - north[p]
        away = (across * across + along * along) * (0.3 + random(seed))
        if away < least:
            best, least = p, away
    return best
