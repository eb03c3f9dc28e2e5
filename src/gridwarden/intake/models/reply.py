"""What the reporter was told."""

from __future__ import annotations

from django.db import models


class Reply(models.Model):
    """One message to the reporter, made from one feedback of the case; never told twice."""

    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="replies")
    #: Id of the ``cases.Feedback`` that it passes on.
    feedback_id = models.BigIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "feedback_id"], name="intake_reply_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.feedback_id}"
