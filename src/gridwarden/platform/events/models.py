"""The outbox of domain events, which is also the log that screens resume from."""

from __future__ import annotations

from django.db import models


class EventRow(models.Model):
    """One published event; ``delivered_at`` is set in the transaction that ran its handlers."""

    district_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    payload = models.JSONField()
    at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="events_undelivered", condition=models.Q(delivered_at=None)),
            models.Index(fields=["district_id", "id"], name="events_resume"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
