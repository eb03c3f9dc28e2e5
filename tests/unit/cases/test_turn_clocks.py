"""Clocks under random sequences of hard turns, against every single minute marked by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from gridwarden.algorithms.worktime import Day, DayKind, Limit, LimitUnit, WorkCalendar
from gridwarden.cases.domain import deadlines
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.extensions import ExtendedTwice, NoClockRuns, Overdue, check_extendable
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    import numpy.typing as npt

    from gridwarden.cases.domain.deadlines import StageClock

SEQUENCES = 10_000
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2026, 2, 23, tzinfo=SHANGHAI)
DAYS = 42
MINUTE = timedelta(minutes=1)
HOURS = ((time(8), time(12)), (time(14), time(18)))
#: A holiday on a Tuesday, and a Saturday that is worked for it.
OFF, MADE_UP = date(2026, 3, 3), date(2026, 3, 7)
LIMITS = (
    Limit(2, LimitUnit.URGENT_HOUR),
    Limit("0.5", LimitUnit.URGENT_DAY),
    Limit(4, LimitUnit.WORKING_HOUR),
    Limit("1.5", LimitUnit.WORKING_HOUR),
    Limit(1, LimitUnit.WORKING_DAY),
    Limit(2, LimitUnit.WORKING_DAY),
)


def is_workday(day: date) -> bool:
    return day == MADE_UP or (day.weekday() < 5 and day != OFF)


def worked_minutes() -> npt.NDArray[np.bool_]:
    """Look at every minute of six weeks: is it worked?"""
    marks = np.zeros(DAYS * 1440, dtype=np.bool_)
    for index in range(len(marks)):
        at = FIRST + index * MINUTE
        marks[index] = is_workday(at.date()) and any(begin <= at.time() < end for begin, end in HOURS)
    return marks


WORKED = worked_minutes()
_SEGMENTS = tuple(tuple(t.hour * 3600 for t in pair) for pair in HOURS)
CALENDAR = WorkCalendar(
    days=tuple(
        Day(
            day := FIRST.date() + timedelta(days=index),
            DayKind.WORKDAY if is_workday(day) else DayKind.HOLIDAY,
            _SEGMENTS if is_workday(day) else (),  # type: ignore[arg-type]
        )
        for index in range(DAYS)
    ),
    day_s=8 * 3600,
    version=1,
)


def calendars(_at: datetime) -> WorkCalendar:
    return CALENDAR


@dataclass
class Naive:
    """A clock as marks on minutes: where it stands, and how often its limit was granted once more."""

    start: int
    limit: Limit
    stands: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(DAYS * 1440, dtype=np.bool_))
    extensions: int = 0
    since: int | None = None

    def counted(self) -> npt.NDArray[np.bool_]:
        counts = np.ones(DAYS * 1440, dtype=np.bool_) if self.limit.unit.is_continuous else WORKED
        counts = counts & ~self.stands
        counts[: self.start] = False
        return counts

    def minutes(self) -> int:
        per_unit = {LimitUnit.URGENT_DAY: 1440, LimitUnit.WORKING_DAY: 480}.get(self.limit.unit, 60)
        return int(self.limit.value * per_unit) * (1 + self.extensions)

    def used_up(self, minutes: int) -> datetime | None:
        """The end of the minute in which so many have been counted."""
        total = np.cumsum(self.counted())
        if minutes > total[-1]:
            return None
        return FIRST + (int(np.searchsorted(total, minutes)) + 1) * MINUTE

    def due(self) -> datetime | None:
        return self.used_up(self.minutes())

    def rest(self, at: int) -> None:
        self.since = at

    def run(self, at: int) -> None:
        assert self.since is not None
        self.stands[self.since : at] = True
        self.since = None

    def spent(self, end: int) -> int:
        last = end if self.since is None else min(end, self.since)
        return int(self.counted()[:last].sum())


def play(dice: random.Random) -> tuple[StageClock, Naive, int]:
    """Take a random way through rests, runs and extensions; return the clock, its marks and the last minute."""
    limit, now = dice.choice(LIMITS), dice.randrange(0, 7 * 1440)
    clock = deadlines.started(Stage.HANDLE, limit, FIRST + now * MINUTE, calendars)
    naive = Naive(now, limit)
    for _ in range(dice.randrange(1, 9)):
        now += dice.choice((0, 1, 7, 30, 61, 240, 700, 1440))
        at = FIRST + now * MINUTE
        if not clock.is_running:
            # Suspension ends, the desk sends it out again, a check fails: the clock goes on.
            naive.run(now)
            clock = deadlines.resumed(clock, at, calendars)
        elif dice.random() < 0.45:
            due = naive.due()
            late = due is not None and at > due
            clock, may = _extended(clock, naive, at)
            assert may == (not late and naive.extensions < 2)
            naive.extensions += may
        else:
            naive.rest(now)
            clock = deadlines.paused(clock, at)
    return clock, naive, now


def _extended(clock: StageClock, naive: Naive, at: datetime) -> tuple[StageClock, bool]:
    try:
        check_extendable(clock, granted=naive.extensions, at=at)
    except (Overdue, ExtendedTwice):
        return clock, False
    return deadlines.extended(clock, calendars), True


def test_ten_thousand_random_ways_lead_to_the_minute_that_counting_finds() -> None:
    dice = random.Random(20260302)  # noqa: S311 - dice, no secret
    kinds = {"extended": 0, "broken": 0, "resting": 0}
    for _ in range(SEQUENCES):
        clock, naive, now = play(dice)
        if clock.is_running and not clock.breached_at:
            assert clock.due_at == naive.due()
            assert clock.warn_at == naive.used_up(round(naive.minutes() * 0.8))
        end = now + 90
        ended = deadlines.stopped(clock, FIRST + end * MINUTE, calendars)
        assert ended.spent_s == naive.spent(end) * 60
        due = naive.due()
        if clock.is_running and due is not None:
            assert (ended.breached_at is not None) >= (FIRST + end * MINUTE > due)
        kinds["extended"] += clock.extensions > 0
        kinds["broken"] += ended.breached_at is not None
        kinds["resting"] += not clock.is_running
    assert min(kinds.values()) > SEQUENCES // 50, f"the ways are worth walking: {kinds}"


def test_what_ran_and_what_rested_is_all_the_time_there_was() -> None:
    dice = random.Random(7)  # noqa: S311 - dice, no secret
    for _ in range(2_000):
        clock, naive, now = play(dice)
        end = FIRST + (now + 30) * MINUTE
        rested = sum(((pause.end or end) - pause.start for pause in clock.pauses), timedelta())
        ran = (end - clock.started_at) - rested
        if naive.limit.unit.is_continuous:
            assert deadlines.spent_s(clock, end, calendars) == ran.total_seconds()
        else:
            assert deadlines.spent_s(clock, end, calendars) <= ran.total_seconds()


@pytest.mark.parametrize(("times", "hour"), [(1, 18), (2, 12)])
def test_an_extension_adds_the_original_limit_to_the_deadline_there_is(times: int, hour: int) -> None:
    """Monday's morning, then its afternoon, then Tuesday's morning."""
    monday = datetime(2026, 3, 9, 8, tzinfo=SHANGHAI)
    clock = deadlines.started(Stage.HANDLE, Limit(4, LimitUnit.WORKING_HOUR), monday, calendars)
    assert clock.due_at == monday.replace(hour=12)
    for _ in range(times):
        clock = deadlines.extended(clock, calendars)
    assert clock.due_at == monday.replace(hour=hour) + timedelta(days=times - 1)


def test_a_resting_a_broken_or_a_twice_extended_clock_is_not_extended() -> None:
    at = datetime(2026, 3, 9, 9, tzinfo=SHANGHAI)
    clock = deadlines.started(Stage.HANDLE, Limit(2, LimitUnit.URGENT_HOUR), at, calendars)
    refused: list[type[Refusal]] = []
    for wanted, granted, moment in (
        (deadlines.paused(clock, at), 0, at),
        (None, 0, at),
        (deadlines.started(Stage.HANDLE, None, at, calendars), 0, at),
        (clock, 0, at + timedelta(hours=2, seconds=1)),
        (clock, 2, at),
    ):
        with pytest.raises(Refusal) as refusal:
            check_extendable(wanted, granted=granted, at=moment)
        refused.append(refusal.type)
    assert refused == [NoClockRuns, NoClockRuns, NoClockRuns, Overdue, ExtendedTwice]
    assert check_extendable(clock, granted=1, at=at + timedelta(hours=2)) is clock, "at the deadline it is in time"
