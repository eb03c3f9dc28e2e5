"""The answer that ends a complaint."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.intake.domain.answers import AnswerState


class Answer(models.Model):
    """What the reporters of a case are told at its end: drafted by one person, approved by another, sent once.

    A case that is reopened gets another answer for its next closure (``round``).
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="answers", db_index=False)
    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default=AnswerState.DRAFTED.value)
    text = models.TextField()
    drafted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    drafted_by_name = models.CharField(max_length=150)
    drafted_at = models.DateTimeField()
    ruled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    ruled_by_name = models.CharField(max_length=150, blank=True)
    ruled_at = models.DateTimeField(null=True)
    #: Why it was sent back.
    remark = models.CharField(max_length=500, blank=True)
    #: The case's step with which it goes out, once the case has ended.
    step_id = models.BigIntegerField(null=True)
    move = models.CharField(max_length=20, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="intake_answer_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AnswerState]), name="intake_answer_state"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="intake_answer_words"),
            # Nobody approves what they wrote, whatever way the row was written.
            models.CheckConstraint(
                condition=~Q(state__in=[AnswerState.APPROVED.value, AnswerState.SENT.value])
                | (Q(ruled_by__isnull=False) & (Q(drafted_by=None) | ~Q(drafted_by=models.F("ruled_by")))),
                name="intake_answer_other_person",
            ),
            models.CheckConstraint(
                condition=Q(state=AnswerState.SENT.value, sent_at__isnull=False, step_id__isnull=False)
                | (~Q(state=AnswerState.SENT.value) & Q(sent_at=None)),
                name="intake_answer_sent_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "drafted_at", "id"],
                condition=Q(state__in=[AnswerState.DRAFTED.value, AnswerState.SENT_BACK.value]),
                name="intake_answer_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.round} {self.state}"
