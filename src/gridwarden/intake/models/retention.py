"""How long a district keeps who reported."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.cases.domain.sources import Source
from gridwarden.intake.domain.retention import LEAST_DAYS, MOST_DAYS


class Retention(models.Model):
    """Days after its case's end for which a report keeps its reporter; without a row the standard holds."""

    district = models.ForeignKey("grids.District", on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "channel"], name="intake_retention_once"),
            models.CheckConstraint(
                condition=Q(channel__in=[source.value for source in Source]), name="intake_retention_channel"
            ),
            models.CheckConstraint(
                condition=Q(days__gte=LEAST_DAYS, days__lte=MOST_DAYS), name="intake_retention_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.days}"
