"""What the base map draws beneath the grids."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex

from gridwarden.grids.domain.kinds import BackdropKind
from gridwarden.grids.models.columns import STORED_SRID, one_of, tile_column
from gridwarden.grids.models.district import District


class Backdrop(models.Model):
    """A building, a water body, a park or a railway: drawn, never managed."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="backdrops")
    source_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120, blank=True)
    geom = models.GeometryField(srid=STORED_SRID)
    shape = tile_column()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "source_key"], name="grids_backdrop_source_key"),
            one_of("kind", BackdropKind, table="backdrop"),
        ]
        indexes = [GistIndex(fields=["shape"], name="grids_backdrop_shape")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()
