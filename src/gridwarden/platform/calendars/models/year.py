"""A year whose holidays are all known."""

from __future__ import annotations

from django.db import models

from gridwarden.platform.calendars.models.calendar import Calendar
from gridwarden.platform.calendars.models.day import Source


class CalendarYear(models.Model):
    """Somebody has confirmed that a calendar holds every holiday and make-up workday of a year."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    since_version = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=Source)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "year"], name="calendar_year_once")]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.year}"
