"""Found a district and redraw its boundary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.algorithms.geodesy import Crs
from gridwarden.grids.actions.guards import editable
from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.measures import plane_around
from gridwarden.grids.models import District
from gridwarden.grids.models.conversion import to_polygons, to_shapely
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from shapely.geometry.base import BaseGeometry

    from gridwarden.platform.access import Actor


class DistrictExists(Conflict):
    """A district with this code is already there."""

    code = "district_exists"


class BadDistrictCode(Invalid):
    """An administrative code has six digits (GB/T 2260)."""

    code = "bad_district_code"


@transaction.atomic
def create(
    *,
    by: Actor,
    at: datetime,
    code6: str,
    name: str,
    boundary: BaseGeometry,
    source_crs: str = Crs.CGCS2000,
    plane_srid: int | None = None,
) -> District:
    """Found a district with its boundary (CGCS2000 degrees); the plane is that of its middle unless given."""
    by.require(Permission.TERRITORY_EDIT)
    _check_names(code6, name)
    _check_boundary(boundary)
    if District.objects.filter(code6=code6).exists():
        raise DistrictExists(f"District {code6} is already there.", code6="taken")
    district = District.objects.create(
        code6=code6,
        name=name,
        boundary=to_polygons(boundary),
        plane_srid=plane_srid or plane_around(boundary.centroid.x).srid,
        source_crs=str(source_crs),
    )
    record(
        "grids.district_created",
        by=by,
        at=at,
        subject_type="district",
        subject_id=district.pk,
        district_id=district.pk,
        code6=code6,
        name=name,
    )
    return district


@transaction.atomic
def redraw(
    *, by: Actor, at: datetime, district_id: int, boundary: BaseGeometry, source_crs: str = Crs.CGCS2000
) -> bool:
    """Give a district a new boundary; return whether it differs from the old one."""
    district = editable(by, district_id)
    _check_boundary(boundary)
    if to_shapely(district.boundary).normalize().equals_exact(boundary.normalize()):
        return False
    district.boundary = to_polygons(boundary)
    district.source_crs = str(source_crs)
    district.save(update_fields=["boundary", "source_crs"])
    record(
        "grids.boundary_redrawn", by=by, at=at, subject_type="district", subject_id=district.pk, district_id=district.pk
    )
    return True


def _check_names(code6: str, name: str) -> None:
    if not re.fullmatch(r"[0-9]{6}", code6):
        raise BadDistrictCode("A district's code has six digits.", code6="six digits")
    if not name.strip():
        raise Invalid("A district has a name.", name="missing")


def _check_boundary(boundary: BaseGeometry) -> None:
    if boundary.geom_type not in {"Polygon", "MultiPolygon"} or boundary.is_empty:
        raise refuse(FaultRule.WRONG_GEOMETRY, field="boundary", value=boundary.geom_type, expected="Polygon")
    if not boundary.is_valid:
        raise refuse(FaultRule.INVALID_GEOMETRY, field="boundary")
