"""How many people of each role a grid wants, and where it falls short."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.algorithms.staffing import allocate
from gridwarden.platform.access import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A grid has two to three enforcement officers, by its load.
LEAST_OFFICERS, MOST_OFFICERS = 2, 3
#: People wanted of the other roles in every grid; frontage holders are as many as there are shops.
OTHERS: dict[Role, int] = {
    Role.INFORMATION_OFFICER: 1,
    Role.COMMUNITY_OFFICER: 1,
    Role.MUNICIPAL_OFFICER: 1,
    Role.SANITATION_WORKER: 1,
    Role.FRONTAGE_HOLDER: 0,
}


class Staffing(StrEnum):
    """How a grid stands in one role."""

    FILLED = "filled"
    #: Somebody is there, fewer than wanted.
    SHORT = "short"
    #: Nobody is there though somebody is wanted.
    HOLE = "hole"


def officers_wanted(loads: Mapping[int, float], officers: int) -> dict[int, int]:
    """Return how many of the ``officers`` there are each grid wants, so that the busiest officer bears the least.

    Where there are fewer than two for each grid, every grid wants two all the same.
    """
    grids = sorted(loads)
    least = LEAST_OFFICERS * len(grids)
    found = allocate([loads[grid] for grid in grids], max(officers, least), least=LEAST_OFFICERS, most=MOST_OFFICERS)
    return dict(zip(grids, found.officers, strict=True))


def staffing(wanted: int, present: int) -> Staffing:
    """Return how a grid stands that wants so many people of a role and has so many."""
    if present >= wanted:
        return Staffing.FILLED
    return Staffing.SHORT if present else Staffing.HOLE
