"""What a version of a calendar says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from gridwarden.algorithms.worktime import DayKind, DayRule, WeekHours
from gridwarden.platform.calendars.domain.assembly import FIRST_DAY, Content, standard
from gridwarden.platform.calendars.domain.hours import checked_hours, from_settings
from gridwarden.platform.calendars.domain.presets import PRESETS
from gridwarden.platform.calendars.models import Calendar, CalendarDay, CalendarHours, CalendarYear, held_by
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.algorithms.worktime import Segment


class NoSuchCalendar(NotFound):
    """The district has no calendar of this code."""

    code = "no_such_calendar"


@dataclass(frozen=True, slots=True)
class Head:
    """Which calendar a district uses under a code, and at which version; ``id`` 0 is the built-in one."""

    id: int
    code: str
    district_id: int
    version: int
    observes_holidays: bool
    stamp: UUID


def head(district_id: int, code: str) -> Head:
    """Return the district's own calendar, else the common one, else the built-in; one SQL statement."""
    found = (
        Calendar.objects.filter(district_id__in={0, district_id}, code=code)
        .order_by("-district_id")
        .values_list("id", "code", "district_id", "version", "observes_holidays", "stamp")
        .first()
    )
    if found is not None:
        return Head(*found)
    if code not in PRESETS:
        raise NoSuchCalendar(f"There is no calendar {code!r}.", code="is no calendar of this district")
    return Head(0, code, 0, 0, PRESETS[code].observes_holidays, UUID(int=0))


def office_hours() -> tuple[Segment, ...]:
    """Return the hours of the settings, which hold until a calendar has its own."""
    return from_settings(settings.WORKING_HOURS)


def content_of(calendar: Head, version: int | None = None) -> Content:
    """Return what the calendar says at ``version`` (the present one if left out); three SQL statements.

    Version 0 is the built-in calendar, which held before there were any rows.
    """
    plain = standard(calendar.code, office_hours())
    if calendar.id == 0 or version == 0:
        return plain
    at = calendar.version if version is None else version
    return Content(
        name=calendar.code,
        version=at,
        observes_holidays=calendar.observes_holidays,
        hours=plain.hours + _hours(calendar.id, at),
        rules=_rules(calendar.id, at),
        years=_years(calendar.id, at),
    )


def _hours(calendar_id: int, version: int) -> tuple[WeekHours, ...]:
    rows = CalendarHours.objects.filter(held_by(version), calendar_id=calendar_id).order_by("valid_from", "id")
    return tuple(
        WeekHours(max(row.valid_from, FIRST_DAY), checked_hours(row.segments), frozenset(row.weekdays)) for row in rows
    )


def _rules(calendar_id: int, version: int) -> dict[date, DayRule]:
    rows = CalendarDay.objects.filter(held_by(version), calendar_id=calendar_id)
    return {
        on: DayRule(DayKind(kind), name, None if segments is None else checked_hours(segments))
        for on, kind, name, segments in rows.values_list("date", "kind", "name", "segments")
    }


def _years(calendar_id: int, version: int) -> frozenset[int]:
    rows = CalendarYear.objects.filter(calendar_id=calendar_id, since_version__lte=version)
    return frozenset(rows.values_list("year", flat=True))
