"""The same clock for a million moments at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gridwarden.algorithms.worktime.clock import SECOND, SegmentClock
from gridwarden.algorithms.worktime.params import BadLimit
from gridwarden.algorithms.worktime.problem import OutsideCalendar

if TYPE_CHECKING:
    from gridwarden.algorithms.worktime.problem import WorkCalendar

#: Whole seconds since 1970 in UTC, or lengths in seconds.
Seconds = npt.NDArray[np.int64]


def due_many(calendar: WorkCalendar, starts: npt.ArrayLike, limit_s: npt.ArrayLike) -> Seconds:
    """Return for each start the moment at which its working seconds are used up.

    Parameters
    ----------
    starts
        Whole seconds since 1970 (UTC).
    limit_s
        Positive working seconds, one for all or one for each; ``Limit.seconds(calendar.day_s)`` gives them.

    Returns
    -------
    numpy.ndarray
        Whole seconds since 1970 (UTC), each equal to what ``WorkCalendar.due`` gives.

    Raises
    ------
    OutsideCalendar
        A start or a deadline lies outside the calendar; the message counts them.
    BadLimit
        A limit is not positive.
    """
    begins, limits = np.broadcast_arrays(np.asarray(starts, dtype=np.int64), np.asarray(limit_s, dtype=np.int64))
    if np.any(limits <= 0):
        raise BadLimit("A limit gives no time.", limit_s="must be positive")
    segment_starts, _, before = _table(calendar.clock)
    target = _worked(calendar.clock, begins) + limits
    beyond = int(np.count_nonzero(target > calendar.clock.total // SECOND))
    if beyond:
        raise OutsideCalendar(f"{beyond} deadlines lie beyond the calendar.", limit_s="runs beyond the calendar")
    index = np.searchsorted(before, target, side="left") - 1
    return np.asarray(segment_starts[index] + target - before[index])


def elapsed_many(calendar: WorkCalendar, starts: npt.ArrayLike, ends: npt.ArrayLike) -> Seconds:
    """Return the working seconds from each start to its end, negative where the end comes first.

    Parameters
    ----------
    starts, ends
        Whole seconds since 1970 (UTC), broadcast against each other.

    Raises
    ------
    OutsideCalendar
        A moment lies outside the calendar; the message counts them.
    """
    begins, stops = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
    return np.asarray(_worked(calendar.clock, stops) - _worked(calendar.clock, begins))


@lru_cache(maxsize=64)
def _table(clock: SegmentClock) -> tuple[Seconds, Seconds, Seconds]:
    """Return starts, stops and the work before each segment, in seconds; made once for a calendar."""
    starts, stops, before = (
        np.asarray(column, dtype=np.int64) // SECOND for column in (clock.starts, clock.stops, clock.before)
    )
    return starts, stops, before


def _worked(clock: SegmentClock, at: Seconds) -> Seconds:
    outside = int(np.count_nonzero((at < clock.begins // SECOND) | (at > clock.ends // SECOND)))
    if outside:
        raise OutsideCalendar(f"{outside} moments lie outside the calendar.", at="lies outside the calendar")
    starts, stops, before = _table(clock)
    index = np.searchsorted(starts, at, side="right") - 1
    return np.asarray(before[index] + np.minimum(at, stops[index]) - starts[index])
