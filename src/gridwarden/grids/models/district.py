"""The district and the version of its territory."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex

from gridwarden.grids.models.columns import STORED_SRID, tile_column


class District(models.Model):
    """One county or city district; everything else hangs on it."""

    #: Administrative code of six digits (GB/T 2260).
    code6 = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=80)
    boundary = models.MultiPolygonField(srid=STORED_SRID)
    shape = tile_column("boundary")
    #: EPSG number of the 3-degree Gauss-Krüger plane in which this district is measured.
    plane_srid = models.PositiveIntegerField()
    #: System in which the boundary was delivered (``wgs84``, ``cgcs2000``, ``gcj02``, ``bd09``).
    source_crs = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(code6__regex=r"^[0-9]{6}$"), name="grids_district_code6_digits"),
        ]
        indexes = [GistIndex(fields=["shape"], name="grids_district_shape")]

    def __str__(self) -> str:
        return f"{self.code6} {self.name}"


class TerritoryVersion(models.Model):
    """A number that changes with every change to a district's territory.

    A trigger draws it from a sequence, so that a number that was rolled back never comes again:
    whatever was computed under one version stays true of that version.
    """

    district = models.OneToOneField(District, on_delete=models.CASCADE, primary_key=True, related_name="version")
    version = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.pk}: {self.version}"
