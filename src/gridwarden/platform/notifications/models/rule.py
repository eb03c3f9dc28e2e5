"""What a district lets out over a channel."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from gridwarden.platform.notifications.ports import Channel


class Reach(StrEnum):
    """Which kinds go out over a channel to people who have not chosen."""

    ALL = "all"
    URGENT = "urgent"
    NONE = "none"


class ChannelRule(models.Model):
    """Whether a channel is open, what goes over it unasked, and how fast; without a row the usual rule holds."""

    district_id = models.BigIntegerField()
    channel = models.CharField(max_length=10)
    is_open = models.BooleanField()
    reach = models.CharField(max_length=8)
    per_minute = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id", "channel"], name="notifications_rule_once"),
            models.CheckConstraint(condition=Q(channel__in=list(Channel)), name="notifications_rule_channel"),
            models.CheckConstraint(condition=Q(reach__in=list(Reach)), name="notifications_rule_reach"),
            models.CheckConstraint(condition=Q(per_minute__gte=1), name="notifications_rule_pace"),
        ]

    def __str__(self) -> str:
        return f"{self.district_id} {self.channel}"
