"""A working calendar: days with their working segments, and the clock that follows from them.

Conventions, the same for every function of this package:

* A segment is half-open: 08:00–12:00 works at 08:00:00 and no longer at 12:00:00.
* What starts out of hours starts with the next segment.
* A deadline that falls on the end of a segment is that end, never the start of the next one.
* Local time has a fixed offset from UTC. China keeps +08:00 without daylight saving since 1992.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from gridwarden.algorithms.refusals import Invalid
from gridwarden.algorithms.worktime.clock import SECOND, SegmentClock
from gridwarden.algorithms.worktime.params import DAY_S

#: From and to in seconds after local midnight, half-open.
Segment = tuple[int, int]

SHANGHAI_OFFSET_S = 28_800
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DATE = date(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


class BadCalendar(Invalid):
    """Days or hours that make no calendar."""

    code = "bad_calendar"


class OutsideCalendar(Invalid):
    """The clock would run beyond the days that the calendar knows."""

    code = "outside_calendar"


class NaiveMoment(Invalid):
    """A moment without its time zone could mean several instants."""

    code = "naive_moment"


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    #: A weekend day worked in exchange for a day off elsewhere (调休).
    MAKE_UP_WORKDAY = "make_up_workday"

    @property
    def is_worked(self) -> bool:
        """Whether people work on such a day."""
        return self in {DayKind.WORKDAY, DayKind.MAKE_UP_WORKDAY}


def checked_segments(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return the segments of a day, or refuse them.

    Raises
    ------
    BadCalendar
        One is empty, leaves the day, or begins before the one before it has ended; ``fields`` names ``segments``.
    """
    for begin, end in segments:
        if not 0 <= begin < end <= DAY_S:
            raise BadCalendar(
                "A working segment must end after it begins, within its day.", segments="empty or too long"
            )
    if any(later[0] < earlier[1] for earlier, later in pairwise(segments)):
        raise BadCalendar("Working segments must follow each other.", segments="overlap or are out of order")
    return segments


@dataclass(frozen=True, slots=True)
class Day:
    """One day: why it is worked or not, when, and what it is called.

    Parameters
    ----------
    date
        The local date.
    kind
        Off days have no segments.
    segments
        Working seconds of the day, in order, without overlap.
    name
        Of the holiday to which a day off or a make-up workday belongs.
    """

    date: date
    kind: DayKind
    segments: tuple[Segment, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        checked_segments(self.segments)
        if self.segments and not self.kind.is_worked:
            raise BadCalendar(f"{self.date} is off and has working hours.", kind="is a day off")


@dataclass(frozen=True)
class WorkCalendar:
    """Consecutive days and what follows from them.

    Parameters
    ----------
    days
        Every day from the first to the last, without a gap.
    day_s
        Working seconds of the standard day: what one ``working_day`` of a limit means.
    covered_until
        First day that nobody has confirmed; it and all later days are provisional. ``None``: all are confirmed.
    name, version
        Told with every explanation, so that a deadline can be computed again from the same days.
    utc_offset_s
        Of local time, in seconds east.

    Raises
    ------
    BadCalendar
        There are no days, one is missing, or the standard day is empty.
    """

    days: tuple[Day, ...] = field(repr=False)
    day_s: int
    covered_until: date | None = None
    name: str = ""
    version: int = 0
    utc_offset_s: int = SHANGHAI_OFFSET_S

    def __post_init__(self) -> None:
        if not self.days:
            raise BadCalendar("A calendar needs days.", days="must not be empty")
        if any(later.date - earlier.date != timedelta(days=1) for earlier, later in pairwise(self.days)):
            raise BadCalendar("A calendar needs every day once, in order.", days="must be consecutive")
        if not 0 < self.day_s <= DAY_S:
            raise BadCalendar("The standard day must have working time.", day_s="must lie within a day")

    @cached_property
    def clock(self) -> SegmentClock:
        """The clock that runs inside the working segments."""
        opening = self.midnight_us(self.days[0].date)
        return SegmentClock(
            begins=opening,
            ends=self.midnight_us(self.days[-1].date) + DAY_S * SECOND,
            segments=[
                (opening + (index * DAY_S + begin) * SECOND, opening + (index * DAY_S + end) * SECOND)
                for index, day in enumerate(self.days)
                for begin, end in day.segments
            ],
        )

    @cached_property
    def tz(self) -> timezone:
        """Local time."""
        return timezone(timedelta(seconds=self.utc_offset_s))

    def day(self, on: date) -> Day:
        """Return the day, or refuse one that the calendar does not know (``OutsideCalendar``)."""
        index = (on - self.days[0].date).days
        if not 0 <= index < len(self.days):
            raise OutsideCalendar(
                f"{on} lies outside the calendar, which runs from {self.days[0].date} to {self.days[-1].date}.",
                date="lies outside the calendar",
            )
        return self.days[index]

    def covers(self, at: datetime) -> bool:
        """Tell whether the day of ``at`` is known and confirmed."""
        on = at.astimezone(self.tz).date()
        return self.days[0].date <= on <= self.days[-1].date and not self.is_provisional(on)

    def is_provisional(self, on: date) -> bool:
        """Tell whether nobody has confirmed this day or any later one."""
        return self.covered_until is not None and on >= self.covered_until

    def due(self, start: datetime, limit_s: int) -> datetime:
        """Return the moment at which ``limit_s`` working seconds after ``start`` have passed, in local time.

        Raises
        ------
        OutsideCalendar
            The start or the deadline lies outside the days of the calendar.
        """
        begin = self.inside_us(start)
        return self.moment(self.within(self.clock.due(begin, limit_s * SECOND)))

    def elapsed_s(self, start: datetime, end: datetime) -> int:
        """Return the whole working seconds from ``start`` to ``end``; negative when ``end`` comes first.

        Raises
        ------
        OutsideCalendar
            A moment lies outside the days of the calendar.
        """
        return (self.clock.worked(self.inside_us(end)) - self.clock.worked(self.inside_us(start))) // SECOND

    def inside_us(self, at: datetime) -> int:
        """Return ``at`` in microseconds since 1970, refusing what lies outside the calendar's days."""
        us = microseconds(at)
        if not self.clock.begins <= us <= self.clock.ends:
            self.day(at.astimezone(self.tz).date())
        return us

    def within(self, us: int | None) -> int:
        """Return the moment that a clock has found, or refuse with the end of the calendar."""
        if us is None:
            raise OutsideCalendar(
                f"The deadline lies beyond {self.days[-1].date}, the last day of the calendar.",
                limit="runs beyond the calendar",
            )
        return us

    def moment(self, us: int) -> datetime:
        """Return microseconds since 1970 as local time."""
        try:
            return (_EPOCH + timedelta(microseconds=us)).astimezone(self.tz)
        except OverflowError:
            raise OutsideCalendar("The deadline lies beyond the year 9999.", limit="is too long") from None

    def midnight_us(self, on: date) -> int:
        """Return the start of a local day in microseconds since 1970."""
        return ((on - _EPOCH_DATE).days * DAY_S - self.utc_offset_s) * SECOND


def microseconds(at: datetime) -> int:
    """Return a moment in microseconds since 1970, refusing one without a time zone (``NaiveMoment``)."""
    if at.tzinfo is None:
        raise NaiveMoment("A moment needs its time zone.", at="has no time zone")
    return (at - _EPOCH) // _MICROSECOND
