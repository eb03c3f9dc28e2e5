"""What recurs in patrols."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from gridwarden.patrols.actions import coverage
from gridwarden.patrols.actions.keeping import drop_old_days
from gridwarden.patrols.actions.watching import watch, watched_districts


def forget_fixes() -> None:
    """Drop the days of fixes that are past their time."""
    drop_old_days(at=timezone.now(), keep=timedelta(days=settings.PATROL_FIX_DAYS))


def watch_devices() -> None:
    """Look at what devices told, and at those that tell nothing."""
    for district_id in watched_districts():
        watch(district_id=district_id, at=timezone.now())


def compute_coverage() -> None:
    """Compute yesterday's coverage, and that of earlier days to which fixes came late."""
    coverage.compute_due(at=timezone.now())


@app.task(name=coverage.JOB)
def compute_day(district_id: int, day: str) -> None:
    """Compute one day's coverage."""
    coverage.compute(at=timezone.now(), district_id=district_id, day=date.fromisoformat(day))
