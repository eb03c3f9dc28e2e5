"""The desk's radio log."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.radio.domain.talk import Way


class LogEntry(models.Model):
    """Who said what to whom and when, as the desk wrote it down. An entry is not changed; another one corrects it."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    heard_at = models.DateTimeField()
    way = models.CharField(max_length=10)
    speaker = models.CharField(max_length=60)
    text = models.TextField()
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    device = models.ForeignKey("patrols.Device", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=sorted(map(str, Way))), name="radio_log_way_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(speaker=""), name="radio_log_says_something"),
        ]
        indexes = [models.Index(fields=["district", "-heard_at", "-id"], name="radio_log_latest")]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.text[:40]}"
