"""The gazetteer: places by name."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.db.models import Q

from gridwarden.algorithms.address import Kind
from gridwarden.grids.models.columns import STORED_SRID, one_of
from gridwarden.grids.models.district import District


class Place(models.Model):
    """A place that people name: gathered from its source again every night, never edited."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", db_index=False)
    #: Who knows it, and by which key.
    source = models.CharField(max_length=20)
    source_key = models.CharField(max_length=260)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120, blank=True)
    road = models.CharField(max_length=120, blank=True)
    cross_road = models.CharField(max_length=120, blank=True)
    number = models.PositiveIntegerField(default=0)
    area = models.CharField(max_length=120, blank=True)
    place = models.PointField(srid=STORED_SRID, spatial_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "source", "source_key"], name="grids_place_once"),
            one_of("kind", Kind, table="place"),
            models.CheckConstraint(condition=~Q(name="") | ~Q(road="") | ~Q(area=""), name="grids_place_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_key}"


class Gazetteer(models.Model):
    """How often a district's places changed: whoever holds them in memory sees that they are stale."""

    district = models.OneToOneField(District, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=0)
    gathered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.district_id} v{self.version}"
