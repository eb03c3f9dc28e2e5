"""Crews of contractors: who goes out for a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class CrewQuerySet(models.QuerySet["Crew"]):
    """Crews; a contractor knows its own only."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the crews that ``actor`` may know of."""
        here = self.filter(district=actor.district_id)
        return here if actor.may(Permission.CONTRACT_SEE) else here.filter(unit__in=actor.unit_ids)


class Crew(models.Model):
    """A crew of a contractor, with the people in it as the contractor names them."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="crews")
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)

    objects = CrewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="inspections_crew_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="inspections_crew_named"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name}"


class CrewMember(models.Model):
    """Somebody in a crew."""

    crew = models.ForeignKey(Crew, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["crew", "name"], name="inspections_crew_member_once"),
            models.CheckConstraint(condition=~Q(name=""), name="inspections_crew_member_named"),
        ]

    def __str__(self) -> str:
        return f"{self.crew_id} {self.name}"
