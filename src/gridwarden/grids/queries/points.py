"""The points of interest of a district: for the gazetteer, and for those who keep them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from gridwarden.algorithms.address import Kind
from gridwarden.grids.domain.kinds import PointKind, PointSource
from gridwarden.grids.domain.places import PlaceDraft
from gridwarden.grids.models import PointOfInterest
from gridwarden.platform.refusals import NotFound
from gridwarden.platform.ui.paging import Page, page

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor

#: The nearest named road of each point, by the index of the roads' geometry; farther ones say nothing.
_BESIDE = """
SELECT point.id, road.name FROM grids_pointofinterest point
CROSS JOIN LATERAL (
    SELECT name, geom FROM grids_road
    WHERE district_id = %s AND name <> '' ORDER BY geom <-> point.place LIMIT 1
) road
WHERE point.id = ANY(%s) AND ST_DWithin(road.geom::geography, point.place::geography, 150)
"""


class NoPoint(NotFound):
    """There is no such point of interest, or it is another district's."""

    code = "no_point"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A point of interest; degrees are CGCS2000."""

    id: int
    name: str
    kind: PointKind
    source: PointSource
    address: str
    lon: float
    lat: float
    withdrawn_at: datetime | None
    withdrawn_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which points are listed: a part of the name, a kind, and whether those that were withdrawn."""

    text: str = ""
    kind: str = ""
    withdrawn: bool = False


def visible_to(actor: Actor) -> QuerySet[PointOfInterest]:
    """Return the points that ``actor`` may know: those of their district."""
    everything = PointOfInterest.objects.all()
    return everything if actor.district_id is None else everything.filter(district_id=actor.district_id)


def one(actor: Actor, point_id: int) -> PointRow:
    """Return a point that ``actor`` may know."""
    point = visible_to(actor).filter(pk=point_id).first()
    if point is None:
        raise NoPoint("There is no such point of interest.")
    return _row(point)


def rows(actor: Actor, wanted: Wanted, cursor: str | None = None) -> Page[PointRow]:
    """Return a page of the points by name; one statement."""
    return page(_chosen(actor, wanted), order=("name", "id"), cursor=cursor).map(_row)


def every(actor: Actor, wanted: Wanted) -> list[PointRow]:
    """Return all of them, for a file; one statement."""
    return [_row(point) for point in _chosen(actor, wanted).order_by("name", "id")]


def _chosen(actor: Actor, wanted: Wanted) -> QuerySet[PointOfInterest]:
    chosen = visible_to(actor).filter(withdrawn_at__isnull=not wanted.withdrawn)
    if wanted.text:
        chosen = chosen.filter(name__icontains=wanted.text)
    return chosen.filter(kind=wanted.kind) if wanted.kind in list(PointKind) else chosen


def named(district_id: int, at: datetime) -> list[PlaceDraft]:  # noqa: ARG001 - asked like every source of places
    """Return the points as places, without those that were withdrawn; one statement, two where names occur twice.

    Of several that bear the same name, those without an address are told apart by the road beside them.
    """
    points = list(PointOfInterest.objects.filter(district=district_id, withdrawn_at=None).order_by("pk"))
    often = Counter(point.name for point in points)
    unclear = [point.pk for point in points if often[point.name] > 1 and not point.road]
    roads = _roads_beside(district_id, unclear) if unclear else {}
    return [
        PlaceDraft(
            source_key=str(point.pk),
            kind=Kind.LANDMARK,
            name=point.name,
            road=point.road or roads.get(point.pk, ""),
            number=point.number,
            lon=point.place.x,
            lat=point.place.y,
        )
        for point in points
    ]


def _row(point: PointOfInterest) -> PointRow:
    return PointRow(
        id=point.pk,
        name=point.name,
        kind=PointKind(point.kind),
        source=PointSource(point.source),
        address=f"{point.road}{point.number}号" if point.number else point.road,
        lon=point.place.x,
        lat=point.place.y,
        withdrawn_at=point.withdrawn_at,
        withdrawn_reason=point.withdrawn_reason,
    )


def _roads_beside(district_id: int, point_ids: list[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, [district_id, point_ids])
        return dict(cursor.fetchall())
