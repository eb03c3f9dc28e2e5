"""The ways of days that are over: the same phones and vehicles along the same roads, laid down hour by hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import get_default_timezone, localdate

from gridwarden.patrols.actions import coverage, simulated
from gridwarden.patrols.queries.coverage import computed_days
from gridwarden.patrols.queries.duties import duties
from gridwarden.platform.access import system_for
from gridwarden.simulation.life.patrolling import EVERY_S, HOUR_S, Patrols, drives

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gridwarden.patrols.domain.fixes import Fix

#: So many days before today have ways.
DAYS = 3
#: On foot a place every half minute tells of every 40 m.
_WALK_EVERY_S = 30.0
#: Who is on duty is asked anew so often.
_ASK_S = 900


@dataclass(slots=True)
class Past:
    """The last days of a district; a day that was computed is left alone, one that was begun is laid again the same."""

    district_id: int
    seed: int
    days: int = DAYS

    def hours(self, now: datetime) -> Iterator[datetime]:
        """Lay one hour after the other down, yesterday's first, and have each finished day computed by the worker."""
        today = localdate(now)
        known = computed_days(self.district_id)
        for day in (today - timedelta(days=n) for n in range(1, self.days + 1)):
            if day not in known:
                yield from self._day(day, now)

    def _day(self, day: date, now: datetime) -> Iterator[datetime]:
        begin = datetime.combine(day, time(), get_default_timezone())
        patrols, laid = Patrols(self.district_id, self.seed + day.toordinal()), 0
        for hour in range(24):
            start = begin + timedelta(hours=hour)
            laid += simulated.lay(self._hour(patrols, start), at=now)
            yield start
        if laid:
            coverage.ask(by=system_for(self.district_id), at=now, day=day)

    def _hour(self, patrols: Patrols, start: datetime) -> list[Fix]:
        found = []
        for begin_s in range(0, HOUR_S, _ASK_S):
            on = duties(self.district_id, start + timedelta(seconds=begin_s))
            for device_id, duty in on.items():
                every_s = EVERY_S if drives(duty) else _WALK_EVERY_S
                for n in range(int(_ASK_S / every_s)):
                    fix = patrols.fix(device_id, duty, start + timedelta(seconds=begin_s + n * every_s), every_s)
                    found += [fix] if fix else []
        return found
