"""Numbers of grids that cannot be: told at once, before any search, with what is wrong and where the land lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.grids.domain.design.fabric import components
from gridwarden.grids.domain.design.refusals import DesignRefused, place
from gridwarden.grids.domain.design.town import VILLAGE
from gridwarden.grids.domain.kinds import GridClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.params import Counts, DesignParams
    from gridwarden.grids.domain.design.posing import Work

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_TOWN, _VILLAGE = (GridClass.A, GridClass.B), (GridClass.C,)


def check_totals(fabric: Fabric, params: DesignParams, counts: Counts, free: Bools, *, zones_are_given: bool) -> None:
    """Refuse numbers for which no choice of classes has room or blocks enough.

    Where zones are given, villages are C and the town is A or B; else all land may be of any class.
    """
    village = fabric.zone == VILLAGE
    groups = ((_VILLAGE, village), (_TOWN, ~village)) if zones_are_given else ((tuple(GridClass), free),)
    for classes, where in groups:
        mine = where & free
        wanted = {one: counts.of(one) for one in classes}
        given = {one: number for one, number in wanted.items() if number is not None}
        if len(given) == 1 == len(wanted) or not given or not mine.any():
            continue
        total, blocks = sum(given.values()), int(mine.sum())
        if total > blocks:
            raise _refused(given, f"the land has only {blocks} blocks", fabric, mine)
        room_m2 = sum(number * _disc_m2(params.limit_m(one)) for one, number in given.items())
        area_m2 = float(fabric.area_m2[mine].sum())
        if len(given) == len(wanted) and room_m2 < area_m2:
            problem = f"within their limits they cover {room_m2 / 1e6:.2f} of {area_m2 / 1e6:.2f} km² at most"
            raise _refused(given, problem, fabric, mine)


def check_counts(fabric: Fabric, work: Work, params: DesignParams, counts: Counts, kind: Ints, free: Bools) -> None:
    """Refuse numbers of grids that cannot be: too few for the area or its pieces, or more than there is land for.

    ``kind`` is the class of each unit.
    """
    number = components(fabric.units.size, work.neighbours.pairs, np.where(free, kind, -1))
    for one, word in enumerate(GridClass):
        wanted, mine = counts.of(word), free & (kind == one)
        if wanted is None:
            continue
        if not mine.any():
            if wanted:
                raise _refused({word: wanted}, "no land is of that class", fabric, free)
            continue
        problem = _too_few_or_many(wanted, fabric, mine, number, params.limit_m(word))
        if problem:
            raise _refused({word: wanted}, problem, fabric, mine)


def in_words(counts: dict[GridClass, int]) -> str:
    """Return wanted numbers as people write them."""
    return ", ".join(f"{one.value}={number}" for one, number in counts.items())


def _refused(wanted: dict[GridClass, int], problem: str, fabric: Fabric, mine: Bools) -> DesignRefused:
    words = in_words(wanted)
    text = f"{words} is impossible: {problem} (the land lies around {place(*_where(fabric, mine))})."
    return DesignRefused(text, counts=words)


def _too_few_or_many(wanted: int, fabric: Fabric, mine: Bools, number: Ints, limit_m: float) -> str:
    area_m2, pieces = float(fabric.area_m2[mine].sum()), len(np.unique(number[mine]))
    least = max(1, int(np.ceil(area_m2 / _disc_m2(limit_m))))
    if wanted < least:
        return f"{area_m2 / 1e6:.2f} km² with diameters up to {limit_m:.0f} m need {least} at least"
    if wanted < pieces:
        return f"the land lies in {pieces} pieces apart"
    if wanted > int(mine.sum()):
        return f"the land has only {int(mine.sum())} blocks"
    return ""


def _disc_m2(limit_m: float) -> float:
    """Return the area of the largest shape of a diameter."""
    return float(np.pi * limit_m**2 / 4.0)


def _where(fabric: Fabric, mine: Bools) -> tuple[float, float]:
    """Return a place in the block nearest to the middle of some land."""
    inner = fabric.inner[mine]
    nearest = int(np.argmin(np.hypot(*(inner - inner.mean(axis=0)).T)))
    point = fabric.ground.frame.lift(shapely.Point(inner[nearest]))
    return float(point.x), float(point.y)
