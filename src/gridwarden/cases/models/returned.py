"""Returns of wrong dispatches."""

from __future__ import annotations

from django.db import models


class DispatchReturn(models.Model):
    """A unit gave a case back because it is not its own (回退), and said whose it is if it knew."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="returns", db_index=False)
    step = models.OneToOneField("cases.Step", on_delete=models.PROTECT, related_name="returned")
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_unit = models.ForeignKey(
        "workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_return_once")]
        indexes = [models.Index(fields=["-at", "-id"], name="cases_return_latest")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"
