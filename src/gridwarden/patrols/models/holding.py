"""Who carries which device, and since when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Moments(Func):
    """The moments from a first one up to, not including, a last one."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class Holding(models.Model):
    """A device is carried by a person or used by a unit from a moment up to, not including, another."""

    device = models.ForeignKey("patrols.Device", on_delete=models.PROTECT, related_name="holdings")
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | Q(unit__isnull=False), name="patrols_holding_held"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="patrols_holding_moments"
            ),
            ExclusionConstraint(
                name="patrols_holding_one_at_a_time",
                expressions=[
                    ("device", RangeOperators.EQUAL),
                    (Moments("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.staff_id or self.unit_id} {self.valid_from:%Y-%m-%d}"
