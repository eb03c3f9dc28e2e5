"""Read any file of features, whatever its format, into CGCS2000."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.features import into_cgcs2000
from gridwarden.grids.sources import geojson, lists
from gridwarden.grids.sources.files import Format

if TYPE_CHECKING:
    from gridwarden.grids.domain.features import Feature
    from gridwarden.grids.sources.files import SourceFile


def features(file: SourceFile, crs: str) -> list[Feature]:
    """Return the features of a GeoJSON, GeoPackage or shapefile whose degrees are in ``crs``."""
    if file.format is Format.OSM:
        raise refuse(FaultRule.UNREADABLE, value="OSM", expected="GeoJSON, GeoPackage, Shapefile")
    if file.format in {Format.CSV, Format.WORKBOOK}:
        rows = lists.read(file)
    else:
        rows = geojson.read(file.content) if file.format is Format.GEOJSON else _through_gdal(file)
    return into_cgcs2000(rows, crs)


def _through_gdal(file: SourceFile) -> list[Feature]:
    from gridwarden.grids.sources import vector  # noqa: PLC0415 - GDAL, pyproj and Django: a second to load

    return vector.read(file)
