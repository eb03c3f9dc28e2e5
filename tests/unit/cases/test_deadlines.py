"""Clocks start, rest, go on and stop; warnings, breaches and lights follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.worktime import Day, DayKind, Light, Limit, LimitUnit, WorkCalendar
from gridwarden.cases.domain import deadlines
from gridwarden.cases.domain.clocks import STOP_ALL, Stage, pause, run, stop

if TYPE_CHECKING:
    from gridwarden.cases.domain.deadlines import StageClock

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
#: Monday 2 March 2026, 09:00.
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
OFFICE = ((8 * 3600, 12 * 3600), (14 * 3600, 18 * 3600))
TWO_HOURS = Limit(2, LimitUnit.WORKING_HOUR)
URGENT = Limit(2, LimitUnit.URGENT_HOUR)


def week(*off: date, version: int = 1) -> WorkCalendar:
    """Return four months of office days, Monday to Friday but for ``off``."""
    days = []
    for index in range(120):
        on = date(2026, 2, 1) + timedelta(days=index)
        worked = on.weekday() < 5 and on not in off
        days.append(Day(on, DayKind.WORKDAY if worked else DayKind.HOLIDAY, OFFICE if worked else ()))
    return WorkCalendar(days=tuple(days), day_s=8 * 3600, version=version)


PLAIN = week()


def calendars(at: datetime) -> WorkCalendar:
    return PLAIN


def clock(limit: Limit | None = TWO_HOURS, at: datetime = NOW) -> StageClock:
    return deadlines.started(Stage.HANDLE, limit, at, calendars)


def test_a_new_clock_knows_its_warning_its_deadline_and_its_calendar() -> None:
    fresh = clock()
    assert (fresh.warn_at, fresh.due_at) == (NOW + 96 * MINUTE, NOW + 2 * HOUR)
    assert fresh.rings_at == fresh.due_at + timedelta(microseconds=1)  # type: ignore[operator]
    assert fresh.calendar_version == 1
    assert fresh.is_running


def test_a_clock_without_a_limit_only_measures() -> None:
    fresh = clock(None)
    assert (fresh.warn_at, fresh.due_at, fresh.rings_at) == (None, None, None)
    assert deadlines.stopped(fresh, NOW + 3 * HOUR, calendars).spent_s == 3 * 3600


def test_a_pause_moves_the_deadline_by_its_length_in_working_time() -> None:
    rested = deadlines.paused(clock(), NOW + HOUR)
    assert (rested.is_running, rested.is_live, rested.rings_at) == (False, True, None)
    again = deadlines.resumed(rested, NOW + 2 * HOUR, calendars)
    assert again.due_at == NOW + 3 * HOUR
    over_lunch = deadlines.resumed(rested, NOW.replace(hour=15), calendars)
    assert over_lunch.due_at == NOW.replace(hour=16)


def test_pausing_a_resting_clock_and_resuming_a_running_one_change_nothing() -> None:
    fresh = clock()
    rested = deadlines.paused(fresh, NOW + HOUR)
    assert deadlines.resumed(fresh, NOW + HOUR, calendars) is fresh
    assert deadlines.paused(rested, NOW + 2 * HOUR) is rested


def test_a_stopped_clock_measured_neither_pauses_nor_nights() -> None:
    rested = deadlines.paused(clock(Limit(3, LimitUnit.WORKING_DAY)), NOW.replace(hour=11))
    again = deadlines.resumed(rested, NOW.replace(hour=15), calendars)
    ended = deadlines.stopped(again, NOW + timedelta(days=1), calendars)
    assert ended.spent_s == (2 + 3 + 1) * 3600
    assert (ended.is_live, ended.is_running, ended.rings_at) == (False, False, None)


def test_what_ends_at_the_deadline_is_in_time_and_a_moment_later_is_not() -> None:
    fresh = clock(URGENT)
    assert deadlines.stopped(fresh, NOW + 2 * HOUR, calendars).breached_at is None
    late = deadlines.stopped(fresh, NOW + 2 * HOUR + timedelta(microseconds=1), calendars)
    assert late.breached_at == NOW + 2 * HOUR
    assert deadlines.paused(fresh, NOW + 3 * HOUR).breached_at == NOW + 2 * HOUR


def test_a_clock_that_rests_is_not_late_however_long_it_rests() -> None:
    rested = deadlines.paused(clock(URGENT), NOW + HOUR)
    assert deadlines.stopped(rested, NOW + 100 * HOUR, calendars).breached_at is None


def test_a_broken_clock_keeps_its_deadline_and_rings_again_after_another_limit() -> None:
    broken = deadlines.broken(clock(URGENT))
    assert (broken.breached_at, broken.rings_at) == (NOW + 2 * HOUR, None)
    again = deadlines.resumed(deadlines.paused(broken, NOW + 3 * HOUR), NOW + 5 * HOUR, calendars)
    assert again.due_at == broken.due_at
    assert again.rings_at == NOW + 7 * HOUR + timedelta(microseconds=1)
    assert deadlines.rung_again(clock(None), NOW, calendars).rings_at is None


def test_another_calendar_moves_running_clocks_only() -> None:
    fresh = clock(Limit(1, LimitUnit.WORKING_DAY))
    holiday = week(date(2026, 3, 3), version=2)
    moved = deadlines.recomputed(fresh, lambda _at: holiday)
    assert (moved.due_at, moved.calendar_version) == (NOW + timedelta(days=2), 2)
    for still in (
        deadlines.broken(fresh),
        deadlines.paused(fresh, NOW + HOUR),
        deadlines.stopped(fresh, NOW, calendars),
    ):
        assert deadlines.recomputed(still, lambda _at: holiday) is still


def test_operations_start_resume_pause_and_stop_by_stage() -> None:
    live = {Stage.TOTAL: clock(None), Stage.HANDLE: deadlines.paused(clock(), NOW + HOUR)}
    ops = (run(Stage.HANDLE), run(Stage.CHECK), pause(Stage.VERIFY), stop(Stage.REGISTER))
    changed = deadlines.apply(ops, live, deadlines.DEFAULT_LIMITS, at=NOW + 2 * HOUR, calendars=calendars)
    assert set(changed) == {Stage.HANDLE, Stage.CHECK}
    assert changed[Stage.CHECK].due_at == NOW + 2.5 * HOUR
    ended = deadlines.apply(STOP_ALL, live | changed, {}, at=NOW + 3 * HOUR, calendars=calendars)
    assert {one.is_live for one in ended.values()} == {False}
    assert set(ended) == {Stage.TOTAL, Stage.HANDLE, Stage.CHECK}


def test_the_nearest_running_or_broken_clock_governs_the_light() -> None:
    soon, later = clock(URGENT), clock(Limit(9, LimitUnit.URGENT_HOUR))
    resting = deadlines.paused(clock(Limit(1, LimitUnit.URGENT_HOUR)), NOW)
    assert deadlines.governing([soon, later, resting, clock(None)]) == (soon.warn_at, soon.due_at)
    was_late = deadlines.paused(deadlines.broken(soon), NOW + 3 * HOUR)
    assert deadlines.governing([was_late, later]) == (soon.warn_at, soon.due_at)
    assert deadlines.governing([deadlines.stopped(soon, NOW, calendars)]) == (None, None)


@pytest.mark.parametrize(
    ("minutes", "light"),
    [(0, Light.GREEN), (95, Light.GREEN), (96, Light.YELLOW), (120, Light.YELLOW), (121, Light.RED)],
)
def test_lights_turn_at_the_warning_and_after_the_deadline(minutes: int, light: Light) -> None:
    fresh = clock(URGENT)
    assert deadlines.light(fresh.warn_at, fresh.due_at, NOW + minutes * MINUTE) is light


def test_where_nothing_runs_no_light_burns() -> None:
    assert deadlines.light(None, None, NOW) is None


@given(st.lists(st.integers(1, 600), max_size=6), st.sampled_from([TWO_HOURS, URGENT, Limit(2, LimitUnit.WORKING_DAY)]))
def test_pauses_never_bring_a_deadline_nearer_and_never_change_what_is_left(gaps: list[int], limit: Limit) -> None:
    one, at = clock(limit), NOW
    for index, gap in enumerate(gaps):
        at += gap * MINUTE
        if one.breached_at or (one.is_running and one.due_at and at > one.due_at):
            return
        before = one.due_at
        one = deadlines.resumed(one, at, calendars) if index % 2 else deadlines.paused(one, at)
        assert one.due_at is not None
        assert before is not None
        assert one.due_at >= before
    if one.is_running and one.due_at is not None:
        ended = deadlines.stopped(one, one.due_at, calendars)
        assert ended.spent_s == limit.seconds(PLAIN.day_s)
        assert replace(ended, breached_at=None) == ended
