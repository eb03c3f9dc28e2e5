"""The district lives now: as fast as the clock, or faster with its nights left out."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.timezone import localdate

from gridwarden.simulation.life.living import Living

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from gridwarden.simulation.life.world import World

#: So often the agenda is looked at, in real seconds.
LOOK_S = 0.25
#: Faster than the clock, the district sleeps from one to the other without our waiting for it.
WAKES_AT, SLEEPS_AT = time_of_day(7, 30), time_of_day(21, 30)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Turns the moments of the wall clock into moments of the district."""

    start: datetime
    speed: float
    zone: tzinfo

    def at(self, now: datetime) -> datetime:
        """Return what time it is in the district."""
        if self.speed == 1:
            return now
        first = self._awake(self.start)
        awake = _length_of_day()
        since_waking = first - _wakes(first, self.zone) + (now - self.start) * self.speed
        days, rest = divmod(since_waking, awake)
        return _wakes(first, self.zone) + days * _DAY + rest

    def _awake(self, moment: datetime) -> datetime:
        """Return ``moment``, or the next morning when the district sleeps."""
        local = moment.astimezone(self.zone)
        if local.time() < WAKES_AT:
            return _wakes(local, self.zone)
        return local if local.time() < SLEEPS_AT else _wakes(local + _DAY, self.zone)


def live(world: World, *, speed: float, is_stopping: Callable[[], bool]) -> Living:
    """Go on living from now until told to stop.

    Everything is written with the wall clock's moments, so deadlines, lights and alarms are real; only
    the waiting in between is shortened. The worker fires the timers.
    """
    start = timezone.now()
    rhythm = Rhythm(start, speed, world.setting.zone)
    # Arrivals of their own: what the past has told of today does not happen again.
    fresh = replace(world, setting=replace(world.setting, seed=world.seed + int(start.timestamp())))
    living = Living(fresh, stamp=lambda _moment: timezone.now())
    here = rhythm.at(start)
    living.remember(here)
    expected = localdate(here)
    living.expect(here, after=here, before=here + _DAY)
    while not is_stopping():
        here = rhythm.at(timezone.now())
        if localdate(here) > expected:
            expected = localdate(here)
            living.expect(here, after=_wakes(here, world.setting.zone), before=here + _DAY)
        _live_until(living, here, is_stopping)
        time.sleep(LOOK_S)
    return living


def _live_until(living: Living, here: datetime, is_stopping: Callable[[], bool]) -> None:
    while (at := living.agenda.next_at()) is not None and at <= here and not is_stopping():
        living.step()


def _wakes(moment: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(moment.astimezone(zone).date(), WAKES_AT, zone)


def _length_of_day() -> timedelta:
    return timedelta(hours=SLEEPS_AT.hour - WAKES_AT.hour, minutes=SLEEPS_AT.minute - WAKES_AT.minute)
