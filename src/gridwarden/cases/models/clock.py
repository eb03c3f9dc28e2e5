"""A stage's clock, its pauses, its alarms and the changes of its deadline."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.domain.extensions import MOST_GRANTED
from gridwarden.cases.models.columns import implies, one_of

# A comparison with nothing is neither true nor false, and a check lets that pass: presence is demanded by name.
_LIMITED = Q(limit_value__isnull=False, limit_value__gt=0, due_at__isnull=False, warn_at__isnull=False) & ~Q(
    limit_unit=""
)
_UNLIMITED = Q(limit_value=None, limit_unit="", due_at=None, warn_at=None, breached_at=None, rings_at=None)


class Clock(models.Model):
    """How long a stage has taken and when it is due; at most one of a stage is live in a case."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="clocks", db_index=False)
    stage = models.CharField(max_length=10)
    limit_value = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    limit_unit = models.CharField(max_length=16, blank=True)
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    #: Version of the district's calendar by which the deadline was computed.
    calendar_version = models.PositiveIntegerField(default=0)
    #: Unconfirmed days of the calendar went into the deadline.
    is_provisional = models.BooleanField(default=False)
    breached_at = models.DateTimeField(null=True)
    #: Who had the case when its limit for handling ran out: it counts against this unit, and it alone may appeal.
    answering_unit = models.ForeignKey(
        "workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    #: An appeal was granted: figures leave the breach out, which stays as it is.
    exempted_at = models.DateTimeField(null=True)
    exempt_reason = models.TextField(blank=True)
    #: How often the limit was granted once more.
    extensions = models.PositiveSmallIntegerField(default=0)
    rings_at = models.DateTimeField(null=True)
    #: Measured up to the stop, in the limit's own seconds.
    spent_s = models.BigIntegerField(null=True)
    #: Raised with every change, so that a timer that was set before it knows that it is stale.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage"], condition=Q(stopped_at=None), name="cases_clock_one_live"
            ),
            one_of("stage", Stage, name="cases_clock_stage_known"),
            one_of("limit_unit", ["", *LimitUnit], name="cases_clock_unit_known"),
            models.CheckConstraint(condition=_LIMITED | _UNLIMITED, name="cases_clock_due_by_a_limit"),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(warn_at__lte=F("due_at")), name="cases_clock_warns_before_due"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, spent_s=None)
                | Q(
                    stopped_at__isnull=False,
                    stopped_at__gte=F("started_at"),
                    spent_s__isnull=False,
                    spent_s__gte=0,
                    rings_at=None,
                ),
                name="cases_clock_stopped_with_its_count",
            ),
            implies(Q(breached_at__isnull=False), Q(breached_at=F("due_at")), name="cases_clock_broken_when_due"),
            implies(Q(exempted_at__isnull=False), Q(breached_at__isnull=False), name="cases_clock_excused_if_broken"),
            implies(
                Q(answering_unit__isnull=False),
                Q(breached_at__isnull=False, stage=Stage.HANDLE.value),
                name="cases_clock_answered_if_broken",
            ),
            models.CheckConstraint(
                condition=Q(extensions=0) | Q(extensions__lte=MOST_GRANTED, stage=Stage.HANDLE.value),
                name="cases_clock_extended_twice_at_most",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="cases_clock_of_case"),
            # The nightly look for clocks without a timer.
            models.Index(fields=["rings_at"], condition=Q(rings_at__isnull=False), name="cases_clock_rings"),
            # Who answers for a case keeps it in sight.
            models.Index(
                fields=["case", "answering_unit"], condition=Q(answering_unit__isnull=False), name="cases_clock_answers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"


class ClockPause(models.Model):
    """A stretch in which a clock stood; without an end it still does."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses", db_index=False)
    start_at = models.DateTimeField()
    end_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(end_at=None), name="cases_pause_one_open"),
            models.CheckConstraint(
                condition=Q(end_at=None) | Q(end_at__gte=F("start_at")), name="cases_pause_forwards"
            ),
        ]
        indexes = [models.Index(fields=["clock", "start_at"], name="cases_pause_of_clock")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.start_at:%Y-%m-%d %H:%M}"


class Alarm(models.Model):
    """A clock warned or broke while the case lay on a level: sounded once for each."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="alarms", db_index=False)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)
    #: The clock's extensions at that time: an extended limit warns anew.
    extensions = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "level", "kind", "extensions"], name="cases_alarm_once"),
            one_of("kind", AlarmKind, name="cases_alarm_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind}@{self.level}"


class ChangeCause(models.TextChoices):
    """Why a deadline moved."""

    CALENDAR = "calendar"
    EXTENSION = "extension"


class DeadlineChange(models.Model):
    """A deadline that moved: the calendar was changed under it, or an extension was granted."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="deadline_changes")
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    cause = models.CharField(max_length=10, default=ChangeCause.CALENDAR.value)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("cause", ChangeCause.values, name="cases_deadline_change_cause_known"),
            models.CheckConstraint(condition=~Q(old_due_at=F("new_due_at")), name="cases_deadline_change_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.new_due_at:%Y-%m-%d %H:%M}"
