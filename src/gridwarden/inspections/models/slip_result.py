"""The result of a slip, as the assessment counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class SlipResultQuerySet(models.QuerySet["SlipResult"]):
    """Results; a contractor knows its own only."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the results that ``actor`` may know of."""
        here = self.filter(district=actor.district_id)
        if actor.may(Permission.CONTRACT_SEE):
            return here
        return here.filter(unit__in=actor.unit_ids) if actor.is_contractor else here.none()


class SlipResult(models.Model):
    """What came of a slip when its case was closed; frozen, because an assessment rests on it.

    A case that is reopened and closed again has another result beside the first one.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    slip = models.ForeignKey("inspections.ContactSlip", on_delete=models.PROTECT, related_name="results")
    reopen_count = models.PositiveSmallIntegerField()
    contract_number = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.PositiveSmallIntegerField()
    condition = models.ForeignKey("menu.Condition", on_delete=models.PROTECT, related_name="+", db_index=False)
    grid_code = models.CharField(max_length=32, blank=True)
    found_by_name = models.CharField(max_length=150)
    source = models.CharField(max_length=12)
    dispatched_at = models.DateTimeField()
    handled_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    #: First day of the month of the closure.
    month = models.DateField()
    due_at = models.DateTimeField(null=True)
    #: Begun days between the deadline and the last work; 0 in time.
    days_late = models.PositiveSmallIntegerField()
    rework_count = models.PositiveSmallIntegerField()
    refusals = models.PositiveSmallIntegerField()
    photos_before = ArrayField(models.UUIDField(), default=list)
    photos_after = ArrayField(models.UUIDField(), default=list)

    objects = SlipResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slip", "reopen_count"], name="inspections_result_once"),
        ]
        indexes = [
            models.Index(fields=["district", "month", "-closed_at", "-id"], name="inspections_result_month"),
            models.Index(fields=["unit", "month", "-closed_at", "-id"], name="inspections_result_of_unit"),
            models.Index(
                fields=["district", "contract_number", "month", "-closed_at", "-id"],
                name="inspections_result_contract",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slip_id} {self.month:%Y-%m}"
