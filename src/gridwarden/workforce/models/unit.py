"""A unit of the bureau, or a contractor."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gridwarden.grids.models.columns import DatedQuerySet
from gridwarden.workforce.domain.units import UnitKind


class Unit(models.Model):
    """A brigade, squad, grid team, desk, division or contractor.

    Like everything with dates here it holds from ``valid_from`` up to, not including, ``valid_to``.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    #: Short code by which tables and imports name the unit, once in a district.
    code = models.CharField(max_length=20)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    phone = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Unit"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="workforce_unit_code_once"),
            # Carries the composite foreign key of UnitGrid.
            models.UniqueConstraint(fields=["id", "kind"], name="workforce_unit_id_kind"),
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, UnitKind))), name="workforce_unit_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="workforce_unit_named"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="workforce_unit_dates"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="workforce_unit_not_own_parent"),
            models.CheckConstraint(
                condition=~Q(kind__in=["brigade", "contractor"]) | Q(parent=None), name="workforce_unit_top"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["squadron", "grid_team"]) | Q(parent__isnull=False), name="workforce_unit_below"
            ),
        ]
        indexes = [models.Index(fields=["district", "kind", "id"], name="workforce_unit_by_kind")]

    def __str__(self) -> str:
        return self.code
