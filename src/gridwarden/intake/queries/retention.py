"""How long reporters are kept, and whose time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import ENDED
from gridwarden.intake.domain.retention import STANDARD_DAYS
from gridwarden.intake.models import Report, Retention
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """One channel: how long its reporters are kept, and how many reports the next run would clear."""

    channel: Source
    days: int
    is_standard: bool
    due: int


def days_of(district_id: int) -> dict[Source, int]:
    """Return for each channel how many days after the end reporters are kept; one SQL statement."""
    own = {Source(row.channel): row.days for row in Retention.objects.filter(district=district_id)}
    return STANDARD_DAYS | own


def due(district_id: int, now: datetime) -> QuerySet[Report]:
    """Return the reports whose time is over: their case ended longer ago than their channel is kept."""
    over = Q(pk__in=[])
    for channel, days in days_of(district_id).items():
        over |= Q(channel=channel.value, case__moved_at__lt=now - timedelta(days=days))
    ended = [state.value for state in ENDED]
    return Report.objects.filter(over, district=district_id, anonymised_at=None, case__state__in=ended)


def plan(actor: Actor, now: datetime) -> list[RetentionRow]:
    """Return what the next run would do, by channel: the dry run; three SQL statements."""
    actor.require(Permission.INTAKE_RETAIN)
    district_id = actor.district_id or 0
    own = set(Retention.objects.filter(district=district_id).values_list("channel", flat=True))
    counts: dict[str, int] = {}
    for channel in due(district_id, now).values_list("channel", flat=True):
        counts[channel] = counts.get(channel, 0) + 1
    return [
        RetentionRow(channel, days, channel.value not in own, counts.get(channel.value, 0))
        for channel, days in days_of(district_id).items()
    ]
