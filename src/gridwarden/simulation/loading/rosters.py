"""Give the bureau's team a roster for the weeks around today, by the actions that people use."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.platform.access import system_for
from gridwarden.simulation.people.units import BRIGADE
from gridwarden.workforce.actions import rosters
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.grids.models import District


def publish(district: District, *, at: datetime, today: datetime, seed: int) -> None:
    """Make and publish the brigade's roster from the Monday before this week on: the last days have shifts, too."""
    from gridwarden.workforce.actions import solving  # noqa: PLC0415 - loads the solver

    by = system_for(district.pk)
    day = localdate(today)
    unit = Unit.objects.get(district=district, code=BRIGADE)
    new = rosters.NewRoster(unit_id=unit.pk, first_day=day - timedelta(days=day.weekday() + 7), seed=seed % 2**31)
    plan = rosters.draft(by=by, at=at, new=new)
    # The worker would do the same; it finds the roster made and leaves it alone.
    solving.make(at=at, plan_id=plan.pk)
    rosters.publish(by=by, at=at, plan_id=plan.pk)
