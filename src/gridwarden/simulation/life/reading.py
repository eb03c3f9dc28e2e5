"""People read what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from gridwarden.platform.notifications.actions import mark_all_read
from gridwarden.platform.notifications.models import Notice

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.simulation.life.world import World


def read_notices(world: World, *, at: datetime) -> int:
    """Have everybody of the district read what lies there; return how many notices that were."""
    waiting = Notice.objects.filter(district_id=world.district_id, read_at=None)
    latest = waiting.order_by("user").values_list("user").annotate(latest=Max("pk"))
    return sum(
        mark_all_read(by=world.cast.actor(world.cast.username(user_id), at), at=at, up_to=last)
        for user_id, last in latest
        if world.cast.knows(user_id)
    )
