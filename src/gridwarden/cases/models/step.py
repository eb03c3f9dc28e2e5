"""One step in the life of a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models.columns import one_of, person

#: The first step of every case; it is no move, because it starts from nothing.
OPEN = "open"


class Step(models.Model):
    """What somebody did to a case; the steps in order are its tracking file (跟踪档案).

    ``changes`` holds the moving part's fields that the step changed: replaying them from the first
    step gives the case as it stands. Names are kept as they were on that day.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="steps", db_index=False)
    #: Equal to the version that the case has through this step.
    seq = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    from_level = models.PositiveSmallIntegerField(null=True)
    to_level = models.PositiveSmallIntegerField()
    #: ``None`` for the software and for people without an account.
    by = person()
    by_name = models.CharField(max_length=150)
    by_unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    #: Reason, instruction, result or reply, in the person's own words.
    note = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    #: The routing rule by which the step chose the unit.
    rule = models.ForeignKey(
        "cases.RoutingRule", on_delete=models.PROTECT, null=True, related_name="steps", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="cases_step_once"),
            one_of("move", [OPEN, *MoveName], name="cases_step_move_known"),
            one_of("to_state", CaseState, name="cases_step_state_known"),
            # Only the first step comes from nowhere.
            models.CheckConstraint(
                condition=Q(seq=1, move=OPEN, from_state="", from_level=None)
                | (Q(seq__gt=1, from_level__isnull=False) & ~Q(move=OPEN) & ~Q(from_state="")),
                name="cases_step_from_somewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "at"], name="cases_step_of_person"),
            models.Index(fields=["rule", "at"], condition=Q(rule__isnull=False), name="cases_step_by_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.move}"
