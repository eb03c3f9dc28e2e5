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


def gather_places() -> int:
    """Gather the places of every district anew; return how many there are."""
    from gridwarden.grids.actions import places  # noqa: PLC0415 - beside the other job's import
    from gridwarden.grids.models import District  # noqa: PLC0415

    now = timezone.now()
    districts = list(District.objects.order_by("pk").values_list("pk", flat=True))
    return sum(places.gather(at=now, district_id=district_id) for district_id in districts)
