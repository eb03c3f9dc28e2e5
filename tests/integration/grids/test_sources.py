"""Every format is known by its content, read whole, and refused with a reason when it is broken."""

from __future__ import annotations

import contextlib
import gzip
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
import shapely

from gridwarden.algorithms.geodesy import from_cgcs2000, to_metres
from gridwarden.grids.domain.faults import FaultRule, ImportRefused
from gridwarden.grids.domain.kinds import BackdropKind
from gridwarden.grids.sources import osm, reading, vector
from gridwarden.grids.sources.files import Format, SourceFile
from tests.integration.grids import samples

SQUARE = shapely.box(120.46, 31.59, 120.47, 31.60)
NEXT = shapely.box(120.47, 31.59, 120.48, 31.60)
ROWS = ((SQUARE, {"code": "A01", "name": "安镇"}), (NEXT, {"code": "A02", "name": "羊尖"}))


def rule_of(content: bytes | SourceFile, crs: str = "wgs84") -> FaultRule:
    file = content if isinstance(content, SourceFile) else SourceFile("file", content)
    with pytest.raises(ImportRefused) as refusal:
        reading.features(file, crs)
    return refusal.value.faults[0].rule


@pytest.mark.parametrize(
    "file",
    [
        samples.geojson(*ROWS),
        samples.geopackage(*ROWS),
        samples.shapefile(*ROWS),
        samples.shapefile(*ROWS, encoding="gbk"),
        samples.shapefile(*ROWS, encoding="gbk", note="GBK"),
    ],
    ids=["geojson", "geopackage", "shapefile", "shapefile in gbk", "shapefile that says so"],
)
def test_every_format_gives_the_same_rows(file: SourceFile) -> None:
    first, second = reading.features(file, "cgcs2000")
    assert (first.row, first.word("code"), first.word("name")) == (1, "A01", "安镇")
    assert (second.row, second.word("code"), second.word("name")) == (2, "A02", "羊尖")
    assert first.geometry is not None
    assert first.geometry.equals(SQUARE)


def test_a_projected_layer_is_brought_into_degrees() -> None:
    rows = [(to_metres(shape, 4549), properties) for shape, properties in ROWS]
    for file in (samples.shapefile(*rows, srs_wkt=samples.PLANE_WKT), samples.geopackage(*rows, epsg=4549)):
        first, _ = reading.features(file, "cgcs2000")
        assert first.geometry is not None
        assert first.geometry.normalize().equals_exact(SQUARE.normalize(), 1e-9)


@pytest.mark.parametrize("srs_wkt", ["", "nonsense", 'LOCAL_CS["somewhere"]'])
def test_a_layer_that_does_not_say_its_system_is_taken_as_declared(srs_wkt: str) -> None:
    first, _ = reading.features(samples.shapefile(*ROWS, srs_wkt=srs_wkt), "cgcs2000")
    assert first.geometry is not None
    assert first.geometry.equals(SQUARE)


def test_a_row_without_a_shape_is_read_without_one() -> None:
    _, empty = reading.features(samples.geopackage(ROWS[0], (None, ROWS[1][1])), "cgcs2000")
    assert (empty.geometry, empty.word("code")) == (None, "A02")


def test_the_declared_system_is_converted() -> None:
    shifted = shapely.Point(*from_cgcs2000(120.46, 31.59, "bd09"))
    (row,) = reading.features(samples.geojson((shifted, {})), "bd09")
    assert row.geometry is not None
    assert row.geometry.equals_exact(shapely.Point(120.46, 31.59), 1e-8)


def test_a_bare_geometry_and_a_single_feature_are_files_too() -> None:
    bare = SourceFile("x", shapely.to_geojson(SQUARE).encode())
    single = SourceFile("x", b'\xef\xbb\xbf {"type": "Feature", "id": 7, "properties": null, "geometry": null}')
    assert reading.features(bare, "wgs84")[0].geometry == SQUARE
    assert reading.features(single, "wgs84")[0].key == "id/7"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", FaultRule.UNREADABLE),
        (b"code;name", FaultRule.UNREADABLE),
        (b"{", FaultRule.UNREADABLE),
        (b'{"type": "FeatureCollection", "features": [1]}', FaultRule.UNREADABLE),
        (b'{"type": "FeatureCollection", "features": [{"geometry": {"type": "Polygon"}}]}', FaultRule.UNREADABLE),
        (b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1e9, 2]}}', FaultRule.BAD_COORDINATE),
        (b"SQLite format 3\0" + b"garbage", FaultRule.UNREADABLE),
        (b"PK\x03\x04garbage", FaultRule.UNREADABLE),
        (samples.OSM.encode(), FaultRule.UNREADABLE),
        (b'{"a":' * 100_000, FaultRule.UNREADABLE),
        (b"{}", FaultRule.UNREADABLE),
        (b'{"type": "Feature", "properties": {"name": "a\\u0000b"}, "geometry": null}', FaultRule.UNREADABLE),
        (b'{"type": "Feature", "properties": {"name": "\\ud800"}, "geometry": null}', FaultRule.UNREADABLE),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(content: bytes, rule: FaultRule) -> None:
    assert rule_of(content) is rule


def test_gdal_is_not_asked_to_follow_a_disguised_reference(tmp_path: Path) -> None:
    """A virtual format would make GDAL open any other file of the server."""
    lure = f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{tmp_path}</SrcDataSource></OGRVRTLayer>'
    assert rule_of(lure.encode()) is FaultRule.UNREADABLE


def archive(**parts: bytes) -> SourceFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("_", "."), content)
    return SourceFile("parts.zip", packed.getvalue())


def test_an_archive_holds_exactly_one_shapefile() -> None:
    assert rule_of(archive(a_txt=b"")) is FaultRule.UNREADABLE
    assert rule_of(archive(a_shp=b"", b_shp=b"")) is FaultRule.UNREADABLE
    assert rule_of(archive(a_shp=b"not a shape")) is FaultRule.UNREADABLE


def test_damaged_parts_of_a_shapefile_never_end_otherwise_than_in_rows_or_a_refusal() -> None:
    with zipfile.ZipFile(io.BytesIO(samples.shapefile(*ROWS).content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    luck = random.Random(7)  # noqa: S311
    for _ in range(150):
        name = luck.choice([name for name in parts if not name.endswith(".cpg")])
        damaged = bytearray(parts[name])
        for _ in range(luck.choice([1, 3, 10])):
            damaged[luck.randrange(len(damaged))] = luck.randrange(256)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for part, content in (parts | {name: bytes(damaged)}).items():
                target.writestr(part, content)
        with contextlib.suppress(ImportRefused):
            reading.features(SourceFile("parts.zip", packed.getvalue()), "wgs84")


@pytest.mark.parametrize("at", [8, 10, 28])
def test_an_archive_that_is_locked_or_damaged_is_refused(at: int) -> None:
    """The lock, the way of packing and the length of the name, in the archive's directory."""
    damaged = bytearray(samples.shapefile(*ROWS).content)
    for entry in re.finditer(rb"PK\x01\x02", bytes(damaged)):
        damaged[entry.start() + at] ^= 0x63
    assert rule_of(SourceFile("parts.zip", bytes(damaged))) is FaultRule.UNREADABLE


def test_a_reference_under_the_name_of_a_shapefile_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text('name,WKT\nsecret,"POINT (120.46 31.59)"\n')
    lure = (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        '<GeometryField encoding="WKT" field="WKT"/></OGRVRTLayer></OGRVRTDataSource>'
    )
    assert rule_of(archive(a_shp=lure.encode())) is FaultRule.UNREADABLE


def test_an_archive_that_unpacks_to_too_much_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector, "MAX_UNPACKED_BYTES", 1000)
    assert rule_of(archive(a_shp=b"\0" * 2000)) is FaultRule.UNREADABLE


def test_a_shapefile_on_disk_is_read_with_its_sisters(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(samples.shapefile(*ROWS).content)) as parts:
        for entry in parts.namelist():
            (tmp_path / Path(entry).name).write_bytes(parts.read(entry))
    file, again = SourceFile.at(tmp_path / "rows.shp"), SourceFile.at(tmp_path / "rows.shp")
    assert [row.word("name") for row in reading.features(file, "cgcs2000")] == ["安镇", "羊尖"]
    assert file.sha256 == again.sha256


# -- OpenStreetMap -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [samples.OSM.encode(), gzip.compress(samples.OSM.encode())], ids=["xml", "gzip"])
def test_osm_gives_roads_and_the_base_map(content: bytes) -> None:
    file = SourceFile("town.osm", content)
    layers = osm.read(file, "wgs84")
    assert file.format is Format.OSM
    assert [(road.source_key, road.osm_id, road.name, road.highway) for road in layers.roads] == [
        ("way/101", 101, "人民路", "primary"),
        ("way/104", 104, "", "residential"),
    ]
    assert sorted((each.kind, each.name) for each in layers.backdrops) == [
        (BackdropKind.BUILDING, "文化馆"),
        (BackdropKind.WATER, ""),
        (BackdropKind.WATERWAY, ""),
    ]


def test_a_way_of_which_the_extract_lacks_a_node_is_interrupted() -> None:
    layers = osm.read(SourceFile("town.osm", samples.OSM.encode()), "wgs84")
    assert layers.roads[1].geometry.geom_type == "MultiLineString"


def test_a_house_whose_outline_does_not_close_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def create_multipolygon(self, _area: object) -> str:
            raise RuntimeError("invalid area")

    monkeypatch.setattr(osm, "_FACTORY", Broken())
    layers = osm.read(SourceFile("town.osm", samples.OSM.encode()), "wgs84")
    assert [each.kind for each in layers.backdrops] == [BackdropKind.WATERWAY]
    assert len(layers.roads) == 2


def test_osm_in_a_declared_system_is_converted() -> None:
    plain, shifted = (osm.read(SourceFile("town.osm", samples.OSM.encode()), crs) for crs in ("wgs84", "gcj02"))
    assert plain.roads[0].geometry.distance(shapely.Point(120.45, 31.595)) < 1e-9
    assert shifted.roads[0].geometry.distance(shapely.Point(120.45, 31.595)) > 1e-3


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?><html/>",
        b"<osm version='0.6'><node id='x'/></osm>",
        b"<osm><node id='1' lat='nan' lon='9'/></osm>",
        b"\x1f\x8bno",
    ],
)
def test_a_broken_osm_file_is_refused(content: bytes) -> None:
    with pytest.raises(ImportRefused) as refusal:
        osm.read(SourceFile("town.osm", content), "wgs84")
    assert refusal.value.faults[0].rule is FaultRule.UNREADABLE
