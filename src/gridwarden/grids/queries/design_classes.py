"""Why a grid of a design is of its class: what its land may be, and how its roads are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from gridwarden.grids.domain.kinds import ControlLevel
from gridwarden.grids.models import DesignBlock, DesignGrid
from gridwarden.grids.queries import designs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.grids.queries.design_roads import DesignRoadRow
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReason:
    """The letters that land of a grid may have, each set with its share; and its kilometres of road."""

    grid_class: str
    land: tuple[tuple[str, float], ...]
    road_km: float
    strict_km: float


def why(actor: Actor, design_id: int, code: str, roads: Sequence[DesignRoadRow]) -> ClassReason | None:
    """Return why a grid is of its class, ``None`` where there is no such grid; three statements."""
    design = designs.one(actor, design_id)
    grid_class = DesignGrid.objects.filter(design=design.id, code=code).values_list("grid_class", flat=True).first()
    if grid_class is None:
        return None
    blocks = DesignBlock.objects.filter(design=design.id, grid_code=code)
    areas = dict(blocks.values_list("allowed").annotate(Sum("area_m2")).order_by("allowed"))
    whole = sum(areas.values())
    strict = [road.length_m for road in roads if road.control == ControlLevel.STRICT.value]
    return ClassReason(
        grid_class=grid_class,
        land=tuple((allowed, area / whole) for allowed, area in sorted(areas.items(), key=lambda one: -one[1])),
        road_km=sum(road.length_m for road in roads) / 1000,
        strict_km=sum(strict) / 1000,
    )
