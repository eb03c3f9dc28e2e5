"""The zones of a district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.grids.domain.kinds import ZoneKind
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.models import Zone
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries.days import day_of

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ZoneArea:
    """How many zones of a kind there are, and how much land they hold, each for itself."""

    kind: str
    count: int
    area_m2: float


def areas_of(district_id: int, at: datetime | date) -> list[ZoneArea]:
    """Return the zones of a day by kind, those without any left out; one statement."""
    found = list(Zone.objects.on(day_of(at)).filter(district=district_id).select_related("district"))
    by_kind = {kind.value: [zone for zone in found if zone.kind == kind] for kind in ZoneKind}
    return [
        ZoneArea(kind, len(mine), sum(Plane(zone.district.plane_srid).area_m2(to_shapely(zone.geom)) for zone in mine))
        for kind, mine in by_kind.items()
        if mine
    ]
