"""How far a recurring job has come."""

from __future__ import annotations

from django.db import models


class Recurrence(models.Model):
    """The last slot of the timetable for which the job ``name`` was started, and how that went."""

    name = models.CharField(max_length=60, unique=True)
    slot = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
