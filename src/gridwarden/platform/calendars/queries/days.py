"""One day of a calendar, as it is and as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import DayKind
from gridwarden.platform.calendars.domain.hours import checked_hours, format_hours
from gridwarden.platform.calendars.models import CalendarDay
from gridwarden.platform.calendars.queries.content import head
from gridwarden.platform.calendars.queries.work import calendar_for, kept_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayVersion:
    """What somebody has made of a day, from one version of the calendar to another."""

    kind: DayKind
    name: str
    hours: str
    source: str
    since_version: int
    #: The last version that says so; ``None`` while it still holds.
    last_version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDetail:
    """What a day is, why, and what it was before."""

    date: date
    kind: DayKind
    name: str
    hours: str
    #: Whether it differs from its plain weekday.
    is_exception: bool
    is_provisional: bool
    history: tuple[DayVersion, ...]


def day_detail(district_id: int, code: str, on: date, at: datetime) -> DayDetail:
    """Return one day of the district's calendar; a day outside it is refused (``OutsideCalendar``)."""
    found = head(district_id, code)
    clock = calendar_for(district_id, at, code=code)
    day, rule = clock.day(on), kept_content(found).rules.get(on)
    return DayDetail(
        date=on,
        kind=day.kind,
        name=day.name,
        hours=format_hours(rule.segments or ()) if rule else "",
        is_exception=rule is not None,
        is_provisional=clock.is_provisional(on),
        history=tuple(_history(found.id, on)),
    )


def _history(calendar_id: int, on: date) -> Iterator[DayVersion]:
    for row in CalendarDay.objects.filter(calendar_id=calendar_id, date=on).order_by("-since_version", "-id"):
        yield DayVersion(
            kind=DayKind(row.kind),
            name=row.name,
            hours=format_hours(checked_hours(row.segments or ())),
            source=row.source,
            since_version=row.since_version,
            last_version=row.until_version and row.until_version - 1,
        )
