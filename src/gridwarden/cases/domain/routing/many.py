"""Which rule wins each of many cases: column by column instead of case by case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.cases.domain.routing.evaluation import rank
from gridwarden.cases.domain.routing.rule import DayKind, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    import numpy.typing as npt

    from gridwarden.cases.domain.routing.rule import Facts, Rule

    _Rows = npt.NDArray[np.int64]
    _Met = npt.NDArray[np.bool_]

NOBODY = -1
_NEVER = 2**31


@dataclass(frozen=True, slots=True)
class Columns:
    """Facts of many cases, a column for each."""

    item_class: npt.NDArray[Any]
    item: npt.NDArray[np.int64]
    condition: npt.NDArray[np.int64]
    grid: npt.NDArray[Any]
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    grade: npt.NDArray[Any]
    day: npt.NDArray[np.int64]
    weekday: npt.NDArray[np.int64]
    minute: npt.NDArray[np.int64]
    is_off: npt.NDArray[np.bool_]
    was_off: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, facts: Sequence[Facts]) -> Columns:
        """Return the columns of ``facts``."""
        return cls(
            item_class=np.array([str(one.item_class) for one in facts], dtype="U32"),
            item=np.array([one.item for one in facts], dtype=np.int64),
            condition=np.array([one.condition for one in facts], dtype=np.int64),
            grid=np.array([one.grid for one in facts], dtype="U32"),
            lon=np.array([one.lon for one in facts], dtype=np.float64),
            lat=np.array([one.lat for one in facts], dtype=np.float64),
            grade=np.array([str(one.grade or "") for one in facts], dtype="U32"),
            day=np.array([one.day.toordinal() for one in facts], dtype=np.int64),
            weekday=np.array([one.day.isoweekday() for one in facts], dtype=np.int64),
            minute=np.array([one.minute for one in facts], dtype=np.int64),
            is_off=np.array([one.is_off for one in facts], dtype=np.bool_),
            was_off=np.array([one.was_off for one in facts], dtype=np.bool_),
        )


def winners(rules: Sequence[Rule], columns: Columns) -> npt.NDArray[np.int64]:
    """Return for each case the position in ``rules`` of the rule that has it, or ``NOBODY``.

    Rules are asked in the order of their rank, each about the cases of its item that none before it has taken.
    """
    found = np.full(len(columns.item), NOBODY, dtype=np.int64)
    everything, of_item = np.arange(len(found)), _by_item(columns.item)
    for position in sorted(range(len(rules)), key=lambda index: rank(rules[index])):
        rule = rules[position]
        if not rule.is_on:
            continue
        rows = everything if rule.item is None else of_item.get(rule.item, everything[:0])
        found[_fitting(rule, columns, rows[found[rows] == NOBODY])] = position
    return found


def _by_item(item: npt.NDArray[np.int64]) -> dict[int, _Rows]:
    """Return the rows of each item: most rules name one, and are asked about no other case."""
    order = np.argsort(item, kind="stable")
    numbers, firsts = np.unique(item[order], return_index=True)
    return dict(zip(numbers.tolist(), np.split(order, firsts[1:]), strict=True)) if len(item) else {}


def _fitting(rule: Rule, cases: Columns, rows: _Rows) -> _Rows:
    """Return those of ``rows`` that the rule fits; what is cheap to ask comes first, and leaves fewer to the rest."""
    for is_met in (_in_force, _about, _at_time, _at_place):
        if not len(rows):
            break
        rows = rows[is_met(rule, cases, rows)]
    return rows


def _in_force(rule: Rule, cases: Columns, rows: _Rows) -> _Met:
    first = max(rule.valid_from.toordinal(), _ordinal(rule.unit_from, 0))
    end = min(_ordinal(rule.valid_to, _NEVER), _ordinal(rule.unit_to, _NEVER))
    day = cases.day[rows]
    return (day >= first) & (day < end)


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


def _about(rule: Rule, cases: Columns, rows: _Rows) -> _Met:
    met = np.ones(len(rows), dtype=np.bool_)
    for name in ("item_class", "item", "condition"):
        if (wanted := getattr(rule, name)) is not None:
            met &= getattr(cases, name)[rows] == wanted
    return met


def _at_place(rule: Rule, cases: Columns, rows: _Rows) -> _Met:
    if rule.place is PlaceKind.GRIDS:
        return np.isin(cases.grid[rows], sorted(rule.grids))
    if rule.place is PlaceKind.GRADE:
        return np.asarray(cases.grade[rows] == str(rule.grade))
    if rule.place is PlaceKind.AREA and rule.area is not None:
        return np.asarray(shapely.intersects_xy(rule.area, cases.lon[rows], cases.lat[rows]))
    return np.full(len(rows), rule.place is PlaceKind.DISTRICT)


def _at_time(rule: Rule, cases: Columns, rows: _Rows) -> _Met:
    met = np.ones(len(rows), dtype=np.bool_)
    weekday, is_off = cases.weekday[rows], cases.is_off[rows]
    if rule.hours is not None:
        begin, end = rule.hours
        minute = cases.minute[rows]
        after, before = minute >= begin, minute < end
        met = (after & before) if begin < end else (after | before)
        if end <= begin:
            # The end of a night belongs to the day on which it began.
            weekday = np.where(before, (weekday - 2) % 7 + 1, weekday)
            is_off = np.where(before, cases.was_off[rows], is_off)
    if rule.weekdays:
        met = met & np.isin(weekday, sorted(rule.weekdays))
    if rule.days is not DayKind.ANY:
        met = met & (is_off == (rule.days is DayKind.OFF))
    return met
