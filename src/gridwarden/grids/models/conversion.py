"""Between the database's geometry objects and shapely's."""

from __future__ import annotations

from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiLineString, MultiPolygon

from gridwarden.grids.models.columns import STORED_SRID


def to_shapely(geometry: GEOSGeometry) -> Any:
    """Return a stored geometry as shapely's."""
    return shapely.from_wkb(bytes(geometry.wkb))


def to_stored(geometry: shapely.Geometry) -> GEOSGeometry:
    """Return a geometry in degrees as the database stores it."""
    return GEOSGeometry(memoryview(shapely.to_wkb(geometry)), srid=STORED_SRID)


def to_polygons(geometry: shapely.Geometry) -> MultiPolygon:
    """Return a polygon or several as the multi-part geometry of a column."""
    stored = to_stored(geometry)
    return stored if isinstance(stored, MultiPolygon) else MultiPolygon(stored, srid=STORED_SRID)


def to_lines(geometry: shapely.Geometry) -> MultiLineString:
    """Return a line or several as the multi-part geometry of a column."""
    stored = to_stored(geometry)
    return stored if isinstance(stored, MultiLineString) else MultiLineString(stored, srid=STORED_SRID)
