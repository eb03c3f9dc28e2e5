"""Rosters are made in the background."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gridwarden.workforce.actions.rosters import JOB


@app.task(name=JOB)
def make_roster(plan_id: int) -> None:
    """Make one roster."""
    from gridwarden.workforce.actions import solving  # noqa: PLC0415 - only the worker pays for the solver

    solving.make(at=timezone.now(), plan_id=plan_id)
