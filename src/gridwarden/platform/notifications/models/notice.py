"""Something one person was told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """A notice to one account, kept as kind and values: its wording is made when it is read.

    ``dedupe_key`` names what is told, so that repeating the telling tells nobody twice. The subject
    is held as plain ids: what it speaks of lies in higher contexts and may be gone.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    district_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=120)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "dedupe_key"], name="notifications_told_once"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(dedupe_key=""), name="notifications_named"),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notifications_list"),
            # The bell counts these on every page.
            models.Index(fields=["user"], name="notifications_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.dedupe_key}"
