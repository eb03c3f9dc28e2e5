"""One monotone function and its inverse: how much work lies before a moment, and when that much has been done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Protocol

#: Microseconds. Moments are kept to the microsecond so that a deadline keeps the fraction of its start.
SECOND = 1_000_000


class Clock(Protocol):
    """A clock in microseconds since 1970."""

    def worked(self, at: int) -> int:
        """Return how long the clock has run up to ``at``."""

    def due(self, start: int, limit: int) -> int | None:
        """Return the first moment by which it has run ``limit`` since ``start``; ``None`` if it never will."""


class WallClock:
    """The clock that never stops: urgent limits."""

    def worked(self, at: int) -> int:
        """Return the moment itself."""
        return at

    def due(self, start: int, limit: int) -> int | None:
        """Return the moment that is ``limit`` later."""
        return start + limit


class SegmentClock:
    """The clock that runs inside segments only.

    With the cumulative length of all earlier segments beside each segment, both directions are one binary
    search: W(t) = before + the part of t's segment that has passed, and its inverse the other way round.

    Parameters
    ----------
    begins, ends
        The range that the clock knows, in microseconds since 1970.
    segments
        From and to, half-open, in order, without overlap, inside the range.
    """

    def __init__(self, *, begins: int, ends: int, segments: list[tuple[int, int]]) -> None:
        self.begins = begins
        self.ends = ends
        # An empty segment in front spares every look-up the case "before the first segment".
        self.starts = [begins, *(start for start, _ in segments)]
        self.stops = [begins, *(stop for _, stop in segments)]
        lengths = [stop - start for start, stop in segments]
        self.before = [0, 0, *accumulate(lengths)][: len(self.starts)]
        self.total = sum(lengths)

    def worked(self, at: int) -> int:
        """Return how long the clock has run up to ``at``."""
        index = bisect_right(self.starts, at) - 1
        return self.before[index] + min(at, self.stops[index]) - self.starts[index]

    def due(self, start: int, limit: int) -> int | None:
        """Return the first moment by which the clock has run ``limit`` since ``start``.

        No limit at all is due at once, in hours: at ``start`` or with the next segment.
        """
        if limit <= 0:
            return self._opening(start)
        target = self.worked(start) + limit
        if target > self.total:
            return None
        # The last segment that begins with less than the target done; so an exact fit ends that segment.
        index = bisect_left(self.before, target) - 1
        return self.starts[index] + target - self.before[index]

    def _opening(self, at: int) -> int | None:
        index = bisect_right(self.stops, at)
        return max(at, self.starts[index]) if index < len(self.starts) else None
