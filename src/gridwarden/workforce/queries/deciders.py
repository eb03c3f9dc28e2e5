"""Who decides on the rosters of a unit."""

from __future__ import annotations

from gridwarden.platform.access import Permission
from gridwarden.workforce.models import Staff


def deciders(unit_id: int) -> list[int]:
    """Return the accounts of the unit's own people who make its rosters; one SQL statement."""
    serving = Staff.objects.filter(unit=unit_id, left_on=None, user__is_active=True)
    return list(serving.holding(Permission.ROSTER_EDIT).order_by("pk").values_list("user_id", flat=True))
