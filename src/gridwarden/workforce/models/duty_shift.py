"""One shift of one person."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from gridwarden.workforce.domain.rostering import ShiftCode


class Hours(Func):
    """The moments of a shift, its end not included."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class DutyShift(models.Model):
    """Somebody works from a moment to another; only a published one is in force."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("workforce.RosterPlan", on_delete=models.CASCADE, related_name="shifts")
    group = models.ForeignKey("workforce.RosterGroup", on_delete=models.CASCADE, related_name="shifts")
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, related_name="shifts")
    day = models.DateField()
    code = models.CharField(max_length=10)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    in_force = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "staff", "day"], name="workforce_shift_once_a_day"),
            models.CheckConstraint(condition=Q(code__in=sorted(map(str, ShiftCode))), name="workforce_shift_code"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="workforce_shift_hours"),
            ExclusionConstraint(
                name="workforce_shift_no_overlap",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    (Hours("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(in_force=True),
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "day"], name="workforce_shift_of_staff"),
            models.Index(fields=["district", "day"], condition=Q(in_force=True), name="workforce_shift_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.day} {self.code}"
