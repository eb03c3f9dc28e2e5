"""The responsibility grid."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db.models import F, Func, Q, Value

from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.models.columns import STORED_SRID, DatedQuerySet, ends_after_start, one_of, tile_column
from gridwarden.grids.models.district import District


class Grid(models.Model):
    """A responsibility grid as it was from ``valid_from`` until the day before ``valid_to``.

    A change closes the row and opens another under the same code, so that a case of last year still
    lies in the grid of last year.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="grids")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    grid_class = models.CharField(max_length=1)
    patrol_mode = models.CharField(max_length=8)
    geom = models.MultiPolygonField(srid=STORED_SRID)
    shape = tile_column()
    #: Measured in the district's plane.
    area_m2 = models.FloatField()
    #: Greatest distance between two points of the grid, measured in the district's plane.
    diameter_m = models.FloatField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Grid"].as_manager()

    class Meta:
        constraints = [
            one_of("grid_class", GridClass, table="grid"),
            one_of("patrol_mode", PatrolMode, table="grid"),
            ends_after_start("grid"),
            models.CheckConstraint(condition=Q(area_m2__gt=0) & Q(diameter_m__gt=0), name="grids_grid_measured"),
            ExclusionConstraint(
                name="grids_grid_one_version_a_day",
                expressions=[
                    (F("district"), RangeOperators.EQUAL),
                    (F("code"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [GistIndex(fields=["shape"], name="grids_grid_shape")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
