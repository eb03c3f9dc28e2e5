"""The plan of today as a plan to begin with: mended where it breaks a rule, split or merged to the wanted numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gridwarden.algorithms.partition.grow import grow
from gridwarden.algorithms.partition.sums import summed

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Ints


def plan_of_today(core: Core, counts: Ints) -> Ints:
    """Return a plan with ``counts[i]`` parts in island ``i`` that follows today's as far as it can; -1 may be left.

    Of each label the heaviest piece stays; of too many parts in an island the lightest dissolve; of too few the
    heaviest are split between the two atoms that lie farthest apart.
    """
    piece = _pieces(core)
    part = np.full(len(core.load), -1, dtype=np.int64)
    seeds = np.full(int(counts.sum()), -1, dtype=np.int64)
    offset = 0
    for island, count in enumerate(counts.tolist()):
        atoms = np.flatnonzero(core.island == island)
        _place(core, atoms, piece, count, offset, part, seeds)
        offset += count
    inside = part >= 0
    total = summed(part[inside], core.area[inside], len(seeds))
    east = summed(part[inside], (core.area * core.east)[inside], len(seeds)) / np.maximum(total, 1e-9)
    north = summed(part[inside], (core.area * core.north)[inside], len(seeds)) / np.maximum(total, 1e-9)
    east, north = (np.where(seeds >= 0, at[seeds], mean) for at, mean in ((core.east, east), (core.north, north)))
    grow(core, seeds, east, north, np.zeros(len(seeds)), part)
    return part


def _pieces(core: Core) -> Ints:
    """Return the contiguous piece of today's parts in which each atom lies; -1 where it has no part today."""
    home = np.where(core.label >= 0, core.label, core.home)
    ends = np.repeat(np.arange(len(home)), np.diff(core.ptr)), core.adj
    same = (home[ends[0]] == home[ends[1]]) & (home[ends[0]] >= 0)
    rows = (np.ones(int(same.sum()), dtype=np.int8), (ends[0][same], ends[1][same]))
    piece = connected_components(csr_matrix(rows, shape=(len(home), len(home))), directed=False)[1]
    return np.where(home >= 0, piece, -1)


def _place(core: Core, atoms: Ints, piece: Ints, count: int, offset: int, part: Ints, seeds: Ints) -> None:
    """Fill ``part`` and ``seeds`` for one island whose parts are numbered from ``offset``."""
    home = np.where(core.label >= 0, core.label, core.home)
    groups = [atoms[piece[atoms] == one] for one in np.unique(piece[atoms]) if one >= 0]
    # fixed parts first, then by load; one piece of each label
    groups.sort(key=lambda group: (-core.label[group].max(), -core.area[group].sum()))
    known: dict[int, Ints] = {}
    for group in groups:
        known.setdefault(int(home[group[0]]), group)
    kept = sorted(known.values(), key=lambda group: (-int(core.label[group].max() >= 0), -core.load[group].sum()))[
        :count
    ]
    free = [group for group in kept if core.label[group].max() < 0]
    spare = count - len(kept)
    split, whole = free[:spare], [group for group in kept if not any(group is one for one in free[:spare])]
    for number, group in enumerate(whole):
        part[group] = offset + number
    ends = [end for group in split for end in _ends(core, group)]
    ends += _others(core, atoms, ends, part, count - len(whole) - len(ends))
    seeds[offset + len(whole) : offset + count] = ends[: count - len(whole)]


def _ends(core: Core, group: Ints) -> list[int]:
    """Return two atoms of a group that lie far apart; one if it has no more."""
    away = (core.east[group] - core.east[group[0]]) ** 2 + (core.north[group] - core.north[group[0]]) ** 2
    one = int(group[np.argmax(away)])
    away = (core.east[group] - core.east[one]) ** 2 + (core.north[group] - core.north[one]) ** 2
    return list(dict.fromkeys([one, int(group[np.argmax(away)])]))


def _others(core: Core, atoms: Ints, taken: list[int], part: Ints, number: int) -> list[int]:
    """Return more atoms to seed parts with: free ones first, then the heaviest of parts that keep others."""
    size = np.bincount(part[part >= 0], minlength=1)
    out: list[int] = []
    for one in sorted(atoms.tolist(), key=lambda one: (part[one] >= 0, -core.load[one])):
        if len(out) >= number:
            break
        is_spare = part[one] < 0 or size[part[one]] > 1
        if one not in taken and core.label[one] < 0 and is_spare:
            if part[one] >= 0:
                size[part[one]] -= 1
                part[one] = -1
            out.append(one)
    return out
