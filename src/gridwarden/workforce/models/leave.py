"""Days on which somebody is away."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from gridwarden.grids.models.columns import DatedQuerySet
from gridwarden.workforce.models.posting import Span


class Leave(models.Model):
    """A member of staff is away from a day up to, not including, another; a colleague may stand in."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, related_name="leaves")
    substitute = models.ForeignKey(
        "workforce.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="covers"
    )
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=120)

    objects = DatedQuerySet["Leave"].as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="workforce_leave_no_overlap",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    (Span("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="workforce_leave_dates"),
            models.CheckConstraint(condition=~Q(substitute=F("staff")), name="workforce_leave_no_own_substitute"),
            models.CheckConstraint(condition=~Q(reason=""), name="workforce_leave_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.valid_from}"
