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

    def only(self, rows: npt.NDArray[np.int64]) -> Columns:
        """Return the columns of some of the cases."""
        return Columns(*(getattr(self, name)[rows] for name in self.__slots__))


def winners(rules: Sequence[Rule], columns: Columns) -> npt.NDArray[np.int64]:
    """Return for each case the position in ``rules`` of the rule that has it, or ``NOBODY``.

    Rules are asked in the order of their rank, each about the cases that none before it has taken.
    """
    found = np.full(len(columns.item), NOBODY, dtype=np.int64)
    open_rows = np.arange(len(found))
    for position in sorted(range(len(rules)), key=lambda index: rank(rules[index])):
        if not len(open_rows):
            break
        taken = _meets(rules[position], columns.only(open_rows)) if rules[position].is_on else None
        if taken is not None and taken.any():
            found[open_rows[taken]] = position
            open_rows = open_rows[~taken]
    return found


def _meets(rule: Rule, cases: Columns) -> npt.NDArray[np.bool_]:
    met = _in_force(rule, cases.day)
    for name in ("item_class", "item", "condition"):
        if (wanted := getattr(rule, name)) is not None:
            met &= getattr(cases, name) == wanted
    if not met.any():
        return met
    return met & _at_place(rule, cases) & _at_time(rule, cases)


def _in_force(rule: Rule, day: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    first = max(rule.valid_from.toordinal(), _ordinal(rule.unit_from, 0))
    end = min(_ordinal(rule.valid_to, _NEVER), _ordinal(rule.unit_to, _NEVER))
    return (day >= first) & (day < end)


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


def _at_place(rule: Rule, cases: Columns) -> npt.NDArray[np.bool_] | np.bool_:
    if rule.place is PlaceKind.AREA:
        return np.False_ if rule.area is None else shapely.intersects_xy(rule.area, cases.lon, cases.lat)
    if rule.place is PlaceKind.GRIDS:
        return np.isin(cases.grid, sorted(rule.grids))
    return np.True_ if rule.place is PlaceKind.DISTRICT else cases.grade == str(rule.grade)


def _at_time(rule: Rule, cases: Columns) -> npt.NDArray[np.bool_] | np.bool_:
    met: npt.NDArray[np.bool_] | np.bool_ = np.True_
    weekday, is_off = cases.weekday, cases.is_off
    if rule.hours is not None:
        begin, end = rule.hours
        after, before = cases.minute >= begin, cases.minute < end
        met = (after & before) if begin < end else (after | before)
        if end <= begin:
            # The end of a night belongs to the day on which it began.
            weekday = np.where(before, (weekday - 2) % 7 + 1, weekday)
            is_off = np.where(before, cases.was_off, is_off)
    if rule.weekdays:
        met = met & np.isin(weekday, sorted(rule.weekdays))
    if rule.days is not DayKind.ANY:
        met = met & (is_off == (rule.days is DayKind.OFF))
    return met
