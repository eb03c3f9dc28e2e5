"""Columns and constraints that several tables of the territory share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Transform
from django.db.models import F, Model, Q

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

#: CGCS2000 in degrees: the one system in which geometry is stored.
STORED_SRID = 4490
#: The plane of web maps: tiles are cut from it.
TILE_SRID = 3857

M = TypeVar("M", bound=Model)


class DatedQuerySet(models.QuerySet[M]):
    """Rows that are valid from a day (included) to another (not included)."""

    def on(self, day: date) -> Self:
        """Keep the rows valid on ``day``."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def ending_after(self, day: date) -> Self:
        """Keep the rows that are valid on ``day`` or will be later."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day))


def tile_column(source: str = "geom") -> models.GeneratedField:
    """Return the column that keeps ``source`` in the tiles' plane, computed by the database."""
    return models.GeneratedField(
        expression=Transform(F(source), TILE_SRID),
        output_field=models.GeometryField(srid=TILE_SRID, spatial_index=False),
        db_persist=True,
    )


def one_of(column: str, words: Iterable[str], *, table: str) -> models.CheckConstraint:
    """Return the constraint that ``column`` holds one of ``words``."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}__in": sorted(map(str, words))}), name=f"grids_{table}_{column}_known"
    )


def ends_after_start(table: str) -> models.CheckConstraint:
    """Return the constraint that a row is valid for at least a day."""
    return models.CheckConstraint(
        condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name=f"grids_{table}_ends_after_start"
    )
