"""Keep a district's points of interest: take them over, add one by hand, withdraw one, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from django.contrib.gis.geos import Point
from django.db import transaction

from gridwarden.algorithms.geodesy import Crs, to_cgcs2000
from gridwarden.grids.actions import places
from gridwarden.grids.actions.guards import editable
from gridwarden.grids.actions.upsert import Sync, sync
from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.kinds import PointSource
from gridwarden.grids.domain.points import address_of, key_of
from gridwarden.grids.models import PointOfInterest
from gridwarden.grids.models.columns import STORED_SRID
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries.points import NoPoint, visible_to
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.grids.actions.outcome import Outcome
    from gridwarden.grids.domain.drafts import PointDraft
    from gridwarden.grids.domain.kinds import PointKind
    from gridwarden.grids.models import District
    from gridwarden.platform.access import Actor

_POINT = Sync(PointOfInterest, ("kind", "name", "road", "number", "place"))


class BadPoint(Invalid):
    """A point without a name, outside the district, or withdrawn without a reason."""

    code = "bad_point"


class PointKnown(Conflict):
    """The same name at the same place is in the gazetteer already, or was withdrawn from it."""

    code = "point_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPoint:
    """A point as somebody writes it down; degrees are in ``crs``."""

    name: str
    kind: PointKind
    lon: float
    lat: float
    crs: Crs = Crs.CGCS2000
    address: str = ""


@transaction.atomic
def replace(*, by: Actor, at: datetime, district_id: int, points: Sequence[PointDraft], source: PointSource) -> Outcome:
    """Make ``points``, those inside the boundary, all that ``source`` told of; what was withdrawn stays withdrawn.

    Raises:
        ImportRefused: none lies in the district: the wrong file, or another coordinate system.
    """
    district = editable(by, district_id)
    kept = _inside(district, points)
    known = {row.source_key: row for row in PointOfInterest.objects.filter(district=district, source=source)}
    withdrawn = {key for key, row in known.items() if row.withdrawn_at}
    old = {key: row for key, row in known.items() if key not in withdrawn}
    new = [_drafted(district, draft, source) for draft in kept if draft.source_key not in withdrawn]
    outcome = sync(_POINT, old, new)
    if outcome.touched:
        _record("grids.points_replaced", by, at, district, source=source.value, **outcome.as_dict())
        places.gather_points(at=at, district_id=district.pk)
    return outcome


@transaction.atomic
def add(*, by: Actor, at: datetime, district_id: int, new: NewPoint) -> int:
    """Write a point down by hand; return its id. It is found at once.

    Raises:
        BadPoint: it has no name, or lies outside the district.
        PointKnown: the same name stands at the same place.
    """
    district = editable(by, district_id)
    name = new.name.strip()
    if not name:
        raise BadPoint("A point of interest has a name.", name="missing")
    lon, lat = (float(degrees) for degrees in to_cgcs2000(new.lon, new.lat, new.crs))
    if not to_shapely(district.boundary).covers(shapely.Point(lon, lat)):
        raise BadPoint("The point lies outside the district.", lon="outside the district")
    key = key_of(name, lon, lat)
    if PointOfInterest.objects.filter(district=district, source=PointSource.HAND, source_key=key).exists():
        raise PointKnown("This point of interest is known already.")
    road, number = address_of(new.address)
    point = PointOfInterest.objects.create(
        district=district,
        source=PointSource.HAND.value,
        source_key=key,
        kind=new.kind.value,
        name=name,
        road=road,
        number=number,
        place=Point(lon, lat, srid=STORED_SRID),
    )
    _record("grids.point_added", by, at, district, point=point.pk, name=name)
    places.gather_points(at=at, district_id=district.pk)
    return point.pk


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, point_id: int, reason: str) -> None:
    """Have a point found no longer, whoever tells of it again; a second time changes nothing.

    Raises:
        BadPoint: no reason is given.
        NoPoint: there is no such point in the actor's district.
    """
    if not reason.strip():
        raise BadPoint("Say why the point is withdrawn.", reason="missing")
    point = _locked(by, point_id)
    if point.withdrawn_at is None:
        _set(by, at, point, "grids.point_withdrawn", withdrawn_at=at, reason=reason.strip())


@transaction.atomic
def take_back(*, by: Actor, at: datetime, point_id: int) -> None:
    """Have a withdrawn point found again; one that is found already stays as it is."""
    point = _locked(by, point_id)
    if point.withdrawn_at is not None:
        _set(by, at, point, "grids.point_taken_back", withdrawn_at=None, reason="")


def _locked(by: Actor, point_id: int) -> PointOfInterest:
    by.require(Permission.TERRITORY_EDIT)
    point = visible_to(by).select_for_update().filter(pk=point_id).first()
    if point is None:
        raise NoPoint("There is no such point of interest.")
    return point


def _set(
    by: Actor, at: datetime, point: PointOfInterest, word: str, *, withdrawn_at: datetime | None, reason: str
) -> None:
    point.withdrawn_at, point.withdrawn_reason = withdrawn_at, reason
    point.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _record(word, by, at, point.district, point=point.pk, name=point.name, reason=reason)
    places.gather_points(at=at, district_id=point.district_id)


def _inside(district: District, points: Sequence[PointDraft]) -> list[PointDraft]:
    boundary = to_shapely(district.boundary)
    shapely.prepare(boundary)
    kept = [draft for draft in points if boundary.covers(draft.geometry)]
    if points and not kept:
        lon, lat = shapely.get_coordinates(points[0].geometry)[0].tolist()
        raise refuse(FaultRule.OUTSIDE_DISTRICT, field="geometry", lon=lon, lat=lat)
    return kept


def _drafted(district: District, draft: PointDraft, source: PointSource) -> PointOfInterest:
    lon, lat = shapely.get_coordinates(draft.geometry)[0].tolist()
    return PointOfInterest(
        district=district,
        source=source.value,
        source_key=draft.source_key,
        kind=draft.kind.value,
        name=draft.name,
        road=draft.road,
        number=draft.number,
        place=Point(lon, lat, srid=STORED_SRID),
    )


def _record(word: str, by: Actor, at: datetime, district: District, **details: object) -> None:
    record(word, by=by, at=at, subject_type="district", subject_id=district.pk, district_id=district.pk, **details)
