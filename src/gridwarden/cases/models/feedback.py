"""A result told to a level below, or to the reporter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Feedback(models.Model):
    """Somebody below, or the reporter, was told what became of a case (层层反馈)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="feedback", db_index=False)
    step = models.ForeignKey("cases.Step", on_delete=models.PROTECT, related_name="feedback", db_index=False)
    to_reporter = models.BooleanField(default=False)
    to_level = models.PositiveSmallIntegerField(null=True)
    to_unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_reporter=True, to_level=None, to_unit=None)
                | Q(to_reporter=False, to_level__isnull=False, to_level__gte=1, to_level__lte=4, to_unit__isnull=False),
                name="cases_feedback_to_one",
            ),
            models.UniqueConstraint(fields=["step", "to_level"], name="cases_feedback_once", nulls_distinct=False),
        ]
        indexes = [models.Index(fields=["case", "id"], name="cases_feedback_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.to_level or 'reporter'}"
