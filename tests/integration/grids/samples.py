"""Files of every format, made on the spot without the library that reads them."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import shapely

from gridwarden.grids.sources.files import SourceFile

Row = tuple[shapely.Geometry | None, dict[str, Any]]

CGCS2000_WKT = (
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
PLANE_WKT = (
    f'PROJCS["CGCS2000_3_Degree_GK_CM_120E",{CGCS2000_WKT},PROJECTION["Gauss_Kruger"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],'
    'PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def geojson(*rows: Row, name: str = "rows.geojson") -> SourceFile:
    """A FeatureCollection."""
    features = [
        {"type": "Feature", "properties": properties, "geometry": shape and shapely.geometry.mapping(shape)}
        for shape, properties in rows
    ]
    return SourceFile(name, json.dumps({"type": "FeatureCollection", "features": features}).encode())


def geopackage(*rows: Row, epsg: int = 4490) -> SourceFile:
    """A GeoPackage with one layer whose columns are the properties of the first row."""
    columns = [*rows[0][1]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.gpkg"
        base = sqlite3.connect(path)
        base.executescript(
            """
            PRAGMA application_id = 0x47504B47;
            PRAGMA user_version = 10300;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT,
                description TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
                srs_id INTEGER, z INTEGER, m INTEGER);
            INSERT INTO gpkg_contents VALUES ('rows', 'features', 'rows', '', '2026-01-01T00:00:00Z', 0, 0, 1, 1, srs);
            INSERT INTO gpkg_geometry_columns VALUES ('rows', 'geom', 'GEOMETRY', srs, 0, 0);
            """.replace("srs)", f"{epsg})").replace("srs,", f"{epsg},")
        )
        wkt = CGCS2000_WKT if epsg == 4490 else PLANE_WKT
        base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('here', ?, 'EPSG', ?, ?, '')", [epsg, epsg, wkt])
        texts = ", ".join(f"{column} TEXT" for column in columns)
        base.execute(f"CREATE TABLE rows (fid INTEGER PRIMARY KEY, geom BLOB, {texts})")
        for shape, properties in rows:
            header = b"GP\0\x01" + struct.pack("<i", epsg)
            values = [shape and header + shapely.to_wkb(shape, byte_order=1), *[properties[c] for c in columns]]
            places = ", ".join("?" * len(values))
            base.execute(f"INSERT INTO rows VALUES (NULL, {places})", values)  # noqa: S608 - question marks only
        base.commit()
        base.close()
        return SourceFile("made.gpkg", path.read_bytes())


def shapefile(*rows: Row, srs_wkt: str = CGCS2000_WKT, encoding: str = "utf-8", note: str = "") -> SourceFile:
    """The zip archive of a polygon shapefile."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("城区/rows.shp", _shp([shape for shape, _ in rows]))
        parts.writestr("城区/rows.shx", _shx([shape for shape, _ in rows]))
        parts.writestr("城区/rows.dbf", _dbf([properties for _, properties in rows], encoding))
        parts.writestr("城区/rows.prj", srs_wkt)
        parts.writestr("城区/readme.txt", "left alone")
        if note:
            parts.writestr("城区/rows.cpg", note)
    return SourceFile("rows.zip", archive.getvalue())


def _record(shape: Any) -> bytes:
    ring = shapely.get_coordinates(shapely.orient_polygons(shape, exterior_cw=True))
    head = struct.pack("<i4d", 5, *shape.bounds) + struct.pack("<iii", 1, len(ring), 0)
    return head + b"".join(struct.pack("<2d", *point) for point in ring.tolist())


def _head(length: int, shapes: list[Any]) -> bytes:
    bounds = shapely.total_bounds(shapes).tolist()
    return struct.pack(">i5ii", 9994, 0, 0, 0, 0, 0, length // 2) + struct.pack("<ii8d", 1000, 5, *bounds, 0, 0, 0, 0)


def _shp(shapes: list[Any]) -> bytes:
    records = [_record(shape) for shape in shapes]
    body = b"".join(struct.pack(">ii", n, len(r) // 2) + r for n, r in enumerate(records, start=1))
    return _head(100 + len(body), shapes) + body


def _shx(shapes: list[Any]) -> bytes:
    body, offset = b"", 100
    for shape in shapes:
        length = len(_record(shape))
        body += struct.pack(">ii", offset // 2, length // 2)
        offset += 8 + length
    return _head(100 + len(body), shapes) + body


def _dbf(rows: list[dict[str, Any]], encoding: str, width: int = 40) -> bytes:
    names = [*rows[0]]
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode(), b"C", width, 0) for name in names)
    head = struct.pack("<B3BIHH20x", 3, 126, 1, 1, len(rows), 33 + len(fields), 1 + width * len(names))
    body = b"".join(b" " + b"".join(str(row[n]).encode(encoding).ljust(width) for n in names) for row in rows)
    return head + fields + b"\r" + body + b"\x1a"


#: Four corners, a road with a name in Chinese, a driveway, a footpath, a house, a pond, a river that leaves the file.
OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="hand">
 <node id="1" version="1" lat="31.5950" lon="120.4500"/>
 <node id="2" version="1" lat="31.5950" lon="120.4700"/>
 <node id="3" version="1" lat="31.5950" lon="120.4900"/>
 <node id="11" version="1" lat="31.5920" lon="120.4620"/>
 <node id="12" version="1" lat="31.5920" lon="120.4630"/>
 <node id="13" version="1" lat="31.5930" lon="120.4630"/>
 <node id="14" version="1" lat="31.5930" lon="120.4620"/>
 <way id="101" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
  <tag k="highway" v="primary"/><tag k="name" v="Renmin Road"/><tag k="name:zh" v="人民路"/></way>
 <way id="102" version="1"><nd ref="11"/><nd ref="13"/>
  <tag k="highway" v="service"/><tag k="service" v="driveway"/></way>
 <way id="103" version="1"><nd ref="11"/><nd ref="13"/><tag k="highway" v="footway"/></way>
 <way id="104" version="1"><nd ref="11"/><nd ref="12"/><nd ref="99"/><nd ref="13"/><nd ref="14"/>
  <tag k="highway" v="residential"/></way>
 <way id="105" version="1"><nd ref="98"/><nd ref="99"/><tag k="highway" v="residential"/></way>
 <way id="201" version="1"><nd ref="11"/><nd ref="12"/><nd ref="13"/><nd ref="14"/><nd ref="11"/>
  <tag k="building" v="yes"/><tag k="name" v="文化馆"/></way>
 <way id="202" version="1"><nd ref="11"/><nd ref="12"/><nd ref="13"/><nd ref="11"/><tag k="natural" v="water"/></way>
 <way id="203" version="1"><nd ref="1"/><nd ref="11"/><tag k="waterway" v="river"/></way>
 <way id="204" version="1"><nd ref="11"/><nd ref="12"/><nd ref="13"/><nd ref="11"/><tag k="building" v="no"/></way>
</osm>
"""
