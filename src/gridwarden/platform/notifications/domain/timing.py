"""When a message is sent: quiet hours of a person, and how long to wait after a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

#: The first wait after a failure; each further one is twice as long.
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
#: By then the longest wait is reached.
_MOST_DOUBLINGS = 6
#: After so many attempts, which last a day, a person has to look: a messenger that is away for a night loses nothing.
MOST_ATTEMPTS = 53


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A daily stretch of local time, which may pass midnight."""

    start: time
    end: time

    def covers(self, at: datetime, zone: ZoneInfo) -> bool:
        """Return whether ``at`` lies in the stretch."""
        clock = at.astimezone(zone).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def end_after(self, at: datetime, zone: ZoneInfo) -> datetime:
        """Return when the stretch next ends."""
        local = at.astimezone(zone)
        end = datetime.combine(local.date(), self.end, zone)
        return end if end > local else datetime.combine(local.date() + timedelta(days=1), self.end, zone)


def first_due(at: datetime, quiet: QuietHours | None, *, is_urgent: bool, zone: ZoneInfo) -> datetime:
    """Return when a message told at ``at`` may go out."""
    if quiet is None or is_urgent or not quiet.covers(at, zone):
        return at
    return quiet.end_after(at, zone)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after the attempt number ``attempts`` has failed."""
    doublings = min(attempts - 1, _MOST_DOUBLINGS)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
