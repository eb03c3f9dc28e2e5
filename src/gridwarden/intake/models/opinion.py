"""Whether the reporter is satisfied."""

from __future__ import annotations

from django.db import models

from gridwarden.intake.domain.opinions import AnsweredBy, Verdict


class Opinion(models.Model):
    """One reporter's answer after one closure; a case closed again asks again."""

    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="opinions")
    #: How often the case had been reopened when it was asked: counts the closures from 0.
    round = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=16)
    words = models.TextField(blank=True)
    #: Whether the reporter had the case taken up again with this answer.
    reopened = models.BooleanField(default=False)
    answered_by = models.CharField(max_length=8, default=AnsweredBy.PAGE.value)
    given_at = models.DateTimeField()
    #: Who of the desk wrote it down; empty when the reporter did.
    taken_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "round"], name="intake_opinion_once"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=[verdict.value for verdict in Verdict]), name="intake_opinion_verdict"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=AnsweredBy.PAGE.value, taken_by=None)
                | models.Q(answered_by=AnsweredBy.CALL.value, taken_by__isnull=False),
                name="intake_opinion_taken_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.round} {self.verdict}"
