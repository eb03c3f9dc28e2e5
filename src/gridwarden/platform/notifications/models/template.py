"""How a district words its messages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.platform.notifications.ports import Channel


class Template(models.Model):
    """The text of one kind of notice for one channel in one language; without one the usual text is sent."""

    district_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district_id", "kind", "channel", "language"], name="notifications_template_once"
            ),
            models.CheckConstraint(condition=Q(channel__in=list(Channel)), name="notifications_template_channel"),
            models.CheckConstraint(condition=~Q(body=""), name="notifications_template_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.language}"
