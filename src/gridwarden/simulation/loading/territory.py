"""Found the district and lay out its territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.grids.actions import districts, plans, roads, zones
from gridwarden.grids.domain.drafts import BackdropDraft, GridDraft, RoadDraft, ZoneDraft
from gridwarden.grids.domain.kinds import BackdropKind, GridClass, RoadGrade, ZoneKind
from gridwarden.grids.models import District
from gridwarden.platform.access import SYSTEM, system_for

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.simulation.territory.model import Territory


def found(territory: Territory, *, at: datetime) -> District:
    """Return the district, founded with everything in it unless it is there already."""
    district = District.objects.filter(code6=territory.code6).first()
    if district is not None:
        return district
    district = districts.create(
        by=SYSTEM,
        at=at,
        code6=territory.code6,
        name=territory.name,
        boundary=territory.boundary,
        plane_srid=territory.plane_srid,
    )
    _lay_out(district, territory, at)
    return district


def _lay_out(district: District, territory: Territory, at: datetime) -> None:
    by = system_for(district.pk)
    zones.replace(by=by, at=at, district_id=district.pk, zones=_zones(territory))
    roads.replace(by=by, at=at, district_id=district.pk, roads=_roads(territory), backdrops=_backdrop(territory))
    plans.adopt(by=by, at=at, district_id=district.pk, grids=_grids(territory))


def _zones(territory: Territory) -> list[ZoneDraft]:
    return [ZoneDraft(kind=ZoneKind(zone.kind), geometry=zone.shape, name=zone.name) for zone in territory.zones]


def _roads(territory: Territory) -> list[RoadDraft]:
    return [
        RoadDraft(
            source_key=road.key,
            name=road.name,
            highway=road.highway,
            geometry=road.line,
            grade=RoadGrade(road.grade),
        )
        for road in territory.roads
    ]


def _backdrop(territory: Territory) -> list[BackdropDraft]:
    return [
        BackdropDraft(source_key=area.key, kind=BackdropKind(area.kind), geometry=area.shape, name=area.name)
        for area in territory.backdrop
    ]


def _grids(territory: Territory) -> list[GridDraft]:
    return [
        GridDraft(code=grid.code, name=grid.name, grid_class=GridClass(grid.grid_class), geometry=grid.shape)
        for grid in territory.grids
    ]
