"""Parts of the district: core, town, village, excluded land, water."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex

from gridwarden.grids.domain.kinds import ZoneKind
from gridwarden.grids.models.columns import STORED_SRID, DatedQuerySet, ends_after_start, one_of, tile_column
from gridwarden.grids.models.district import District


class Zone(models.Model):
    """A part of the district and what it is, valid from a day until another (not included)."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="zones")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80, blank=True)
    geom = models.MultiPolygonField(srid=STORED_SRID)
    shape = tile_column()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Zone"].as_manager()

    class Meta:
        constraints = [one_of("kind", ZoneKind, table="zone"), ends_after_start("zone")]
        indexes = [GistIndex(fields=["shape"], name="grids_zone_shape")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()
