"""How many officers each grid gets: the greatest load an officer bears is as small as it can be."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence


class BadAllocation(Invalid):
    """These officers cannot be spread over these grids within the limits."""

    code = "bad_allocation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Officers for each place in the order of the loads, and what the busiest officer bears."""

    officers: tuple[int, ...]
    #: Officers whom no place may take any more.
    spare: int
    #: Greatest load per officer.
    greatest: float


def allocate(loads: Sequence[float], officers: int, *, least: int = 2, most: int = 3) -> Allocation:
    """Spread ``officers`` over places of ``loads``, ``least`` to ``most`` each, so that the busiest bears the least.

    Everybody starts with ``least``; each further officer goes where an officer bears most at the time and
    another may still be taken; of those that bear alike, to the one with fewer officers, then to the earlier place.

    Notes
    -----
    The result is optimal, and not only in the greatest load: the loads per officer, sorted downwards, are the
    smallest possible list in lexicographic order. Proof: let ``x`` be the result and ``y`` any other allocation of
    as many officers. Then some place ``i`` has ``y[i] < x[i]`` and some ``j`` has ``y[j] > x[j]``. ``x[i]`` lies above
    ``least``, so ``i`` was given its last officer at a step when it bore ``W[i]/(x[i]-1)``; ``j`` could still have
    taken one (``x[j] < y[j] <= most``) and bore at least ``W[j]/x[j]``, hence ``W[i]/(x[i]-1) >= W[j]/x[j]``. Move
    one officer in ``y`` from ``j`` to ``i``. Before, ``i`` bore ``W[i]/y[i] >= W[i]/(x[i]-1)``; now ``i`` bears no
    more than before, and ``j`` bears ``W[j]/(y[j]-1) <= W[j]/x[j] <= W[i]/(x[i]-1)``, no more than ``i`` did. Where
    that is less, the sorted list became smaller. Where all of these are one number ``b``, ``i`` comes from ``b`` to
    ``b*(x[i]-1)/x[i]`` and ``j`` to ``b`` from ``b*x[j]/(x[j]+1)``; of two that bear alike the one with fewer
    officers was served, so ``x[i]-1 <= x[j]`` and the list did not grow. Either way ``y`` came two officers nearer
    to ``x``. Repeated, this reaches ``x``: no ``y`` is better.
    Loads are compared as fractions, so no rounding decides.
    """
    _check(loads, officers, least, most)
    count = [least] * len(loads)
    free = officers - least * len(loads)
    waiting = [(-Fraction(load) / least, least, place) for place, load in enumerate(loads) if most > least]
    heapq.heapify(waiting)
    while free and waiting:
        *_, place = heapq.heappop(waiting)
        count[place] += 1
        free -= 1
        if count[place] < most:
            heapq.heappush(waiting, (-Fraction(loads[place]) / count[place], count[place], place))
    greatest = max((load / given for load, given in zip(loads, count, strict=True)), default=0.0)
    return Allocation(officers=tuple(count), spare=free, greatest=greatest)


def _check(loads: Sequence[float], officers: int, least: int, most: int) -> None:
    if not 1 <= least <= most:
        raise BadAllocation("The least number of officers lies between 1 and the most.", least="not between 1 and most")
    if any(not isfinite(load) or load < 0 for load in loads):
        raise BadAllocation("A load is a number of at least 0.", loads="negative or not a number")
    if officers < least * len(loads):
        raise BadAllocation(
            f"{len(loads)} places with at least {least} officers each want {least * len(loads)}; there are {officers}.",
            officers="too few",
        )
