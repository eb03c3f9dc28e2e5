"""Contracts that cover the same: a slip would find two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Reach:
    """What a contract covers, where, and when."""

    #: Numbers in the menu: a line, and one condition of it or all.
    covers: frozenset[tuple[int, int | None]]
    #: Codes of grids; empty for the whole district.
    grids: frozenset[str]
    first: date
    last: date


def shared(one: Reach, other: Reach) -> list[tuple[int, int | None]]:
    """Return what both cover at some place on some day, as closely as the closer of them says it."""
    if one.last < other.first or other.last < one.first:
        return []
    if one.grids and other.grids and not one.grids & other.grids:
        return []
    both = {
        (item, condition or its_condition)
        for item, condition in one.covers
        for its_item, its_condition in other.covers
        if item == its_item and (condition is None or its_condition is None or condition == its_condition)
    }
    return sorted(both, key=lambda cover: (cover[0], cover[1] or 0))
