"""Deadlines and spent time in the four units, with pauses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime.clock import SECOND, Clock, WallClock
from gridwarden.algorithms.worktime.params import BadLimit, BadPause
from gridwarden.algorithms.worktime.problem import microseconds
from gridwarden.algorithms.worktime.result import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gridwarden.algorithms.worktime.params import Limit, LimitUnit, Pause
    from gridwarden.algorithms.worktime.problem import WorkCalendar

#: At this part of the limit the light turns yellow.
WARN_FRACTION = 0.8
#: A deadline at midnight belongs to the day that it ends.
_INSTANT = timedelta(microseconds=1)


class StillPaused(BadPause):
    """The clock stands and nobody has said until when, so there is no deadline yet."""

    code = "still_paused"


def due(calendar: WorkCalendar, start: datetime, limit: Limit, pauses: Iterable[Pause] = ()) -> datetime:
    """Return the moment at which ``limit`` is used up, in local time.

    Parameters
    ----------
    calendar
        Where working units take their hours from. Urgent units run through and never leave it.
    start
        With its time zone; its fraction of a second is kept.
    limit
        One ``working_day`` is ``calendar.day_s`` working seconds: filed on Monday at 10:00, one working day ends
        on Tuesday at 10:00 where days are alike.
    pauses
        In any order, overlapping or not; the clock stands in them.

    Raises
    ------
    OutsideCalendar
        A working limit leaves the days that the calendar knows.
    StillPaused
        The clock stands in a pause without an end.
    """
    return _due(calendar, start, limit, limit.seconds(calendar.day_s), tuple(pauses))


def deadline(
    calendar: WorkCalendar,
    start: datetime,
    limit: Limit,
    pauses: Iterable[Pause] = (),
    *,
    warn_fraction: float = WARN_FRACTION,
) -> Deadline:
    """Return when a limit warns and ends, and whether unconfirmed days went into it; see ``due``.

    Parameters
    ----------
    warn_fraction
        Part of the limit, above 0 and at most 1, after which to warn; rounded to a second of the same clock.
    """
    if not 0 < warn_fraction <= 1:
        raise BadLimit("The warning comes within the limit.", warn_fraction="must lie above 0 and at most 1")
    limit_s, stands = limit.seconds(calendar.day_s), tuple(pauses)
    due_at = _due(calendar, start, limit, limit_s, stands)
    return Deadline(
        due_at=due_at,
        warn_at=_due(calendar, start, limit, max(1, round(limit_s * warn_fraction)), stands),
        limit_s=limit_s,
        is_provisional=not limit.unit.is_continuous and calendar.is_provisional((due_at - _INSTANT).date()),
    )


def elapsed_s(
    calendar: WorkCalendar, start: datetime, end: datetime, unit: LimitUnit, pauses: Iterable[Pause] = ()
) -> int:
    """Return the whole seconds from ``start`` to ``end`` that count in ``unit``'s clock, pauses left out.

    Parameters
    ----------
    end
        A pause without an end stands up to here. Before ``start``, the count is negative.

    Raises
    ------
    OutsideCalendar
        A working clock leaves the days that the calendar knows.
    """
    clock = clock_of(calendar, unit)
    begin, stop = _bounds(calendar, start, unit), _bounds(calendar, end, unit)
    counted = clock.worked(stop) - clock.worked(begin)
    for pause_start, pause_end in merged(pauses, begin):
        if pause_start < stop:
            counted -= clock.worked(_earlier(pause_end, stop)) - clock.worked(pause_start)
    return counted // SECOND


def clock_of(calendar: WorkCalendar, unit: LimitUnit) -> Clock:
    """Return the clock in which ``unit`` counts."""
    return WallClock() if unit.is_continuous else calendar.clock


def merged(pauses: Iterable[Pause], begin: int) -> Iterator[tuple[int, int | None]]:
    """Yield the pauses after ``begin`` as disjoint stretches in order, in microseconds; the last may have no end."""
    stretches = sorted(
        ((max(begin, microseconds(pause.start)), _end(pause)) for pause in pauses),
        key=lambda stretch: stretch[0],
    )
    current: tuple[int, int | None] | None = None
    for start, end in stretches:
        if end is not None and end <= start:
            continue
        if current is None:
            current = (start, end)
        elif current[1] is None or start <= current[1]:
            current = (current[0], _later(current[1], end))
        else:
            yield current
            current = (start, end)
    if current is not None:
        yield current


def _due(calendar: WorkCalendar, start: datetime, limit: Limit, limit_s: int, pauses: tuple[Pause, ...]) -> datetime:
    clock = clock_of(calendar, limit.unit)
    begin, left = _bounds(calendar, start, limit.unit), limit_s * SECOND
    for pause_start, pause_end in merged(pauses, begin):
        worked = clock.worked(pause_start) - clock.worked(begin)
        if worked >= left:
            break
        if pause_end is None:
            raise StillPaused("The clock stands; there is no deadline until it runs again.", pauses="one has no end")
        begin, left = pause_end, left - worked
    return calendar.moment(calendar.within(clock.due(begin, left)))


def _bounds(calendar: WorkCalendar, at: datetime, unit: LimitUnit) -> int:
    """Return ``at`` in microseconds; only working clocks care for the calendar's ends."""
    return microseconds(at) if unit.is_continuous else calendar.inside_us(at)


def _end(pause: Pause) -> int | None:
    return None if pause.end is None else microseconds(pause.end)


def _later(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _earlier(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)
