"""Timers fire once, in order, and survive a failing handler."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from gridwarden.platform import connecting
from gridwarden.platform.timers import clockwork
from gridwarden.platform.timers.clockwork import Ring
from gridwarden.platform.timers.models import Timer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

pytestmark = pytest.mark.django_db
KIND = "test.bell"


@pytest.fixture
def rung() -> Iterator[list[int]]:
    subjects: list[int] = []

    @clockwork.on(KIND)
    def ring_bell(ring: Ring, now: datetime) -> None:
        subjects.append(ring.subject_id)

    yield subjects
    clockwork._handlers.pop(KIND)


def bell(subject: int, due_at: datetime, version: int = 0) -> Ring:
    return Ring(district_id=1, kind=KIND, subject_id=subject, due_at=due_at, version=version)


def test_due_timers_fire_once_and_earliest_first(rung: list[int], monday_morning: datetime) -> None:
    clockwork.schedule([bell(subject, monday_morning - timedelta(minutes=subject)) for subject in (1, 3, 2)])
    clockwork.schedule([bell(9, monday_morning + timedelta(seconds=1))])
    assert clockwork.fire_due(now=monday_morning) == 3
    assert clockwork.fire_due(now=monday_morning) == 0
    assert rung == [3, 2, 1]


def test_setting_a_timer_again_moves_it(rung: list[int], monday_morning: datetime) -> None:
    clockwork.schedule([bell(1, monday_morning, version=1)])
    clockwork.schedule([bell(1, monday_morning + timedelta(hours=1), version=2)])
    assert clockwork.fire_due(now=monday_morning) == 0
    assert Timer.objects.get().version == 2


def test_a_cancelled_timer_is_silent(rung: list[int], monday_morning: datetime) -> None:
    clockwork.schedule([bell(1, monday_morning)])
    clockwork.cancel([KIND], 1)
    assert clockwork.fire_due(now=monday_morning) == 0
    assert rung == []


@pytest.mark.django_db(transaction=True)
def test_cancelling_does_not_wait_for_a_timer_that_is_being_fired(rung: list[int], monday_morning: datetime) -> None:
    clockwork.schedule([bell(1, monday_morning), bell(2, monday_morning)])
    firing = "SELECT FROM timers_timer WHERE subject_id = 1 FOR UPDATE"
    with connecting.connect() as clock, transaction.atomic(), connection.cursor() as cursor:
        clock.execute(firing)
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        clockwork.cancel([KIND], 1)
        clockwork.cancel([KIND], 2)
    assert list(Timer.objects.values_list("subject_id", flat=True)) == [1]


def test_a_handler_may_set_its_own_timer_anew(monday_morning: datetime) -> None:
    @clockwork.on(KIND)
    def again(ring: Ring, now: datetime) -> None:
        clockwork.schedule([bell(ring.subject_id, now + timedelta(days=1), ring.version + 1)])

    clockwork.schedule([bell(1, monday_morning)])
    clockwork.fire_due(now=monday_morning)
    assert (Timer.objects.get().due_at, Timer.objects.get().version) == (monday_morning + timedelta(days=1), 1)
    clockwork._handlers.pop(KIND)


def test_a_failing_handler_undoes_its_work_and_is_tried_again(monday_morning: datetime) -> None:
    @clockwork.on(KIND)
    def fail(ring: Ring, now: datetime) -> None:
        clockwork.schedule([bell(99, now + timedelta(days=9))])
        raise RuntimeError(ring.kind)

    clockwork.schedule([bell(1, monday_morning)])
    clockwork.fire_due(now=monday_morning)
    kept = Timer.objects.get()
    assert (kept.subject_id, kept.attempts) == (1, 1)
    assert kept.due_at > monday_morning
    clockwork._handlers.pop(KIND)


def test_timers_of_a_held_district_wait_for_who_holds_it(rung: list[int], monday_morning: datetime) -> None:
    clockwork.schedule([bell(1, monday_morning)])
    clockwork.hold(1)
    assert clockwork.fire_due(now=monday_morning) == 0
    assert clockwork.next_due() is None
    assert clockwork.next_due(1) == monday_morning
    assert clockwork.fire_due(now=monday_morning, district_id=1) == 1
    assert rung == [1]


def test_a_held_district_stops_no_other(rung: list[int], monday_morning: datetime) -> None:
    clockwork.schedule([bell(1, monday_morning)])
    clockwork.hold(2)
    assert clockwork.fire_due(now=monday_morning, district_id=2) == 0
    assert clockwork.fire_due(now=monday_morning) == 1


def test_a_released_district_follows_the_common_clock_again(rung: list[int], monday_morning: datetime) -> None:
    clockwork.schedule([bell(1, monday_morning)])
    clockwork.hold(1)
    clockwork.hold(1)
    clockwork.release(1)
    assert clockwork.fire_due(now=monday_morning) == 1
