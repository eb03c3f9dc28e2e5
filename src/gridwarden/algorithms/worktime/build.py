"""Make a calendar from weekly hours and the days that differ from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime.problem import BadCalendar, Day, DayKind, Segment, WorkCalendar, checked_segments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The hours that hold from a day on, until later ones do.

    Parameters
    ----------
    valid_from
        First day on which they hold.
    segments
        Working seconds of each working day, in order, without overlap.
    weekdays
        Days of the week that are worked, Monday 0 to Sunday 6.
    """

    valid_from: date
    segments: tuple[Segment, ...]
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        if not checked_segments(self.segments):
            raise BadCalendar("Working hours need a segment.", segments="must not be empty")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise BadCalendar("Working hours need days of the week.", weekdays="must be numbers from 0 to 6")

    @property
    def day_s(self) -> int:
        """Working seconds of a full day."""
        return sum(end - begin for begin, end in self.segments)


@dataclass(frozen=True, slots=True)
class DayRule:
    """What one day is in spite of its weekday; worked days without segments keep the usual ones."""

    kind: DayKind
    name: str = ""
    segments: tuple[Segment, ...] | None = None


def build(
    *,
    first: date,
    last: date,
    hours: Sequence[WeekHours],
    rules: Mapping[date, DayRule],
    covered_until: date | None = None,
    day_s: int | None = None,
    name: str = "",
    version: int = 0,
) -> WorkCalendar:
    """Return the calendar of all days from ``first`` to ``last``, both included.

    Parameters
    ----------
    hours
        In order of ``valid_from``; before the first of them its own hours hold.
    rules
        The days that differ, such as holidays and make-up workdays.
    covered_until
        First day for which nobody has published rules; it and later days are provisional plain weekdays.
    day_s
        Working seconds of the standard day; those of the first hours if left out.

    Raises
    ------
    BadCalendar
        There are no hours, or they make no valid days.
    """
    if not hours:
        raise BadCalendar("A calendar needs working hours.", hours="must not be empty")
    span = range((last - first).days + 1)
    days = []
    index = 0
    for on in (first + timedelta(days=step) for step in span):
        while index + 1 < len(hours) and hours[index + 1].valid_from <= on:
            index += 1
        days.append(_day(on, hours[index], rules.get(on)))
    return WorkCalendar(
        days=tuple(days),
        day_s=day_s or hours[0].day_s,
        covered_until=covered_until,
        name=name,
        version=version,
    )


def _day(on: date, hours: WeekHours, rule: DayRule | None) -> Day:
    if rule is None:
        works = on.weekday() in hours.weekdays
        return Day(on, DayKind.WORKDAY, hours.segments) if works else Day(on, DayKind.WEEKEND)
    if not rule.kind.is_worked:
        return Day(on, rule.kind, name=rule.name)
    return Day(on, rule.kind, hours.segments if rule.segments is None else rule.segments, rule.name)
