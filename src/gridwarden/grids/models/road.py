"""Roads and their grades."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex

from gridwarden.grids.domain.kinds import ControlLevel, GradeSource, RoadGrade
from gridwarden.grids.models.columns import STORED_SRID, one_of, tile_column
from gridwarden.grids.models.district import District


class Road(models.Model):
    """One road, or the part of it that the source drew as one line, inside the district."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="roads")
    #: Names the road in its source, for example ``way/42``; a new file updates the road of the same key.
    source_key = models.CharField(max_length=80)
    osm_id = models.BigIntegerField(null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    #: OpenStreetMap's class of the road.
    highway = models.CharField(max_length=30)
    grade = models.CharField(max_length=12)
    grade_source = models.CharField(max_length=12, default=GradeSource.HIGHWAY_TAG.value)
    #: Why a person graded it differently.
    grade_reason = models.CharField(max_length=300, blank=True)
    control = models.CharField(max_length=10)
    geom = models.MultiLineStringField(srid=STORED_SRID)
    shape = tile_column()
    length_m = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "source_key"], name="grids_road_source_key"),
            one_of("grade", RoadGrade, table="road"),
            one_of("grade_source", GradeSource, table="road"),
            one_of("control", ControlLevel, table="road"),
            models.CheckConstraint(
                condition=~models.Q(grade_source=GradeSource.OVERRIDE.value) | ~models.Q(grade_reason=""),
                name="grids_road_override_has_reason",
            ),
        ]
        indexes = [
            GistIndex(fields=["shape"], name="grids_road_shape"),
            models.Index(fields=["district", "grade", "name"], name="grids_road_grade"),
        ]

    def __str__(self) -> str:
        return self.name or self.source_key
