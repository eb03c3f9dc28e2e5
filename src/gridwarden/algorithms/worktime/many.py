"""The same clock for a million moments at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.worktime.clock import SECOND, SegmentClock
from gridwarden.algorithms.worktime.ladder import Ladder, Seconds
from gridwarden.algorithms.worktime.params import BadLimit
from gridwarden.algorithms.worktime.problem import OutsideCalendar

if TYPE_CHECKING:
    import numpy.typing as npt

    from gridwarden.algorithms.worktime.problem import WorkCalendar


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
    table = _table(calendar.clock)
    target = table.worked(begins) + limits
    beyond = int(np.count_nonzero(target > calendar.clock.total // SECOND))
    if beyond:
        raise OutsideCalendar(f"{beyond} deadlines lie beyond the calendar.", limit_s="runs beyond the calendar")
    return table.moment(target)


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
    table = _table(calendar.clock)
    return np.asarray(table.worked(stops) - table.worked(begins))


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of a segment clock in whole seconds; both ladders have one rung a segment."""

    begins: int
    ends: int
    starts: Ladder
    stops: Seconds
    before: Ladder
    #: Added to work done, gives the moment; one for each segment.
    shift: Seconds

    def worked(self, at: Seconds) -> Seconds:
        """Return how long the clock has run up to each moment, refusing moments outside the calendar."""
        outside = int(np.count_nonzero((at < self.begins) | (at > self.ends)))
        if outside:
            raise OutsideCalendar(f"{outside} moments lie outside the calendar.", at="lies outside the calendar")
        index = self.starts.below(at)
        return np.asarray(np.minimum(at, self.stops[index]) - self.shift[index])

    def moment(self, worked: Seconds) -> Seconds:
        """Return the first moment by which the clock has run so long."""
        # An exact fit ends the earlier segment, hence the look one second below.
        return np.asarray(worked + self.shift[self.before.below(worked - 1)])


@lru_cache(maxsize=64)
def _table(clock: SegmentClock) -> _Table:
    """Return the table of a clock, made once."""
    starts, stops, before = (
        np.asarray(column, dtype=np.int64) // SECOND for column in (clock.starts, clock.stops, clock.before)
    )
    return _Table(clock.begins // SECOND, clock.ends // SECOND, Ladder(starts), stops, Ladder(before), starts - before)
