"""One worker moves everything, and outlives the loss of its database connections."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from gridwarden.platform.events.bus import Event, publish, subscribe
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.jobs.jobs import run_recurrence
from gridwarden.platform.jobs.models import Beat, Recurrence
from gridwarden.platform.jobs.timetable import Entry, daily
from gridwarden.platform.jobs.worker import Worker
from gridwarden.platform.timers.clockwork import Ring, on, schedule
from gridwarden.platform.timers.models import Timer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db(transaction=True)

heard: list[Any] = []


class Happened(Event):
    """An event of this test."""

    name = "worker_tested"


@subscribe(Happened)
def hear(event: Happened) -> None:
    heard.append(event.district_id)


@on("worker_test")
def ring(due: Ring, _now: datetime) -> None:
    heard.append(due.subject_id)


def recur() -> None:
    heard.append("recurred")


@pytest.fixture
def worker(settings: Settings) -> Iterator[Worker]:
    settings.TIMETABLE = {"tested": Entry(f"{__name__}.recur", daily("02:10"))}
    heard.clear()
    worker = Worker()
    thread = threading.Thread(target=worker.run)
    thread.start()
    eventually(Beat.objects.filter(worker=worker.name).exists)
    yield worker
    worker.stop()
    thread.join(40)
    assert not thread.is_alive()


def eventually(condition: Callable[[], object], within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def tell(district_id: int) -> None:
    with transaction.atomic():
        publish(Happened(district_id=district_id, at=timezone.now()))


def set_timer(subject_id: int) -> None:
    due_at = timezone.now() + timedelta(milliseconds=200)
    schedule([Ring(district_id=1, kind="worker_test", subject_id=subject_id, due_at=due_at, version=1)])


@pytest.mark.usefixtures("worker")
def test_events_timers_and_jobs_come_about_each_once() -> None:
    Recurrence.objects.update_or_create(name="tested", defaults={"slot": timezone.now()})
    tell(7)
    set_timer(8)
    run_recurrence.defer(name="tested")
    eventually(lambda: {7, 8, "recurred"} <= set(heard))
    assert len(heard) == 3
    assert not EventRow.objects.filter(delivered_at=None).exists()
    assert not Timer.objects.exists()
    eventually(ProcrastinateJob.objects.filter(status="succeeded").exists)


@pytest.mark.usefixtures("worker")
def test_the_worker_goes_on_after_its_connections_were_cut() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    tell(9)
    set_timer(10)
    run_recurrence.defer(name="tested")
    eventually(lambda: {9, 10, "recurred"} <= set(heard))


def test_a_stopped_worker_signs_off(settings: Settings) -> None:
    settings.TIMETABLE = {}
    worker = Worker()
    thread = threading.Thread(target=worker.run)
    thread.start()
    eventually(Beat.objects.filter(worker=worker.name).exists)
    worker.stop()
    thread.join(40)
    assert not Beat.objects.filter(worker=worker.name).exists()


@pytest.mark.usefixtures("worker")
def test_the_job_of_a_dead_worker_runs_again() -> None:
    from gridwarden.platform.jobs.jobs import requeue_stalled  # noqa: PLC0415 - under test

    job_id = run_recurrence.configure(schedule_at=timezone.now() + timedelta(hours=1)).defer(name="tested")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '2 minutes') RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, scheduled_at = NULL WHERE id = %s",
            [dead, job_id],
        )
    requeue_stalled()
    eventually(lambda: "recurred" in heard)
