"""Holes: lines of the menu, grids and hours for which no rule names a unit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.cases.domain.routing.overlapping import stretches
from gridwarden.cases.domain.routing.rule import DAY_MINUTES, WEEKDAYS, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from gridwarden.cases.domain.routing.rule import Rule
    from gridwarden.menu.domain.words import ItemClass

#: A day is a weekday that is worked or off, after one that was; everything can happen on each.
DAYS = tuple(product(WEEKDAYS, (False, True), (False, True)))


@dataclass(frozen=True, slots=True)
class Line:
    """A condition of the menu."""

    item_class: ItemClass
    item: int
    condition: int


@dataclass(frozen=True, slots=True)
class Hole:
    """Where an item has no rule: in these grids, for at least one of its conditions."""

    item: int
    #: Numbers of the conditions that are left open somewhere.
    conditions: tuple[int, ...]
    #: Grids in which nothing ever covers one of them.
    never: tuple[str, ...]
    #: Grids in which only some hours or days are open.
    sometimes: tuple[str, ...]
    #: The open hours of those, from and to in minutes.
    hours: tuple[tuple[int, int], ...]


def holes(
    rules: Iterable[Rule], lines: Sequence[Line], grids: Mapping[str, BaseGeometry | None], day: date
) -> list[Hole]:
    """Return the holes on ``day``, by item.

    A drawn area covers a grid that lies in it wholly; a grade of roads covers no grid as such.
    """
    counted = [rule for rule in rules if rule.is_on and rule.is_valid(day) and rule.has_unit(day)]
    edges = sorted({0, DAY_MINUTES, *(edge for rule in counted for part in stretches(rule) for edge in part[:2])})
    covered = np.zeros((len(lines), len(grids), len(DAYS), len(edges) - 1), dtype=np.bool_)
    for rule in counted:
        where = [index for index, (code, shape) in enumerate(grids.items()) if _covers(rule, code, shape)]
        what = [index for index, line in enumerate(lines) if _is_about(rule, line)]
        covered[np.ix_(what, where)] |= _times(rule, edges)
    return _by_item(~covered, lines, list(grids), edges)


def _covers(rule: Rule, code: str, shape: BaseGeometry | None) -> bool:
    if rule.place is PlaceKind.AREA:
        return rule.area is not None and shape is not None and bool(rule.area.covers(shape))
    return rule.place is PlaceKind.DISTRICT or (rule.place is PlaceKind.GRIDS and code in rule.grids)


def _times(rule: Rule, edges: list[int]) -> npt.NDArray[np.bool_]:
    """Return on which days the rule holds in which stretch between ``edges``."""
    held = [[rule.meets_hours(begin) and _on_day(rule, begin, day) for begin in edges[:-1]] for day in DAYS]
    return np.array(held, dtype=np.bool_)


def _on_day(rule: Rule, minute: int, day: tuple[int, bool, bool]) -> bool:
    weekday, is_off, was_off = day
    if rule.is_night_before(minute):
        return rule.meets_day((weekday - 2) % 7 + 1, is_off=was_off)
    return rule.meets_day(weekday, is_off=is_off)


def _is_about(rule: Rule, line: Line) -> bool:
    return (
        rule.item_class in (None, line.item_class)
        and rule.item in (None, line.item)
        and rule.condition in (None, line.condition)
    )


def _by_item(is_open: npt.NDArray[np.bool_], lines: Sequence[Line], codes: list[str], edges: list[int]) -> list[Hole]:
    found = []
    for item in sorted({line.item for line in lines}):
        rows = [index for index, line in enumerate(lines) if line.item == item]
        of_item = is_open[rows]
        if not of_item.any():
            continue
        never: npt.NDArray[np.bool_] = np.asarray(of_item.all(axis=(2, 3)).any(axis=0))
        sometimes = np.asarray(of_item.any(axis=(0, 2, 3))) & ~never
        hours: npt.NDArray[np.bool_] = np.asarray(of_item[:, sometimes].any(axis=(0, 1, 2)))
        found.append(
            Hole(
                item=item,
                conditions=tuple(lines[row].condition for row in rows if is_open[row].any()),
                never=tuple(code for code, is_hole in zip(codes, never, strict=True) if is_hole),
                sometimes=tuple(code for code, is_hole in zip(codes, sometimes, strict=True) if is_hole),
                hours=_joined(hours, edges),
            )
        )
    return found


def _joined(is_open: npt.NDArray[np.bool_], edges: list[int]) -> tuple[tuple[int, int], ...]:
    """Return the open stretches between ``edges``, neighbours joined."""
    found: list[tuple[int, int]] = []
    for stretch, wanted in zip(pairwise(edges), is_open, strict=True):
        if not wanted:
            continue
        if found and found[-1][1] == stretch[0]:
            found[-1] = (found[-1][0], stretch[1])
        else:
            found.append(stretch)
    return tuple(found)
