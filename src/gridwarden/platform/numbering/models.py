"""The last number given in a series."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """Where one series of a district stands within a period, for example the notices of a year."""

    district_id = models.BigIntegerField()
    series = models.CharField(max_length=40)
    period = models.CharField(max_length=16)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district_id", "series", "period"], name="numbering_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.series} {self.period}: {self.last}"
