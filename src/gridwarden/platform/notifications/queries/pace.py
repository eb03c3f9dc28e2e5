"""How fast a district sends over a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

from gridwarden.platform.notifications.models import Delivery
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.queries.reach import rules

if TYPE_CHECKING:
    from datetime import datetime

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A channel of a district that has sent enough for this minute."""

    district_id: int
    channel: Channel


def used_up(now: datetime) -> list[Held]:
    """Return the channels that must pause; one SQL statement, and one for each district that has sent something."""
    counted = list(
        Delivery.objects.filter(sent_at__gt=now - _MINUTE)
        .values_list("district_id", "channel")
        .annotate(number=Count("id"))
        .order_by("district_id", "channel")
    )
    set_by = {district_id: rules(district_id) for district_id in {row[0] for row in counted}}
    return [
        Held(district_id, Channel(channel))
        for district_id, channel, number in counted
        if number >= set_by[district_id][Channel(channel)].per_minute
    ]
