"""Ask about the territory and change it through the API."""

from __future__ import annotations

import json
from typing import Any

import shapely
from django.utils import timezone
from ninja import Query, Router

from gridwarden.algorithms.geodesy import to_cgcs2000
from gridwarden.grids.actions import plans, roads
from gridwarden.grids.api.schemas import (
    AmendmentBody,
    CheckBody,
    DistrictBody,
    GradeBody,
    GradedBody,
    GridBody,
    GridShapeBody,
    LocatedBody,
    LocateQuery,
    RoadBody,
)
from gridwarden.grids.queries import checks, districts, grids
from gridwarden.grids.queries import locate as locating
from gridwarden.grids.queries import roads as road_queries
from gridwarden.grids.queries.districts import DistrictRow
from gridwarden.grids.queries.grids import GridRow
from gridwarden.grids.queries.locate import Located
from gridwarden.grids.queries.roads import RoadRow
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import Day
from gridwarden.platform.api.permissions import requires

router = Router()
districts_router = Router()
roads_router = Router()


@districts_router.get("", response=list[DistrictBody], operation_id="list_districts", summary="Districts")
@requires(Permission.TERRITORY_SEE, Permission.CASE_REPORT)
def list_districts(request: ActingRequest) -> tuple[DistrictRow, ...]:
    """The districts that the caller may know."""
    return districts.rows(request.actor)


@router.get("", response=list[GridBody], operation_id="list_grids", summary="Grids of a day")
@requires(Permission.TERRITORY_SEE)
def list_grids(request: ActingRequest, on: Day | None = None) -> tuple[GridRow, ...]:
    """The grids of the caller's district on a day, today when left out, in the order of their codes."""
    return grids.on(districts.own(request.actor).id, on or timezone.now())


@router.get("/locate", response=LocatedBody, operation_id="locate", summary="Grid of a place")
@requires(Permission.TERRITORY_SEE, Permission.CASE_REPORT)
def locate(request: ActingRequest, place: Query[LocateQuery]) -> Located:
    """Which grid of the caller's district a place lies in.

    A place within half a metre of a border goes to the lowest code and is flagged `border`.
    """
    lon, lat = to_cgcs2000(place.lon, place.lat, place.crs)
    return locating.locate(districts.own(request.actor).id, lon, lat, place.on or timezone.now())


@router.get("/check", response=CheckBody, operation_id="check_territory", summary="Check of the territory")
@requires(Permission.TERRITORY_SEE)
def check_territory(request: ActingRequest, on: Day | None = None) -> dict[str, Any]:
    """Gaps, overlaps, grids too wide and orphan roads of a day, each with its size and place."""
    return checks.report(districts.own(request.actor).id, on or timezone.now()).as_dict()


@router.get("/{grid_id}", response=GridShapeBody, operation_id="get_grid", summary="One grid")
@requires(Permission.TERRITORY_SEE)
def get_grid(request: ActingRequest, grid_id: int) -> dict[str, Any]:
    """One version of a grid with its outline."""
    row = grids.one(request.actor, grid_id)
    return {**_fields(row), "geometry": json.loads(shapely.to_geojson(grids.outline(grid_id)))}


@router.patch("/{grid_id}", response=GridBody, operation_id="amend_grid", summary="Rename or reclassify a grid")
@requires(Permission.TERRITORY_EDIT)
def amend_grid(request: ActingRequest, grid_id: int, body: AmendmentBody) -> GridRow:
    """From a day on; the version before keeps its name and class, and the answer is the version after."""
    grid = plans.amend(by=request.actor, at=timezone.now(), grid_id=grid_id, **body.dict())
    return grids.one(request.actor, grid.pk)


@roads_router.get("", response=list[RoadBody], operation_id="list_roads", summary="Roads by grade")
@requires(Permission.TERRITORY_SEE)
def list_roads(request: ActingRequest) -> tuple[RoadRow, ...]:
    """The roads of the caller's district, the pieces of one name and grade together."""
    return road_queries.by_name(districts.own(request.actor).id)


@roads_router.put("/{road_id}/grade", response=GradedBody, operation_id="grade_road", summary="Grade a road")
@requires(Permission.TERRITORY_EDIT)
def grade_road(request: ActingRequest, road_id: int, body: GradeBody) -> GradedBody:
    """Grade all pieces of a road against the rule, with the reason, or let the rule decide again."""
    if body.grade is None:
        pieces = roads.grade_by_rule(by=request.actor, at=timezone.now(), road_id=road_id)
    else:
        pieces = roads.grade(by=request.actor, at=timezone.now(), road_id=road_id, grade=body.grade, reason=body.reason)
    return GradedBody(pieces=pieces)


def _fields(row: GridRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in GridRow.__slots__}
