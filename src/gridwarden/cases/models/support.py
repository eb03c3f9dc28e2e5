"""A call for support."""

from __future__ import annotations

from django.db import models


class Support(models.Model):
    """A unit was called to help with a case; it sees the case from then on."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="supports", db_index=False)
    step = models.ForeignKey("cases.Step", on_delete=models.PROTECT, related_name="supports", db_index=False)
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "unit"], name="cases_support_once")]
        indexes = [
            models.Index(fields=["case", "unit"], name="cases_support_of_case"),
            models.Index(fields=["unit", "case"], name="cases_support_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} ← {self.unit_id}"
