"""Weekly working hours."""

from __future__ import annotations

from django.db import models

from gridwarden.platform.calendars.models.calendar import Calendar
from gridwarden.platform.calendars.models.versioned import VersionedRow, current_once, span_check


class CalendarHours(VersionedRow):
    """The hours of a calendar from a day on, until later ones hold."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    valid_from = models.DateField()
    #: [[from, to], …] in seconds after midnight.
    segments = models.JSONField()
    #: Days of the week that are worked, Monday 0 to Sunday 6.
    weekdays = models.JSONField()

    class Meta:
        constraints = [current_once("calendar_hours", "calendar", "valid_from"), span_check("calendar_hours")]

    def __str__(self) -> str:
        return f"{self.calendar_id} from {self.valid_from}"
