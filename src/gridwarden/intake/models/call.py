"""A call between the desk and a reporter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.intake.domain.calls import Direction, Outcome


class Call(models.Model):
    """One telephone call about a report, as the desk noted it. The number is the reporter's, kept sealed there."""

    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="calls", db_index=False)
    direction = models.CharField(max_length=3)
    outcome = models.CharField(max_length=14)
    #: How often the case had been reopened: a try counts for the closure it was about.
    round = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=[one.value for one in Direction]), name="intake_call_direction"
            ),
            models.CheckConstraint(condition=Q(outcome__in=[one.value for one in Outcome]), name="intake_call_outcome"),
        ]
        indexes = [models.Index(fields=["report", "at"], name="intake_call_of_report")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.direction} {self.outcome}"
