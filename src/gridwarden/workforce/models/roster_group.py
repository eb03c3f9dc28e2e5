"""People who go on duty together."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.workforce.domain.rostering import GroupKind


class RosterGroup(models.Model):
    """A pair of neighbouring grids, the desk, or an office, on one roster."""

    plan = models.ForeignKey("workforce.RosterPlan", on_delete=models.CASCADE, related_name="groups")
    #: Codes of the grids, or kind and name of the unit.
    code = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    grids = models.ManyToManyField("grids.Grid", related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="workforce_rostergroup_once"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(map(str, GroupKind))), name="workforce_rostergroup_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.code
