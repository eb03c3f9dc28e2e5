"""One thing to do at a moment."""

from __future__ import annotations

from django.db import models


class Timer(models.Model):
    """``kind`` is to happen to ``subject_id`` at ``due_at``; ``version`` is the subject's when it was set."""

    district_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    due_at = models.DateTimeField()
    version = models.IntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="timers_once")]
        indexes = [models.Index(fields=["due_at"], name="timers_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
