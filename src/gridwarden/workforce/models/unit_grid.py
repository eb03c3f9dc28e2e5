"""Which unit keeps which grid."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from gridwarden.grids.models.columns import DatedQuerySet
from gridwarden.workforce.domain.units import KEEPERS
from gridwarden.workforce.models.posting import Span


class UnitGrid(models.Model):
    """A unit keeps a grid from a day on; one squad, one grid team and one contractor at a time.

    ``unit_kind`` repeats the unit's kind so that the database can hold "one of each kind"; a
    composite foreign key (see the migration) keeps the two equal.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="kept_grids")
    unit_kind = models.CharField(max_length=20)
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, related_name="keepers")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["UnitGrid"].as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="workforce_unitgrid_one_keeper",
                expressions=[
                    ("grid", RangeOperators.EQUAL),
                    ("unit_kind", RangeOperators.EQUAL),
                    (Span("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(unit_kind__in=sorted(map(str, KEEPERS))), name="workforce_unitgrid_kind"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="workforce_unitgrid_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}@{self.grid_id}"
