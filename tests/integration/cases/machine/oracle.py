"""What the clocks of a case must be, found out the slow way: from the steps, minute by minute on the wall clock.

It shares nothing with the product: the days come from the calendar library, the hours are written down
here, and time is counted by adding up minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import chinese_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
HOURS = ((time(8), time(12)), (time(14), time(18)))
#: The stage whose clock runs in each state.
RUNNING = {
    "reported": "register",
    "verifying": "verify",
    "verified": "register",
    "registered": "dispatch",
    "dispatched": "handle",
    "handling": "handle",
    "handled": "check",
    "checking": "check",
    "checked": "close",
}
#: (stage, state entered): here the stage's clock only rests.
RESTS = {("register", "verifying"), ("handle", "registered"), ("handle", "handled"), ("handle", "suspended")}
#: Here every clock rests, here only the total runs.
ASIDE, DIVIDED = "suspended", "parted"
#: Minutes of wall time; handling has the limit of the condition.
LIMITS = {"register": 15, "dispatch": 15, "verify": 30, "check": 30, "close": 30}


@dataclass
class Expected:
    """A clock as it must be."""

    stage: str
    #: Stretches in which it ran; the last has no end while it runs.
    ran: list[tuple[datetime, datetime | None]]
    stopped_at: datetime | None = None
    limit: tuple[Decimal, str] | None = None
    #: How often the limit was granted once more.
    extensions: int = 0
    warn_at: datetime | None = None
    due_at: datetime | None = None

    @property
    def ran_past_its_limit(self) -> bool:
        """It was still running when its limit was over, and has rested or stopped since."""
        return self.due_at is not None and any(end is not None and end > self.due_at for _, end in self.ran)

    def rest(self, at: datetime) -> None:
        start, end = self.ran[-1]
        if end is None:
            self.ran[-1] = (start, at)

    def run(self, at: datetime) -> None:
        if self.ran[-1][1] is not None:
            self.ran.append((at, None))


def expected_clocks(
    history: Iterable[tuple[datetime, str]], handle_limit: tuple[Decimal, str], granted: Iterable[datetime] = ()
) -> list[Expected]:
    """Return the clocks that a history of (moment, state) leaves, in the order of starting.

    ``granted`` are the moments at which the handling limit was granted once more.
    """
    clocks: list[Expected] = []
    live: dict[str, Expected] = {}
    before = ""
    for at, state in history:
        _turn(clocks, live, at, before, state)
        before = state
    for at in granted:
        _extend([clock for clock in clocks if clock.stage == "handle"], at)
    for clock in clocks:
        clock.limit = handle_limit if clock.stage == "handle" else _usual(clock.stage)
        clock.due_at = _used_up(clock, Decimal(1))
        clock.warn_at = _used_up(clock, Decimal("0.8"))
    return clocks


def _extend(handling: list[Expected], at: datetime) -> None:
    live = [
        clock for clock in handling if clock.ran[0][0] <= at and (clock.stopped_at is None or clock.stopped_at >= at)
    ]
    live[-1].extensions += 1


def _turn(clocks: list[Expected], live: dict[str, Expected], at: datetime, before: str, state: str) -> None:
    leaves, enters = RUNNING.get(before), RUNNING.get(state)
    if leaves and leaves != enters:
        live[leaves].rest(at)
        if (leaves, state) not in RESTS:
            live.pop(leaves).stopped_at = at
    if state == "checked" and before != state:
        live.pop("handle").stopped_at = at
    if state in {ASIDE, DIVIDED}:
        _wait(live["total"], at, state)
    elif enters is None:
        for clock in live.values():
            clock.rest(at)
            clock.stopped_at = at
        live.clear()
    else:
        _run(clocks, live, at, ("total", enters))


def _wait(total: Expected, at: datetime, state: str) -> None:
    if state == ASIDE:
        total.rest(at)


def _run(clocks: list[Expected], live: dict[str, Expected], at: datetime, stages: tuple[str, ...]) -> None:
    for stage in stages:
        if stage in live:
            live[stage].run(at)
        else:
            live[stage] = Expected(stage, [(at, None)])
            clocks.append(live[stage])


def _usual(stage: str) -> tuple[Decimal, str] | None:
    return (Decimal(LIMITS[stage]) / 60, "urgent_hour") if stage in LIMITS else None


def _used_up(clock: Expected, part: Decimal) -> datetime | None:
    """Count minutes until a part of the limit is used up; what the clock would do after its last rest is to run on."""
    if clock.limit is None:
        return None
    value, unit = clock.limit
    value *= 1 + clock.extensions
    left = int(value * {"working_day": 8, "urgent_day": 24}.get(unit, 1) * 60 * part)
    stretches = [*clock.ran[:-1], (clock.ran[-1][0], None)]
    for start, end in stretches:
        at = start
        while end is None or at < end:
            if unit.startswith("urgent") or _is_worked(at):
                left -= 1
            at += MINUTE
            if left == 0:
                return at
    return None


def _is_worked(minute: datetime) -> bool:
    local = minute.astimezone(SHANGHAI)
    in_hours = any(begin <= local.time() < end for begin, end in HOURS)
    return in_hours and _is_workday(local.date())


@lru_cache(maxsize=1000)
def _is_workday(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))
