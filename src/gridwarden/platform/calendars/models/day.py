"""A day that is not what its weekday says."""

from __future__ import annotations

from django.db import models

from gridwarden.algorithms.worktime import DayKind
from gridwarden.platform.calendars.models.calendar import Calendar
from gridwarden.platform.calendars.models.versioned import VersionedRow, current_once, span_check


class Source(models.TextChoices):
    """Where a row comes from."""

    OFFICIAL = "official"
    IMPORTED = "imported"
    EDITED = "edited"


class CalendarDay(VersionedRow):
    """One exceptional day of a calendar; days without a row are plain weekdays and weekends."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=20)
    #: Of the holiday, as the notice spells it.
    name = models.CharField(max_length=60, blank=True)
    #: [[from, to], …] in seconds after midnight; null keeps the usual hours.
    segments = models.JSONField(null=True)
    source = models.CharField(max_length=10, choices=Source)

    class Meta:
        constraints = [
            current_once("calendar_day", "calendar", "date"),
            span_check("calendar_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in DayKind]), name="calendar_day_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(segments__isnull=True)
                | models.Q(kind__in=[kind.value for kind in DayKind if kind.is_worked]),
                name="calendar_day_off_has_no_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.date} {self.kind}"
