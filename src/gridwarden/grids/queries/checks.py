"""Check a district's territory as it is in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.grids.domain.kinds import ZoneKind
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.domain.seamless import GridShape, RoadShape, Territory, check
from gridwarden.grids.models import District, Grid, Road, Zone
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries.days import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.grids.domain.findings import CheckReport


def report(district_id: int, at: datetime | date) -> CheckReport:
    """Return the findings of a check of the territory as it is on a day; four statements."""
    return check(territory(district_id, at))


def territory(district_id: int, at: datetime | date, *, grids: tuple[GridShape, ...] | None = None) -> Territory:
    """Return what is checked; ``grids`` stand in for those of the day."""
    day = day_of(at)
    district = District.objects.get(pk=district_id)
    zones = Zone.objects.on(day).filter(district=district, kind=ZoneKind.EXCLUDED.value)
    excluded = [to_shapely(zone.geom) for zone in zones.order_by("pk")]
    if grids is None:
        stored = Grid.objects.on(day).filter(district=district).order_by("code", "pk")
        grids = tuple(GridShape(g.code, g.grid_class, g.patrol_mode, to_shapely(g.geom)) for g in stored)
    roads = Road.objects.filter(district=district).order_by("pk")
    return Territory(
        plane=Plane(district.plane_srid),
        boundary=to_shapely(district.boundary),
        excluded=shapely.union_all(np.array(excluded, dtype=object)),
        grids=grids,
        roads=tuple(RoadShape(road.name or road.source_key, to_shapely(road.geom)) for road in roads),
    )
