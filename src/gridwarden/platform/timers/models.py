"""One thing to do at a moment."""

from __future__ import annotations

from typing import Self

from django.db import models


class Hold(models.Model):
    """A district that lives in a time of its own: only who holds it fires its timers."""

    district_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"district {self.pk}"


class TimerQuerySet(models.QuerySet["Timer"]):
    """Timers, filtered."""

    def of(self, district_id: int | None) -> Self:
        """Keep the timers of one district; without one, those of all districts that nobody holds."""
        if district_id is not None:
            return self.filter(district_id=district_id)
        return self.exclude(district_id__in=Hold.objects.values("district_id"))


class Timer(models.Model):
    """``kind`` is to happen to ``subject_id`` at ``due_at``; ``version`` is the subject's when it was set."""

    district_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    due_at = models.DateTimeField()
    version = models.IntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = TimerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="timers_once")]
        indexes = [models.Index(fields=["due_at"], name="timers_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
