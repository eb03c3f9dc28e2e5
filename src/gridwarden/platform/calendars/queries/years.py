"""A year of a calendar as its page shows it."""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, repeat
from typing import TYPE_CHECKING

from django.utils import timezone

from gridwarden.algorithms.worktime import DayKind
from gridwarden.platform.calendars.domain.assembly import FIRST_DAY
from gridwarden.platform.calendars.domain.hours import format_hours
from gridwarden.platform.calendars.queries.content import head
from gridwarden.platform.calendars.queries.covered import Coverage, coverage_of
from gridwarden.platform.calendars.queries.work import calendar_for, kept_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.algorithms.worktime import Day, WeekHours, WorkCalendar
    from gridwarden.platform.calendars.domain.assembly import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One day in a month's table."""

    date: date
    kind: DayKind
    name: str
    #: Own hours of this day; empty where the usual ones hold or it is off.
    hours: str
    is_provisional: bool
    is_today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTable:
    """One month in weeks from Monday to Sunday; days of other months are ``None``."""

    first: date
    weeks: tuple[tuple[DayCell | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in a row that differ from plain ones for the same reason."""

    kind: DayKind
    name: str
    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRow:
    """Hours and since when they hold; ``valid_from`` is ``None`` for those that hold from the beginning."""

    valid_from: date | None
    text: str
    weekdays: tuple[int, ...]
    is_in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSheet:
    """Everything on the page of one year."""

    code: str
    version: int
    year: int
    #: Whether the district has edited this calendar, or still shares the common one.
    is_own: bool
    coverage: Coverage
    months: tuple[MonthTable, ...]
    stretches: tuple[Stretch, ...]
    hours: tuple[HoursRow, ...]
    workdays: int
    days_off: int
    made_up: int
    earlier: int | None
    later: int | None


def year_sheet(district_id: int, code: str, year: int, at: datetime) -> YearSheet:
    """Return a year of the district's calendar; a year beyond its ends gives the nearest one."""
    found, today = head(district_id, code), timezone.localdate(at)
    clock, content = calendar_for(district_id, at, code=code), kept_content(found)
    last_year = clock.days[-1].date.year
    year = min(max(year, FIRST_DAY.year), last_year)
    days = [clock.day(date(year, 1, 1) + timedelta(days=step)) for step in range(365 + months_of.isleap(year))]
    return YearSheet(
        code=code,
        version=clock.version,
        year=year,
        is_own=found.district_id != 0,
        coverage=coverage_of(found, today),
        months=tuple(_months(days, clock, content, today)),
        stretches=tuple(_stretches(days)),
        hours=tuple(_hours(content, today)),
        workdays=sum(day.kind.is_worked for day in days),
        days_off=sum(day.kind is DayKind.HOLIDAY for day in days),
        made_up=sum(day.kind is DayKind.MAKE_UP_WORKDAY for day in days),
        earlier=year - 1 if year > FIRST_DAY.year else None,
        later=year + 1 if year < last_year else None,
    )


def _months(days: list[Day], clock: WorkCalendar, content: Content, today: date) -> Iterator[MonthTable]:
    for _month, group in groupby(days, key=lambda day: day.date.month):
        month = [_cell(day, clock, content, today) for day in group]
        first = month[0].date
        cells: list[DayCell | None] = [*repeat(None, first.weekday()), *month]
        cells += repeat(None, -len(cells) % 7)
        yield MonthTable(first=first, weeks=tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7)))


def _cell(day: Day, clock: WorkCalendar, content: Content, today: date) -> DayCell:
    rule = content.rules.get(day.date)
    return DayCell(
        date=day.date,
        kind=day.kind,
        name=day.name,
        hours=format_hours(rule.segments or ()) if rule else "",
        is_provisional=clock.is_provisional(day.date),
        is_today=day.date == today,
    )


def _stretches(days: list[Day]) -> Iterator[Stretch]:
    """Yield the named days, those of one holiday in a row together."""
    for (kind, name), group in groupby(days, key=lambda day: (day.kind, day.name)):
        stretch = list(group)
        if name:
            yield Stretch(kind=kind, name=name, first=stretch[0].date, last=stretch[-1].date, days=len(stretch))


def _hours(content: Content, today: date) -> Iterator[HoursRow]:
    in_force = content.hours_on(today)
    for hours in content.hours:
        yield _hours_row(hours, is_in_force=hours is in_force)


def _hours_row(hours: WeekHours, *, is_in_force: bool) -> HoursRow:
    return HoursRow(
        valid_from=hours.valid_from if hours.valid_from > FIRST_DAY else None,
        text=format_hours(hours.segments),
        weekdays=tuple(sorted(hours.weekdays)),
        is_in_force=is_in_force,
    )
