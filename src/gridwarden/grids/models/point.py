"""Points of interest: schools, markets, hospitals, squares, by the names that people use."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.db.models import Q

from gridwarden.grids.domain.kinds import PointKind, PointSource
from gridwarden.grids.models.columns import STORED_SRID, one_of
from gridwarden.grids.models.district import District


class PointOfInterest(models.Model):
    """A place that a map, a list or somebody at the desk told of; withdrawn ones stay known, lest they come back."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=10)
    source_key = models.CharField(max_length=90)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    road = models.CharField(max_length=120, blank=True)
    number = models.PositiveIntegerField(default=0)
    place = models.PointField(srid=STORED_SRID, spatial_index=False)
    #: Why it is no longer found, and since when; both or neither.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "source", "source_key"], name="grids_point_once"),
            one_of("kind", PointKind, table="point"),
            one_of("source", PointSource, table="point"),
            models.CheckConstraint(condition=~Q(name=""), name="grids_point_has_a_name"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="grids_point_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["district", "name", "id"], name="grids_point_by_name")]

    def __str__(self) -> str:
        return self.name
