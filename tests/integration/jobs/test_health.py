"""What ``gridwarden status`` finds."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from gridwarden.platform.events.delivery import MAX_ATTEMPTS
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.jobs import health
from gridwarden.platform.jobs.health import Finding, report
from gridwarden.platform.jobs.models import Beat, Recurrence
from gridwarden.platform.timers.models import Timer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    """Calendars that end soon: none, unless the test adds one."""
    found: list[SimpleNamespace] = []
    monkeypatch.setattr(health, "shortages", lambda _today: found)
    return found


def found(what: str) -> Finding:
    return next(finding for finding in report(timezone.now()) if finding.what == what)


def event(*, age_s: float, attempts: int = 0) -> None:
    at = timezone.now() - timedelta(seconds=age_s)
    EventRow.objects.create(district_id=1, name="something", payload={}, at=at, attempts=attempts)


def beat(*, age_s: float = 0, silent_s: float = 0) -> None:
    at = timezone.now() - timedelta(seconds=age_s)
    Beat.objects.create(worker="here:1", started_at=at, beat_at=at, silent_s={"events": silent_s})


def test_an_empty_system_with_a_worker_is_well() -> None:
    beat()
    assert [finding.what for finding in report(timezone.now()) if not finding.is_well] == []


def test_an_event_on_its_way_is_well_and_one_that_waits_is_not() -> None:
    event(age_s=1)
    assert found("events").is_well
    event(age_s=60)
    assert not found("events").is_well


def test_an_event_that_was_given_up_is_told() -> None:
    event(age_s=1, attempts=MAX_ATTEMPTS)
    assert found("events") == Finding("events", is_well=False, text="0 waiting, 1 given up")


def test_a_timer_ahead_is_well_and_one_overdue_is_not() -> None:
    now = timezone.now()
    Timer.objects.create(district_id=1, kind="warn", subject_id=1, due_at=now + timedelta(hours=1))
    assert found("timers").is_well
    Timer.objects.create(district_id=1, kind="warn", subject_id=2, due_at=now - timedelta(minutes=1))
    assert not found("timers").is_well


def test_a_timer_whose_handler_fails_is_told() -> None:
    due_at = timezone.now() + timedelta(minutes=1)
    Timer.objects.create(district_id=1, kind="warn", subject_id=1, due_at=due_at, attempts=3)
    assert found("timers").text == "0 overdue, 1 failing"


def test_no_worker_a_dead_one_and_one_that_hangs_are_not_well() -> None:
    assert not found("worker").is_well
    beat(age_s=60)
    assert not found("worker").is_well
    Beat.objects.all().delete()
    beat(silent_s=300)
    assert found("worker").text.endswith("hanging: events")


def test_a_recurring_job_that_failed_is_told_until_it_succeeds() -> None:
    row = Recurrence.objects.create(name="photos verified", slot=timezone.now(), error="2 changed")
    assert found("recurring").text == "photos verified: 2 changed"
    row.error = ""
    row.save()
    assert found("recurring").is_well


def test_a_calendar_that_ends_soon_is_told_and_one_that_ends_now_is_not_well(short: list[SimpleNamespace]) -> None:
    short.append(SimpleNamespace(days_ahead=40))
    assert found("calendars").is_well
    assert found("calendars").text.startswith("1 end soon")
    short.append(SimpleNamespace(days_ahead=5))
    assert not found("calendars").is_well
