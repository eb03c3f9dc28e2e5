"""A naive second opinion: every working minute written down in a list, counted one by one.

It knows nothing of segments, sums or searches over them. A limit of n minutes ends with the n-th working
minute that begins at or after the start and lies in no pause.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import chinese_calendar
import numpy as np
import numpy.typing as npt

from tests.unit.algorithms.worktime.cast import DAYS, FIRST, HOURS, SHANGHAI, THROUGHOUT

Minutes = npt.NDArray[np.int64]
ORIGIN = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=SHANGHAI)
#: Minutes of the three years.
SPAN = len(DAYS) * 1440


def is_worked(name: str, on: date) -> bool:
    return name in THROUGHOUT or chinese_calendar.is_workday(on)


def working_minutes(name: str) -> Minutes:
    """All working minutes since ``ORIGIN``, in order."""
    inside = [minute for begin, end in HOURS[name] for minute in range(begin, end)]
    return np.array(
        [index * 1440 + minute for index, on in enumerate(DAYS) if is_worked(name, on) for minute in inside]
    )


def due(minutes: Minutes, start: int, limit: int, pauses: list[tuple[int, int]]) -> int | None:
    """The minute at whose beginning the limit is over; ``None`` if the list ends first."""
    reach = limit + sum(end - begin for begin, end in pauses)
    first = int(np.searchsorted(minutes, start))
    ahead = minutes[first : first + reach]
    for begin, end in pauses:
        ahead = ahead[(ahead < begin) | (ahead >= end)]
    return int(ahead[limit - 1]) + 1 if len(ahead) >= limit else None


def tick(name: str, start: int, limit: int, pauses: list[tuple[int, int]]) -> int:
    """The most naive of all: a minute hand that moves on and asks each time whether this minute counts."""
    now, left = start, limit
    while left:
        on, minute = DAYS[now // 1440], now % 1440
        inside = any(begin <= minute < end for begin, end in HOURS[name])
        paused = any(begin <= now < end for begin, end in pauses)
        left -= is_worked(name, on) and inside and not paused
        now += 1
    return now


def moment(minute: int) -> datetime:
    return ORIGIN + timedelta(minutes=minute)
