"""The clock of a district, kept in memory until its calendar changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from gridwarden.platform.calendars.domain.assembly import Content, assemble
from gridwarden.platform.calendars.domain.presets import CalendarCode
from gridwarden.platform.calendars.queries.content import Head, content_of, head, office_hours
from gridwarden.platform.calendars.queries.kept import Kept

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.worktime import WorkCalendar

#: Some districts with their codes, and the few old versions that explanations ask for.
_contents: Kept[Content] = Kept(128)
_calendars: Kept[WorkCalendar] = Kept(128)


def calendar_for(
    district_id: int, at: datetime, *, code: str = CalendarCode.OFFICE, version: int | None = None
) -> WorkCalendar:
    """Return the calendar by which the district's limits run at a moment.

    One SQL statement tells the present version; the days are read again only when that has changed. Days that
    nobody has published yet are provisional (``WorkCalendar.is_provisional``), never guessed in silence.

    Args:
        district_id: Whose calendar; a district without its own uses the common one.
        at: The hours in force on that day make the length of a working day.
        code: Which of the district's calendars.
        version: An earlier version, to compute a deadline again as it was computed then.
    """
    found, on = head(district_id, code), timezone.localdate(at)
    content = kept_content(found, version)
    # Two days of one year with equal standard days share a calendar.
    key = (*_identity(found, version), on.year, content.hours_on(on).day_s)
    return _calendars.get(key, lambda: assemble(content, on))


def kept_content(found: Head, version: int | None = None) -> Content:
    """Return what the calendar says, read once for each version."""
    return _contents.get(_identity(found, version), lambda: content_of(found, version))


def _identity(found: Head, version: int | None) -> tuple[object, ...]:
    """What a kept value depends on; the hours of the settings hold where a calendar has none of its own."""
    return (found.id, found.code, found.stamp, version, office_hours())
