"""Deadlines of cases that took hard turns, a million at once, and every minute counted for ten thousand of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.worktime import Limit, LimitUnit, Pause, due, due_many, elapsed_many

if TYPE_CHECKING:
    import numpy.typing as npt

    from gridwarden.algorithms.worktime import WorkCalendar

    Seconds = npt.NDArray[np.int64]

#: The minutes that the oracle looks at after a case's start: longer than any way to a deadline here.
HORIZON = 200 * 1440


@dataclass(frozen=True, slots=True)
class Turned:
    """Cases as columns: start, limit, one suspension (from, to), and extensions granted; all in seconds."""

    starts: Seconds
    limits: Seconds
    aside: Seconds
    back: Seconds
    extensions: Seconds

    @property
    def allowed(self) -> Seconds:
        """The limit with what was granted on top of it."""
        return self.limits * (1 + self.extensions)

    def first(self, count: int) -> Turned:
        """Return the first ``count`` cases."""
        columns = (self.starts, self.limits, self.aside, self.back, self.extensions)
        return Turned(*(column[:count] for column in columns))


def random_turned(calendar: WorkCalendar, count: int, seed: int) -> Turned:
    """Return cases that start at any minute of 2024 and 2025, with limits of 1 to 40 working hours."""
    dice = np.random.default_rng(seed)
    first, last = (int(datetime(year, 1, 1, tzinfo=calendar.tz).timestamp()) for year in (2024, 2026))
    starts = dice.integers(first // 60, last // 60, size=count) * 60
    aside = starts + dice.integers(0, 10 * 1440, size=count) * 60
    back = aside + dice.integers(0, 60 * 1440, size=count) * 60
    limits = dice.integers(60, 40 * 60, size=count) * 60
    return Turned(starts, limits, aside, back, dice.integers(0, 3, size=count))


def deadlines(calendar: WorkCalendar, cases: Turned) -> Seconds:
    """Return every deadline: what was left when the case was put aside counts from where it was taken up."""
    before = elapsed_many(calendar, cases.starts, cases.aside)
    in_time = before >= cases.allowed
    begins = np.where(in_time, cases.starts, cases.back)
    return np.asarray(due_many(calendar, begins, np.where(in_time, cases.allowed, cases.allowed - before)))


def one_by_one(calendar: WorkCalendar, cases: Turned) -> Seconds:
    """Return the deadlines as the product computes them for one case after the other."""
    columns = zip(cases.starts, cases.allowed, cases.aside, cases.back, strict=True)
    found = []
    for start, allowed, aside, back in columns:
        limit = Limit(f"{int(allowed) / 3600:.12f}", LimitUnit.WORKING_HOUR)
        begin, stands, goes = (calendar.moment(int(second) * 1_000_000) for second in (start, aside, back))
        found.append(int(due(calendar, begin, limit, [Pause(stands, goes)]).timestamp()))
    return np.array(found)


def minute_by_minute(calendar: WorkCalendar, cases: Turned) -> Seconds:
    """Return the deadlines by marking every minute that counts and counting the marks."""
    zero, worked = worked_minutes(calendar)
    found = []
    columns = zip(cases.starts, cases.allowed, cases.aside, cases.back, strict=True)
    for start, allowed, aside, back in columns:
        first = (int(start) - zero) // 60
        counts = worked[first : first + HORIZON].copy()
        counts[(int(aside) - int(start)) // 60 : (int(back) - int(start)) // 60] = False
        total = np.flatnonzero(counts)
        found.append(int(start) + (int(total[int(allowed) // 60 - 1]) + 1) * 60)
    return np.array(found)


def worked_minutes(calendar: WorkCalendar) -> tuple[int, npt.NDArray[np.bool_]]:
    """Return every minute that the calendar knows as worked or not, and the second at which they begin."""
    days = sorted(calendar.days, key=lambda day: day.date)
    zero = int(datetime.combine(days[0].date, datetime.min.time(), calendar.tz).timestamp())
    marks = np.zeros(((days[-1].date - days[0].date) + timedelta(days=1)).days * 1440, dtype=np.bool_)
    for day in days:
        midnight = (day.date - days[0].date).days * 1440
        for begin, end in day.segments:
            marks[midnight + begin // 60 : midnight + end // 60] = True
    return zero, marks
