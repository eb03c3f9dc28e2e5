"""What the reporter was told."""

from __future__ import annotations

from django.db import models


class Reply(models.Model):
    """One message to the reporter, made from one step of the case; never told twice."""

    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="replies")
    #: Id and verb of the ``cases.Step`` that fed back.
    step_id = models.BigIntegerField()
    move = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "step_id"], name="intake_reply_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.step_id}"
