"""A file that somebody hands in, and what it is by its content."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from gridwarden.grids.domain.faults import FaultRule, refuse

if TYPE_CHECKING:
    from pathlib import Path


class Format(StrEnum):
    """What a file is."""

    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    SHAPEFILE = "shapefile"
    OSM = "osm"
    WORKBOOK = "xlsx"
    CSV = "csv"


_MAGIC = (
    (b"SQLite format 3\0", Format.GEOPACKAGE),
    (b"PK\x03\x04", Format.SHAPEFILE),
    (b"\x1f\x8b", Format.OSM),
    (b"BZh", Format.OSM),
    (b"<?xml", Format.OSM),
    (b"<osm", Format.OSM),
    (b"{", Format.GEOJSON),
)
_WORKBOOK_PART = b"xl/workbook.xml"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SourceFile:
    """The name and the bytes of a file; a shapefile is the zip archive of its parts."""

    name: str
    content: bytes

    @classmethod
    def at(cls, path: Path) -> SourceFile:
        """Read a file from disk; beside a ``.shp`` its sister files are taken along."""
        if path.suffix.lower() == ".shp":
            return cls(path.name, _packed(path))
        return cls(path.name, path.read_bytes())

    @cached_property
    def sha256(self) -> str:
        """Return the hash by which the same file is known again."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def format(self) -> Format:
        """Return what the file is, by its first bytes; names lie too easily."""
        head = self.content[:64].removeprefix(_BYTE_ORDER_MARK).lstrip()
        for magic, kind in _MAGIC:
            if head.startswith(magic):
                # A workbook is an archive, too; its parts are named in plain bytes even where it is damaged.
                return Format.WORKBOOK if kind is Format.SHAPEFILE and _WORKBOOK_PART in self.content else kind
        if b"OSMHeader" in head:
            return Format.OSM
        if self.name.lower().endswith(".csv"):  # words begin with anything: here the name has to do
            return Format.CSV
        begins = f"'{head[:16].decode(errors='replace')}…'"
        raise refuse(FaultRule.UNREADABLE, value=begins, expected="GeoJSON, GeoPackage, Shapefile, OSM")

    @property
    def osm_suffix(self) -> str:
        """Return the ending by which the OSM reader knows the encoding."""
        if self.content.startswith(b"\x1f\x8b"):
            return ".osm.gz"
        if self.content.startswith(b"BZh"):
            return ".osm.bz2"
        return ".osm.pbf" if b"OSMHeader" in self.content[:64] else ".osm"


def _packed(path: Path) -> bytes:
    """Return the parts of a shapefile as one archive, the same bytes for the same parts."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            parts.writestr(zipfile.ZipInfo(part.name), part.read_bytes())
    return archive.getvalue()
