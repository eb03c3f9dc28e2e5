"""Edit single days, import many, put them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import DayKind, DayRule
from gridwarden.platform.calendars.actions.revisions import revision
from gridwarden.platform.calendars.domain.assembly import FIRST_DAY
from gridwarden.platform.calendars.domain.dayfile import parse_days
from gridwarden.platform.calendars.domain.notice import parse_notice
from gridwarden.platform.calendars.models import Source
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from gridwarden.algorithms.worktime import Segment
    from gridwarden.platform.access import Actor


class BadDay(Invalid):
    """The day cannot be what it is told to be."""

    code = "bad_day"


def set_day(
    *,
    by: Actor,
    at: datetime,
    code: str,
    on: date,
    kind: DayKind,
    name: str = "",
    segments: tuple[Segment, ...] | None = None,
    reason: str,
) -> int:
    """Make a day worked or off in the actor's calendar; return the calendar's version afterwards."""
    if on < FIRST_DAY:
        raise BadDay("The calendar does not go back so far.", date="lies before the calendar begins")
    if segments is not None and not kind.is_worked:
        raise BadDay("A day off has no working hours.", hours="must be empty on a day off")
    if kind in {DayKind.HOLIDAY, DayKind.MAKE_UP_WORKDAY} and not name.strip():
        raise BadDay("A holiday has a name.", name="must name the holiday")
    rule = DayRule(kind, name.strip(), segments)
    with revision(by=by, at=at, code=code, action="calendar.day_set", reason=reason) as draft:
        draft.put_days({on: rule}, Source.EDITED)
    return draft.calendar.version


def clear_day(*, by: Actor, at: datetime, code: str, on: date, reason: str) -> int:
    """Let a day be what its weekday says again; return the calendar's version afterwards."""
    with revision(by=by, at=at, code=code, action="calendar.day_cleared", reason=reason) as draft:
        draft.put_days({on: None}, Source.EDITED)
    return draft.calendar.version


def import_days(
    *, by: Actor, at: datetime, code: str, data: bytes, complete_years: Iterable[int] = (), reason: str = ""
) -> int:
    """Take the days of a CSV file, all or none; return how many the calendar changed.

    Args:
        by: Whose calendar.
        at: When.
        code: Which calendar.
        data: See ``domain.dayfile`` for the columns; running the same file twice changes nothing.
        complete_years: Years of which the file, with what is there already, holds every holiday and make-up
            workday. Their other days become confirmed plain days.
        reason: For the audit trail.
    """
    rules = parse_days(data)
    years = set(complete_years)
    if strange := sorted(years - {on.year for on in rules}):
        raise BadDay(f"The file has no day of {strange[0]}.", complete_year="must be a year of the file")
    return _take(rules, years, by=by, at=at, code=code, reason=reason)


def import_notice(*, by: Actor, at: datetime, code: str, text: str, year: int, reason: str = "") -> int:
    """Take the State Council's notice of a year, which then is complete; return how many changes it made."""
    return _take(parse_notice(text, year), {year}, by=by, at=at, code=code, reason=reason)


def _take(
    rules: Mapping[date, DayRule], years: Iterable[int], *, by: Actor, at: datetime, code: str, reason: str
) -> int:
    with revision(by=by, at=at, code=code, action="calendar.days_imported", reason=reason) as draft:
        draft.put_days(rules, Source.IMPORTED)
        draft.confirm_years(years, Source.IMPORTED)
    return len(draft.changes)
