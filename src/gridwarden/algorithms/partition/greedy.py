"""A plan that keeps the limits, at once: each part takes neighbours as long as they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner
from gridwarden.algorithms.partition.grow import is_welcome

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Ints


def filled(core: Core, cap_m: float, limit: float) -> Ints:
    """Return a plan ``i8[a]`` of one kind whose parts are narrower than ``cap_m`` metres and carry ``limit`` at most.

    Fixed atoms begin first, the others from the south-west; an atom that alone passes a limit is a part of its own.
    """
    order = np.lexsort((core.north + core.east, core.label < 0))
    part = np.full(len(core.load), -1, dtype=np.int64)
    _fill(core, order, cap_m, limit, part)
    return part


@compiled
def _fill(core: Core, order: Ints, cap_m: float, limit: float, part: Ints) -> None:
    queue = np.empty(len(order), dtype=np.int64)
    parts = 0
    for first in order:
        if part[first] >= 0:
            continue
        part[first], queue[0] = parts, first
        reach, load = core.reach[first].copy(), core.load[first]
        done, known = 0, 1
        while done < known:
            for k in range(core.ptr[queue[done]], core.ptr[queue[done] + 1]):
                near = core.adj[k]
                is_free = part[near] < 0 and core.label[near] < 0 and load + core.load[near] <= limit
                if is_free and is_welcome(core, part, near, parts) and _fits(core, near, reach, cap_m):
                    part[near], queue[known] = parts, near
                    load += core.load[near]
                    known += 1
            done += 1
        parts += 1


@inner
def _fits(core: Core, atom: int, reach: np.ndarray[tuple[int], np.dtype[np.float32]], cap_m: float) -> bool:
    """Add an atom to the support of a part and tell true, or leave it and tell false where it gets too wide."""
    half = len(reach) // 2
    for d in range(half):
        ahead, behind = max(reach[d], core.reach[atom, d]), max(reach[d + half], core.reach[atom, d + half])
        if ahead + behind > cap_m:
            return False
    for d in range(len(reach)):
        reach[d] = max(reach[d], core.reach[atom, d])
    return True
