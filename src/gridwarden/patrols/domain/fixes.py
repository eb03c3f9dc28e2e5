"""A fix: where a device was at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import IntFlag
from typing import NamedTuple

#: A clock may run ahead this far; later fixes name a moment that has not been.
AHEAD = timedelta(seconds=60)


class FixFlag(IntFlag):
    """What is known of a fix beside place and time."""

    FIXED = 1 << 0
    ON = 1 << 1
    #: The phone's system says that the place is made up.
    MOCKED = 1 << 2
    #: Kept while the connection was away and told later.
    LATE = 1 << 3


class Fix(NamedTuple):
    """Where a device was: WGS-84 degrees, km/h, degrees clockwise from north, metres."""

    device_id: int
    at: datetime
    lat: float
    lon: float
    speed_kmh: float = 0.0
    course_deg: int = 0
    altitude_m: int = 0
    accuracy_m: float | None = None
    flags: FixFlag = FixFlag.FIXED
    alarm: int = 0


def is_storable(fix: Fix, now: datetime, keep: timedelta) -> bool:
    """Tell whether a fix names a place on earth and a moment within what is kept, and not one to come."""
    on_earth = abs(fix.lat) <= 90 and abs(fix.lon) <= 180  # noqa: PLR2004 - degrees
    return on_earth and now - keep < fix.at <= now + AHEAD


def day_of(at: datetime) -> str:
    """Return the UTC day of a moment, by which fixes are laid down, as ISO 8601."""
    return at.astimezone(UTC).date().isoformat()
