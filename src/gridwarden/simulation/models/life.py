"""How far a simulated district has lived."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from gridwarden.grids.models import District


class Phase(StrEnum):
    """What the simulation is doing with a district."""

    #: District and people are there, nothing has happened yet.
    FOUNDED = "founded"
    #: The past is being lived through, faster than any clock.
    CATCHING_UP = "catching_up"
    #: Things happen now.
    LIVING = "living"


class Life(models.Model):
    """One row for each simulated district; it tells whether a district is a demo, and where to go on."""

    district = models.OneToOneField(District, on_delete=models.CASCADE, primary_key=True, related_name="+")
    seed = models.BigIntegerField()
    #: The first moment of the first day in which something happens.
    began_at = models.DateTimeField()
    #: Everything before this moment has happened.
    lived_until = models.DateTimeField()
    #: Where the catching up ends; the progress is measured against it.
    goal_at = models.DateTimeField()
    phase = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=sorted(map(str, Phase))), name="simulation_life_phase"),
            models.CheckConstraint(condition=Q(lived_until__gte=F("began_at")), name="simulation_life_goes_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.phase} until {self.lived_until:%Y-%m-%d %H:%M}"

    @property
    def progress(self) -> float:
        """Return how much of the past has been lived through, from 0 to 1."""
        whole = (self.goal_at - self.began_at).total_seconds()
        done = (self.lived_until - self.began_at).total_seconds()
        return 1.0 if whole <= 0 else max(0.0, min(1.0, done / whole))
