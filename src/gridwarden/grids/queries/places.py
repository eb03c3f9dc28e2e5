"""Search places by name, and read what the territory itself knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.timezone import localdate

from gridwarden.algorithms.address import Entry, Gazetteer, Kind, Params, Part
from gridwarden.grids.domain.kinds import ZoneKind
from gridwarden.grids.domain.places import PlaceDraft
from gridwarden.grids.models import Backdrop, District, Place, PointOfInterest, Zone
from gridwarden.grids.models import Gazetteer as Book
from gridwarden.grids.models.conversion import to_shapely

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.address import Hit

#: Districts whose places a process keeps in memory.
_KEPT = 8
_ROADS = """
SELECT DISTINCT ON (name) name, ST_X(middle), ST_Y(middle)
FROM (SELECT name, length_m, id, ST_PointOnSurface(geom) AS middle FROM grids_road
      WHERE district_id = %s AND name <> '') piece
ORDER BY name, length_m DESC, id
"""
_CROSSINGS = """
SELECT DISTINCT ON (road, cross_road) road, cross_road, ST_X(meeting), ST_Y(meeting)
FROM (SELECT one.name AS road, other.name AS cross_road,
             ST_PointOnSurface(ST_Intersection(one.geom, other.geom)) AS meeting
      FROM grids_road one JOIN grids_road other
        ON other.district_id = one.district_id AND one.name < other.name AND ST_Intersects(one.geom, other.geom)
      WHERE one.district_id = %s AND one.name <> '') met
ORDER BY road, cross_road, ST_X(meeting), ST_Y(meeting)
"""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A part that was recognised: which, the place's words, and what was typed."""

    part: Part
    text: str
    typed: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place that what was typed may mean; degrees are CGCS2000."""

    id: int
    label: str
    kind: Kind
    lon: float
    lat: float
    score: float
    #: The known house numbers by which the place was put, two or the nearest; empty where it is known itself.
    between: tuple[int, ...]
    matches: tuple[MatchRow, ...]


def search(district_id: int, typed: str, limit: int = 8) -> tuple[PlaceRow, ...]:
    """Return the places of a district that ``typed`` may mean, the likeliest first.

    One SQL statement; two more when this process searches these places first.
    """
    version = Book.objects.filter(district=district_id).values_list("version", flat=True).first()
    if not version or not typed.strip():
        return ()
    hits = _gazetteer(district_id, version).search(typed, Params(limit=limit))
    known = {hit.entry.label for hit in hits}
    # the road at the place of a known house is that house once more
    return tuple(_row(hit) for hit in hits if not (hit.between and _label(hit) in known))


@lru_cache(maxsize=_KEPT)
def _gazetteer(district_id: int, version: int) -> Gazetteer:  # noqa: ARG001 - a new version is read anew
    name = District.objects.values_list("name", flat=True).get(pk=district_id)
    rows = Place.objects.filter(district=district_id).order_by("pk")
    return Gazetteer(map(_entry, rows), common=(name,))


def _entry(place: Place) -> Entry:
    return Entry(
        key=place.pk,
        kind=Kind(place.kind),
        name=place.name,
        road=place.road,
        cross_road=place.cross_road,
        number=place.number,
        area=place.area,
        lon=place.place.x,
        lat=place.place.y,
    )


def _row(hit: Hit) -> PlaceRow:
    return PlaceRow(
        id=hit.entry.key,
        label=_label(hit),
        kind=hit.entry.kind,
        lon=hit.lon,
        lat=hit.lat,
        score=round(hit.score, 3),
        between=hit.between,
        matches=tuple(MatchRow(one.part, one.text, one.typed, one.likeness) for one in hit.matches),
    )


def _label(hit: Hit) -> str:
    """Return how one would write the place: with the number that was typed, and by which ones it was put there."""
    if not hit.between:
        return hit.entry.label
    house, low, high = f"{hit.entry.label}{hit.number}号", hit.between[0], hit.between[-1]
    if low != high:
        return f"{house}（{low}号—{high}号之间）"
    return house if low == hit.number else f"{house}（{low}号附近）"


def territory(district_id: int, at: datetime) -> list[PlaceDraft]:
    """Return what the territory itself knows: roads, their crossings, zones, named land; four statements."""
    return [*_roads(district_id), *_crossings(district_id), *_zones(district_id, at), *_land(district_id)]


def _roads(district_id: int) -> list[PlaceDraft]:
    with connection.cursor() as cursor:
        cursor.execute(_ROADS, [district_id])
        return [
            PlaceDraft(source_key=f"road {name}", kind=Kind.ROAD, road=name, lon=lon, lat=lat)
            for name, lon, lat in cursor.fetchall()
        ]


def _crossings(district_id: int) -> list[PlaceDraft]:
    with connection.cursor() as cursor:
        cursor.execute(_CROSSINGS, [district_id])
        return [
            PlaceDraft(
                source_key=f"crossing {road} {cross_road}",
                kind=Kind.CROSSING,
                road=road,
                cross_road=cross_road,
                lon=lon,
                lat=lat,
            )
            for road, cross_road, lon, lat in cursor.fetchall()
        ]


def _zones(district_id: int, at: datetime) -> list[PlaceDraft]:
    named = Zone.objects.on(localdate(at)).filter(district=district_id).exclude(name="").exclude(kind=ZoneKind.EXCLUDED)
    drafts = []
    for zone in named.order_by("pk"):
        point = to_shapely(zone.geom).representative_point()
        drafts.append(
            PlaceDraft(source_key=f"zone {zone.pk}", kind=Kind.AREA, area=zone.name, lon=point.x, lat=point.y)
        )
    return drafts


def _land(district_id: int) -> list[PlaceDraft]:
    drafts: dict[str, PlaceDraft] = {}
    told = PointOfInterest.objects.filter(district=district_id).values("name")
    # a school is a building of the base map and a point of interest: one place, and withdrawn as one
    for piece in Backdrop.objects.filter(district=district_id).exclude(name="").exclude(name__in=told).order_by("pk"):
        point = to_shapely(piece.geom).representative_point()
        drafts.setdefault(
            piece.name,
            PlaceDraft(source_key=f"land {piece.name}", kind=Kind.LANDMARK, name=piece.name, lon=point.x, lat=point.y),
        )
    return list(drafts.values())
