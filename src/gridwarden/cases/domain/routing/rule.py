"""A routing rule, and what of a case it looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import shapely

from gridwarden.platform.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from gridwarden.algorithms.worktime import Limit
    from gridwarden.grids.domain.kinds import RoadGrade
    from gridwarden.menu.domain.words import ItemClass

DAY_MINUTES = 24 * 60
DAY = timedelta(days=1)
WEEKDAYS = range(1, 8)


class BadRule(Invalid):
    """A rule says something that no case can meet, or that cannot be told apart."""

    code = "bad_routing_rule"


class NoSuchRule(NotFound):
    """There is no such rule in the district."""

    code = "no_such_rule"


class PlaceKind(StrEnum):
    """How a rule says where it holds."""

    DISTRICT = "district"
    GRADE = "grade"
    GRIDS = "grids"
    AREA = "area"


class DayKind(StrEnum):
    """On which days of the working calendar a rule holds."""

    ANY = "any"
    WORKING = "working"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules look at: the sort of case, its place and its moment."""

    item_class: ItemClass
    #: Numbers in the menu; a new version of it keeps them where the line stays the same.
    item: int
    condition: int
    #: Code of the grid; empty outside every grid.
    grid: str
    lon: float
    lat: float
    grade: RoadGrade | None
    day: date
    #: Minutes since local midnight.
    minute: int
    is_off: bool
    #: Whether the day before was off: a night belongs to the day on which it began.
    was_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From an item, a place and a time to a unit. What is left open holds for everything."""

    id: int
    number: int
    unit_id: int
    item_class: ItemClass | None = None
    item: int | None = None
    #: Only together with ``item``.
    condition: int | None = None
    place: PlaceKind = PlaceKind.DISTRICT
    grids: frozenset[str] = frozenset()
    area: BaseGeometry | None = field(default=None, compare=False)
    grade: RoadGrade | None = None
    #: From and to in minutes since midnight, half-open; a night over midnight belongs to the day on which it begins.
    hours: tuple[int, int] | None = None
    #: ISO numbers; empty for every day of the week.
    weekdays: frozenset[int] = frozenset()
    days: DayKind = DayKind.ANY
    valid_from: date
    #: First day on which it no longer holds.
    valid_to: date | None = None
    #: Days on which the unit exists, half-open.
    unit_from: date | None = None
    unit_to: date | None = None
    #: The smaller goes first among equally specific rules.
    priority: int = 5
    limit: Limit | None = None
    #: Number of the contract or order on which the rule rests.
    reference: str = ""
    is_on: bool = True

    def meets_subject(self, facts: Facts) -> bool:
        """Whether the rule is about such a case."""
        return (
            (self.item_class is None or self.item_class is facts.item_class)
            and (self.item is None or self.item == facts.item)
            and (self.condition is None or self.condition == facts.condition)
        )

    def meets_place(self, facts: Facts) -> bool:
        """Whether the rule holds at the place; the border of an area belongs to it."""
        if self.place is PlaceKind.AREA:
            return self.area is not None and bool(shapely.intersects_xy(self.area, facts.lon, facts.lat))
        if self.place is PlaceKind.GRIDS:
            return facts.grid in self.grids
        return self.place is PlaceKind.DISTRICT or self.grade is facts.grade

    def meets_hours(self, minute: int) -> bool:
        """Whether the rule holds at this minute of a day."""
        if self.hours is None:
            return True
        begin, end = self.hours
        return begin <= minute < end if begin < end else minute >= begin or minute < end

    def is_night_before(self, minute: int) -> bool:
        """Whether the rule's hours go over midnight and this minute is the end of the night before."""
        return self.hours is not None and minute < self.hours[1] <= self.hours[0]

    def meets_weekday(self, facts: Facts) -> bool:
        """Whether the rule holds on the day to which the moment belongs: a night to the day on which it began."""
        if self.is_night_before(facts.minute):
            return self.meets_day((facts.day - DAY).isoweekday(), is_off=facts.was_off)
        return self.meets_day(facts.day.isoweekday(), is_off=facts.is_off)

    def meets_day(self, weekday: int, *, is_off: bool) -> bool:
        """Whether the rule holds on such a day."""
        in_week = not self.weekdays or weekday in self.weekdays
        return in_week and (self.days is DayKind.ANY or (self.days is DayKind.OFF) == is_off)

    def is_valid(self, day: date) -> bool:
        """Whether the rule is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def has_unit(self, day: date) -> bool:
        """Whether the unit that it names exists on ``day``."""
        return (self.unit_from is None or self.unit_from <= day) and (self.unit_to is None or day < self.unit_to)


def check(rule: Rule) -> None:
    """Refuse a rule that no case could meet, or whose parts contradict each other."""
    wrong = {name: words for name, (is_wrong, words) in _checks(rule).items() if is_wrong}
    if wrong:
        raise BadRule("The rule contradicts itself.", **wrong)


def _checks(rule: Rule) -> dict[str, tuple[bool, str]]:
    return {
        "condition": (rule.condition is not None and rule.item is None, "needs an item"),
        "grids": (rule.place is PlaceKind.GRIDS and not rule.grids, "missing"),
        "area": (rule.place is PlaceKind.AREA and rule.area is None, "missing"),
        "grade": (rule.place is PlaceKind.GRADE and rule.grade is None, "missing"),
        "until_time": (rule.hours is not None and rule.hours[0] == rule.hours[1], "is empty"),
        "valid_to": (rule.valid_to is not None and rule.valid_to <= rule.valid_from, "not after the first day"),
        "priority": (not 1 <= rule.priority <= 9, "from 1 to 9"),  # noqa: PLR2004 - one digit
    }
