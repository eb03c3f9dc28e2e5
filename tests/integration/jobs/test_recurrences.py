"""Recurring jobs start once for each slot."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core.checks import run_checks

from gridwarden.platform.jobs import recurrences
from gridwarden.platform.jobs.models import Recurrence
from gridwarden.platform.jobs.timetable import Entry, daily, every

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ran: list[str] = []


def well() -> None:
    ran.append("well")


def ill() -> None:
    raise ZeroDivisionError("the sky fell")


@pytest.fixture(autouse=True)
def _timetable(settings: Settings) -> None:
    ran.clear()
    settings.TIMETABLE = {
        "nightly": Entry(f"{__name__}.well", daily("02:10")),
        "often": Entry(f"{__name__}.ill", every(minutes=1)),
    }


def start(now: datetime) -> list[str]:
    started: list[str] = []
    recurrences.start_due(now, started.append)
    return started


def test_a_job_new_to_the_timetable_waits_for_its_next_slot() -> None:
    assert start(NOW) == []
    assert start(NOW + timedelta(minutes=1)) == ["often"]


def test_a_slot_is_started_once() -> None:
    start(NOW)
    later = NOW + timedelta(days=1)
    assert sorted(start(later)) == ["nightly", "often"]
    assert start(later + timedelta(seconds=30)) == []


def test_slots_missed_while_the_machine_was_off_are_made_up_once() -> None:
    start(NOW)
    assert start(NOW + timedelta(days=9)).count("nightly") == 1


def test_a_start_that_fails_leaves_the_slot_to_be_taken_again() -> None:
    start(NOW)

    def refuse(_name: str) -> None:
        raise ConnectionError

    later = NOW + timedelta(minutes=1)
    with pytest.raises(ConnectionError):
        recurrences.start_due(later, refuse)
    assert start(later) == ["often"]


def test_a_run_is_noted() -> None:
    start(NOW)
    recurrences.run("nightly", now=lambda: NOW)
    row = Recurrence.objects.get(name="nightly")
    assert (row.finished_at, row.error, ran) == (NOW, "", ["well"])


def test_a_failure_is_noted_with_its_reason_and_raised() -> None:
    start(NOW)
    with pytest.raises(ZeroDivisionError):
        recurrences.run("often", now=lambda: NOW)
    assert "the sky fell" in Recurrence.objects.get(name="often").error


def test_a_timetable_that_names_nothing_is_found_by_the_checks(settings: Settings) -> None:
    settings.TIMETABLE = {"lost": Entry("gridwarden.no.such.function", daily("02:10"))}
    assert [error.id for error in run_checks(tags=["jobs"])] == ["jobs.E001"]


def test_the_real_timetable_names_what_exists(settings: Settings) -> None:
    from gridwarden.config.settings import schedule  # noqa: PLC0415 - the fixture replaced the setting

    settings.TIMETABLE = schedule.TIMETABLE
    assert run_checks(tags=["jobs"]) == []
