"""The district as a design looks at it: its own roads, waters, zones and excluded land."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.grids.domain.design import reading
from gridwarden.grids.domain.design.params import Override
from gridwarden.grids.domain.design.town import ZONES, Town, TownZone
from gridwarden.grids.domain.drafts import BackdropDraft, RoadDraft
from gridwarden.grids.domain.kinds import BackdropKind, ControlLevel, GradeSource, ZoneKind
from gridwarden.grids.domain.redrawing.todays import Lines
from gridwarden.grids.models import Backdrop, District, Road, Zone
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries.days import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from shapely.geometry.base import BaseGeometry

_DRAWN = (BackdropKind.BUILDING, BackdropKind.WATER, BackdropKind.WATERWAY, BackdropKind.RAILWAY)


def town_of(district_id: int, at: datetime | date) -> Town:
    """Return the district as it is on a day; four statements."""
    day = day_of(at)
    zones = list(Zone.objects.on(day).filter(district=district_id).order_by("pk"))
    backdrops = [
        BackdropDraft(source_key=one.source_key, kind=BackdropKind(one.kind), geometry=to_shapely(one.geom))
        for one in Backdrop.objects.filter(district=district_id, kind__in=_DRAWN).order_by("pk")
    ]
    return Town(
        boundary=_single(to_shapely(District.objects.get(pk=district_id).boundary)),
        roads=reading.roads_of(_roads(district_id)),
        excluded=_union([to_shapely(zone.geom) for zone in zones if zone.kind == ZoneKind.EXCLUDED]),
        zones=tuple(
            TownZone(kind=ZoneKind(zone.kind), geometry=to_shapely(zone.geom)) for zone in zones if zone.kind in ZONES
        ),
        barriers=reading.barriers_of(backdrops),
        buildings=reading.buildings_of(backdrops),
    )


def lines_of(town: Town) -> Lines:
    """Return the lines that borders follow."""
    return Lines(
        roads=np.array([road.geometry for road in town.roads], dtype=object),
        others=np.array([barrier.geometry for barrier in town.barriers], dtype=object),
    )


def overrides(district_id: int, at: datetime | date) -> tuple[Override, ...]:
    """Return the levels of control that people set on roads."""
    graded = Road.objects.filter(district=district_id, grade_source=GradeSource.OVERRIDE.value).order_by("pk")
    return tuple(
        Override(road=road.source_key, level=ControlLevel(road.control), reason=road.grade_reason, on=day_of(at))
        for road in graded
    )


def _roads(district_id: int) -> list[RoadDraft]:
    return [
        RoadDraft(source_key=road.source_key, name=road.name, highway=road.highway, geometry=to_shapely(road.geom))
        for road in Road.objects.filter(district=district_id).order_by("pk")
    ]


def _union(shapes: list[BaseGeometry]) -> BaseGeometry:
    union: BaseGeometry = shapely.union_all(np.array(shapes, dtype=object))
    return shapely.Polygon() if union.is_empty else union


def _single(shape: BaseGeometry) -> BaseGeometry:
    """Return a collection of one as the one."""
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape
