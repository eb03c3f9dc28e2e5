"""Take over the roads of a district and grade them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from django.db import transaction

from gridwarden.grids.actions.guards import editable
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.actions.upsert import Sync, sync
from gridwarden.grids.domain.clipping import inside
from gridwarden.grids.domain.drafts import CONTROL_OF, BackdropDraft, RoadDraft, grade_of
from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.kinds import GradeSource, RoadGrade
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.models import Backdrop, Road
from gridwarden.grids.models.conversion import to_lines, to_shapely, to_stored
from gridwarden.grids.queries.roads import same_road
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.models import District
    from gridwarden.platform.access import Actor


class NoReason(Invalid):
    """A grade that differs from the rule needs its reason."""

    code = "grade_without_reason"


_ROAD = Sync(
    Road, ("osm_id", "name", "highway", "grade", "grade_source", "grade_reason", "control", "geom", "length_m")
)
_BACKDROP = Sync(Backdrop, ("kind", "name", "geom"))


@transaction.atomic
def replace(
    *,
    by: Actor,
    at: datetime,
    district_id: int,
    roads: Sequence[RoadDraft],
    backdrops: Sequence[BackdropDraft] | None = None,
) -> Outcome:
    """Make ``roads``, cut to the boundary, all the roads of a district; what people graded keeps its grade.

    ``backdrops`` replaces the base map, too, unless it is None. The outcome counts roads.
    """
    district = editable(by, district_id)
    boundary = to_shapely(district.boundary)
    old = {road.source_key: road for road in Road.objects.filter(district=district)}
    new = [_road(district, draft, old.get(draft.source_key)) for draft in _inside(roads, boundary)]
    outcome = sync(_ROAD, old, new)
    drawn = Outcome()
    if backdrops is not None:
        kept = {backdrop.source_key: backdrop for backdrop in Backdrop.objects.filter(district=district)}
        drawn = sync(_BACKDROP, kept, [_backdrop(district, draft) for draft in inside(backdrops, boundary)])
    if (outcome + drawn).touched:
        record(
            "grids.roads_replaced",
            by=by,
            at=at,
            subject_type="district",
            subject_id=district.pk,
            district_id=district.pk,
            **outcome.as_dict(),
        )
    return outcome


@transaction.atomic
def grade(*, by: Actor, at: datetime, road_id: int, grade: RoadGrade, reason: str) -> int:
    """Grade a road, all its pieces together, against the rule and with the reason; return how many pieces."""
    if not reason.strip():
        raise NoReason("Say why the road is graded differently.", reason="missing")
    return _set_grade(by, at, road_id, grade, reason.strip())


@transaction.atomic
def grade_by_rule(*, by: Actor, at: datetime, road_id: int) -> int:
    """Let the class of each of a road's pieces decide its grade again; return how many pieces."""
    return _set_grade(by, at, road_id, None, "")


def _set_grade(by: Actor, at: datetime, road_id: int, grade: RoadGrade | None, reason: str) -> int:
    by.require(Permission.TERRITORY_EDIT)
    pieces = list(Road.objects.filter(pk__in=same_road(by, road_id)).order_by("pk"))
    district = editable(by, pieces[0].district_id)
    for road in pieces:
        becomes = grade or grade_of(road.highway)
        road.grade, road.control = becomes.value, CONTROL_OF[becomes].value
        road.grade_source = (GradeSource.OVERRIDE if grade else GradeSource.HIGHWAY_TAG).value
        road.grade_reason = reason
    Road.objects.bulk_update(pieces, ["grade", "control", "grade_source", "grade_reason"])
    record(
        "grids.road_graded",
        by=by,
        at=at,
        subject_type="road",
        subject_id=road_id,
        district_id=district.pk,
        name=pieces[0].name,
        grade=pieces[0].grade,
        reason=reason,
        pieces=[road.pk for road in pieces],
    )
    return len(pieces)


def _inside(roads: Sequence[RoadDraft], boundary: BaseGeometry) -> list[RoadDraft]:
    """Cut the roads to the boundary; a file of which nothing remains is the wrong file or in another system."""
    kept = inside(roads, boundary)
    if roads and not kept:
        lon, lat = shapely.get_coordinates(roads[0].geometry)[0].tolist()
        raise refuse(FaultRule.OUTSIDE_DISTRICT, field="geometry", lon=lon, lat=lat)
    return kept


def _road(district: District, draft: RoadDraft, old: Road | None) -> Road:
    grade = draft.grade or grade_of(draft.highway)
    road = Road(
        district=district,
        source_key=draft.source_key,
        osm_id=draft.osm_id,
        name=draft.name,
        highway=draft.highway,
        grade=grade.value,
        control=CONTROL_OF[grade].value,
        geom=to_lines(draft.geometry),
        length_m=round(Plane(district.plane_srid).length_m(draft.geometry), 2),
    )
    if old is not None and old.grade_source == GradeSource.OVERRIDE:
        road.grade, road.control = old.grade, old.control
        road.grade_source, road.grade_reason = old.grade_source, old.grade_reason
    return road


def _backdrop(district: District, draft: BackdropDraft) -> Backdrop:
    return Backdrop(
        district=district,
        source_key=draft.source_key,
        kind=draft.kind.value,
        name=draft.name,
        geom=to_stored(draft.geometry),
    )
