"""Edit weekly working hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import BadCalendar, WeekHours
from gridwarden.platform.calendars.actions.revisions import revision
from gridwarden.platform.calendars.domain.hours import BadHours, checked_hours

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.algorithms.worktime import Segment
    from gridwarden.platform.access import Actor


def set_hours(
    *,
    by: Actor,
    at: datetime,
    code: str,
    valid_from: date,
    segments: tuple[Segment, ...],
    weekdays: frozenset[int],
    reason: str,
) -> int:
    """Let hours hold from a day on, until later ones do; return the calendar's version afterwards."""
    try:
        hours = WeekHours(valid_from, checked_hours(segments), weekdays)
    except BadCalendar as refusal:
        named = {"hours" if field == "segments" else field: rule for field, rule in refusal.fields.items()}
        raise BadHours(refusal.message, **named) from refusal
    with revision(by=by, at=at, code=code, action="calendar.hours_set", reason=reason) as draft:
        draft.put_hours(hours)
    return draft.calendar.version


def drop_hours(*, by: Actor, at: datetime, code: str, valid_from: date, reason: str) -> int:
    """Take back the hours that were to hold from a day on; return the calendar's version afterwards."""
    with revision(by=by, at=at, code=code, action="calendar.hours_dropped", reason=reason) as draft:
        draft.drop_hours(valid_from)
    return draft.calendar.version
