"""Read roads and the base map from OpenStreetMap files (.osm, .osm.gz, .osm.bz2, .osm.pbf)."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import osmium
import shapely
from osmium.filter import KeyFilter

from gridwarden.grids.domain.drafts import GRADE_OF_HIGHWAY, BackdropDraft, PointDraft, RoadDraft
from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.features import convert
from gridwarden.grids.domain.kinds import BackdropKind
from gridwarden.grids.domain.points import OSM_KEYS, address_of, centre, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.sources.files import SourceFile

_KEYS = tuple({"highway", "building", "natural", "water", "waterway", "landuse", *OSM_KEYS})
#: Driveways and the lanes of car parks are drawn by the thousand and kept by their owners.
_PRIVATE_SERVICE = {"driveway", "parking_aisle", "drive-through"}
_LINES = {
    "waterway": (BackdropKind.WATERWAY, {"river", "canal", "stream"}),
    "railway": (BackdropKind.RAILWAY, {"rail", "light_rail", "narrow_gauge"}),
}
_AREAS = (
    ("natural", BackdropKind.WATER, {"water"}),
    ("waterway", BackdropKind.WATER, {"riverbank", "dock"}),
    ("landuse", BackdropKind.WATER, {"reservoir", "basin"}),
    ("leisure", BackdropKind.GREEN, {"park", "garden"}),
    ("landuse", BackdropKind.GREEN, {"forest", "grass", "meadow", "recreation_ground", "village_green"}),
    ("natural", BackdropKind.GREEN, {"wood", "scrub", "grassland"}),
)
_NAME_LENGTH = 120
#: Amenities that draw no people.
_FURNITURE = {"bench", "waste_basket", "parking_space", "vending_machine", "post_box", "hunting_stand", "telephone"}


@dataclass(slots=True)
class OsmLayers:
    """What a file holds for us, in CGCS2000."""

    roads: list[RoadDraft] = field(default_factory=list)
    backdrops: list[BackdropDraft] = field(default_factory=list)
    #: Points of shops and of what else people go to.
    facilities: list[BaseGeometry] = field(default_factory=list)
    #: What people call by a name: schools, markets, squares.
    points: list[PointDraft] = field(default_factory=list)


def read(file: SourceFile, crs: str) -> OsmLayers:
    """Return the graded roads, and buildings, water, green and railways for the base map."""
    with tempfile.TemporaryDirectory(prefix="gridwarden-") as folder:
        path = Path(folder) / f"file{file.osm_suffix}"
        path.write_bytes(file.content)
        layers = OsmLayers()
        try:
            for thing in osmium.FileProcessor(str(path)).with_areas(KeyFilter(*_KEYS)).with_filter(KeyFilter(*_KEYS)):
                _take(thing, layers, crs)
        except (RuntimeError, ValueError, OverflowError, osmium.InvalidLocationError) as error:
            raise refuse(FaultRule.UNREADABLE, value=str(error)[:200], expected="OSM") from None
    return layers


def _take(thing: Any, layers: OsmLayers, crs: str) -> None:
    if thing.is_way():
        tags = dict(thing.tags)
        layers.roads.extend(_road(thing, tags, crs))
        layers.backdrops.extend(_line(thing, tags, crs))
    elif thing.is_area():
        tags = dict(thing.tags)
        shape = _shape(thing, crs) if _kind_of_area(tags) or _is_point(tags) else None
        if shape is not None:
            layers.backdrops.extend(_area(thing, tags, shape))
            layers.points.extend(_point(f"area/{thing.id}", tags, shape))
    elif thing.is_node():
        tags = dict(thing.tags)
        layers.facilities.extend(_facility(thing, tags, crs))
        if _is_point(tags) and thing.location.valid():
            place = convert(shapely.Point(thing.location.lon, thing.location.lat), crs)
            layers.points.extend(_point(f"node/{thing.id}", tags, place))


def _road(way: Any, tags: Mapping[str, str], crs: str) -> Iterator[RoadDraft]:
    highway = tags.get("highway", "")
    if highway not in GRADE_OF_HIGHWAY or tags.get("service") in _PRIVATE_SERVICE or tags.get("area") == "yes":
        return
    course = _course(way, crs)
    if course is not None:
        yield RoadDraft(
            source_key=f"way/{way.id}",
            osm_id=way.id,
            name=_name(tags) or tags.get("ref", ""),
            highway=highway,
            geometry=course,
        )


def _line(way: Any, tags: Mapping[str, str], crs: str) -> Iterator[BackdropDraft]:
    for key, (kind, values) in _LINES.items():
        if tags.get(key) in values and (course := _course(way, crs)) is not None:
            yield BackdropDraft(source_key=f"way/{way.id}", kind=kind, name=_name(tags), geometry=course)


def _facility(node: Any, tags: Mapping[str, str], crs: str) -> Iterator[BaseGeometry]:
    known = "shop" in tags or tags.get("amenity", "bench") not in _FURNITURE
    if known and node.location.valid():
        point = convert(shapely.Point(node.location.lon, node.location.lat), crs)
        if point is not None:
            yield point


def _area(area: Any, tags: Mapping[str, str], shape: BaseGeometry) -> Iterator[BackdropDraft]:
    kind = _kind_of_area(tags)
    if kind is not None:
        yield BackdropDraft(source_key=f"area/{area.id}", kind=kind, name=_name(tags), geometry=shape)


def _shape(area: Any, crs: str) -> BaseGeometry | None:
    try:
        return convert(shapely.from_wkb(_FACTORY.create_multipolygon(area)), crs)
    except (RuntimeError, shapely.errors.ShapelyError):
        return None  # the base map does without a building whose outline does not close


def _is_point(tags: Mapping[str, str]) -> bool:
    return bool(_name(tags)) and tags.get("amenity") not in _FURNITURE and kind_of(tags) is not None


def _point(key: str, tags: Mapping[str, str], shape: BaseGeometry | None) -> Iterator[PointDraft]:
    kind = kind_of(tags)
    if kind is None or shape is None or not _is_point(tags):
        return
    road, number = address_of(f"{tags.get('addr:street', '')}{tags.get('addr:housenumber', '')}")
    yield PointDraft(source_key=key, name=_name(tags), kind=kind, geometry=centre(shape), road=road, number=number)


_FACTORY = osmium.geom.WKBFactory()


def _kind_of_area(tags: Mapping[str, str]) -> BackdropKind | None:
    if tags.get("building", "no") != "no":
        return BackdropKind.BUILDING
    return next((kind for key, kind, values in _AREAS if tags.get(key) in values), None)


def _course(way: Any, crs: str) -> BaseGeometry | None:
    """Return the line of a way; where the extract lacks a node, the line is interrupted."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for node in way.nodes:
        if node.location.valid():
            pieces[-1].append((node.location.lon, node.location.lat))
        else:
            pieces.append([])
    lines = [shapely.LineString(piece) for piece in pieces if len(piece) > 1]
    if not lines:
        return None
    return convert(lines[0] if len(lines) == 1 else shapely.multilinestrings(lines), crs)


def _name(tags: Mapping[str, str]) -> str:
    return (tags.get("name:zh") or tags.get("name") or "")[:_NAME_LENGTH]
