"""Read GeoPackages and shapefiles through GDAL.

GDAL opens dozens of formats, some of which lead to other files or to the network. Only content that was
recognised is written to a folder of its own and opened; archives give up the parts of a shapefile and no more.
"""

from __future__ import annotations

import io
import lzma
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from django.contrib.gis.gdal import DataSource, GDALException, SRSException
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.features import Feature
from gridwarden.grids.sources.files import Format, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.gis.gdal.feature import Feature as GdalFeature
    from django.contrib.gis.gdal.layer import Layer
    from numpy.typing import NDArray

#: The parts of a shapefile that are read; everything else in the archive is left alone.
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
#: The first bytes of a shapefile: under its name GDAL would also open a description that leads to other files.
_SHAPEFILE = b"\x00\x00\x27\x0a"
#: An archive that unpacks to more than this is a trap.
MAX_UNPACKED_BYTES = 512 * 2**20
_STORED_EPSG = 4490
#: What opening a damaged or locked archive ends in; a lock and an unknown way of packing are plain ``RuntimeError``.
_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError)
#: What reading damaged shapes, names of columns or systems ends in.
_BROKEN_LAYER = (GDALException, SRSException, shapely.errors.ShapelyError, ValueError)


def read(file: SourceFile) -> list[Feature]:
    """Return the features of the only layer of a GeoPackage or shapefile."""
    with tempfile.TemporaryDirectory(prefix="gridwarden-") as folder:
        path = _laid_out(file, Path(folder))
        try:
            return _features(_only_layer(DataSource(path, encoding="utf-8")))
        except _BROKEN_LAYER as error:
            raise refuse(FaultRule.UNREADABLE, value=str(error)[:200], expected="GeoPackage, Shapefile") from None


def _laid_out(file: SourceFile, folder: Path) -> Path:
    if file.format is Format.GEOPACKAGE:
        path = folder / "file.gpkg"
        path.write_bytes(file.content)
        return path
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            return _unpacked(archive, folder)
    except _BROKEN_ARCHIVE as error:
        raise refuse(FaultRule.UNREADABLE, value=str(error), expected="zip") from None


def _unpacked(archive: zipfile.ZipFile, folder: Path) -> Path:
    shapes = [entry for entry in archive.namelist() if entry.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise refuse(FaultRule.UNREADABLE, value=", ".join(shapes)[:200], expected="one .shp")
    stem = shapes[0][: -len(".shp")]
    parts = {entry[len(stem) :].lower(): entry for entry in archive.namelist() if entry.startswith(stem + ".")}
    wanted = [(suffix, parts[suffix]) for suffix in _PARTS if suffix in parts]
    if sum(archive.getinfo(entry).file_size for _, entry in wanted) > MAX_UNPACKED_BYTES:
        raise refuse(FaultRule.UNREADABLE, value="zip", expected=f"<= {MAX_UNPACKED_BYTES} bytes")
    if archive.read(shapes[0])[: len(_SHAPEFILE)] != _SHAPEFILE:
        raise refuse(FaultRule.UNREADABLE, value=shapes[0][:200], expected="Shapefile")
    for suffix, entry in wanted:
        (folder / f"file{suffix}").write_bytes(archive.read(entry))
    _name_encoding(folder)
    return folder / "file.shp"


def _name_encoding(folder: Path) -> None:
    """Write down the encoding of the texts where the archive does not: UTF-8, or else GBK as Chinese tools write."""
    table, note = folder / "file.dbf", folder / "file.cpg"
    if note.exists() or not table.exists():
        return
    try:
        table.read_bytes()[32:].decode("utf-8", errors="strict")
        note.write_text("UTF-8")
    except UnicodeDecodeError:
        note.write_text("GBK")


def _only_layer(source: DataSource) -> Layer:
    layers: list[Layer] = [layer for layer in map(source.__getitem__, range(len(source))) if layer.num_feat]
    if len(layers) != 1:
        names = ", ".join(layer.name for layer in layers)
        raise refuse(FaultRule.UNREADABLE if layers else FaultRule.NOTHING_INSIDE, value=names, expected="one layer")
    return layers[0]


def _features(layer: Layer) -> list[Feature]:
    to_degrees = _to_degrees(layer)
    features = []
    for row, feature in enumerate(layer, start=1):
        shape = _shape(feature)
        properties = {name: feature.get(name) for name in feature.fields}
        key = properties.get("id")
        features.append(Feature(row, properties, to_degrees(shape), "" if key is None else f"id/{key}"[:80]))
    return features


def _shape(feature: GdalFeature) -> Any:
    try:
        return shapely.from_wkb(bytes(feature.geom.wkb))
    except GDALException:
        return None  # GDAL has no other word for a row without a shape


def _to_degrees(layer: Layer) -> Callable[[Any], Any]:
    """Return what turns a projected layer into degrees; a layer in degrees stays, its system is declared."""
    try:
        crs = CRS.from_wkt(layer.srs.wkt) if layer.srs else None
    except CRSError:
        crs = None
    if crs is None or not crs.is_projected:
        return lambda shape: shape
    degrees = Transformer.from_crs(crs, _STORED_EPSG, always_xy=True)

    def corners(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(degrees.transform(points[:, 0], points[:, 1]))

    return lambda shape: shape and shapely.transform(shapely.force_2d(shape), corners)
