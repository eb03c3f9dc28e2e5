"""When a recurring job is due, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at ``at``, local time. A machine that was off runs it when it is on again."""

    at: time

    def slot(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Return the last moment at or before ``now`` for which the job is due."""
        local = now.astimezone(zone)
        today = datetime.combine(local.date(), self.at, zone)
        return today if today <= local else datetime.combine(local.date() - timedelta(days=1), self.at, zone)


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, ``interval`` apart, counted from the epoch so that all workers agree."""

    interval: timedelta

    def slot(self, now: datetime, zone: ZoneInfo) -> datetime:  # noqa: ARG002 - the same question as of Daily
        """Return the last moment at or before ``now`` for which the job is due."""
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        return now - (now - epoch) % self.interval


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable: what runs (dotted path of a function without arguments), and when."""

    function: str
    when: Daily | Every


def daily(at: str) -> Daily:
    """Return the schedule for ``HH:MM``."""
    return Daily(time.fromisoformat(at))


def every(**interval: float) -> Every:
    """Return the schedule for ``timedelta(**interval)``."""
    return Every(timedelta(**interval))
