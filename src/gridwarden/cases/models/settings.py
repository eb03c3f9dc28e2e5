"""What a district sets for its cases: the serial of each day, the limits of its stages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.models.columns import one_of


class NumberCounter(models.Model):
    """The last serial given on a day; taken with the case that it numbers, so that no number is lost."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "day"], name="cases_counter_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.last}"


class StageLimit(models.Model):
    """How long a stage may take in a district; handling has its limit from the menu's condition."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=9, decimal_places=3)
    unit = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "stage"], name="cases_stage_limit_once"),
            one_of("stage", set(Stage) - {Stage.HANDLE}, name="cases_stage_limit_stage"),
            one_of("unit", LimitUnit, name="cases_stage_limit_unit"),
            models.CheckConstraint(condition=Q(value__gt=0), name="cases_stage_limit_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.value} {self.unit}"
