"""Designs are made in the background."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gridwarden.grids.actions.designs import JOB


@app.task(name=JOB)
def make_design(design_id: int) -> None:
    """Make one design."""
    from gridwarden.grids.actions import designing  # noqa: PLC0415 - only the worker pays for the solver

    designing.make(at=timezone.now(), design_id=design_id)
