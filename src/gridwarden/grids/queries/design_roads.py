"""Roads of a design, each with its level and what counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from gridwarden.grids.queries import designs

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

#: Shorter stretches only touch the grid.
_LEAST_M = 20
_ROADS = """
SELECT road.name, road.highway, graded.control, graded.score, graded.reason, SUM(inside.metres)
FROM grids_designroad graded
JOIN grids_plandesign design ON design.id = graded.design_id
JOIN grids_road road ON road.district_id = design.district_id AND road.source_key = graded.source_key
JOIN grids_designgrid grid ON grid.design_id = design.id AND grid.code = %s
CROSS JOIN LATERAL (SELECT ST_Length(ST_Intersection(road.geom, grid.geom)::geography) AS metres) inside
WHERE design.id = %s AND ST_Intersects(road.geom, grid.geom) AND inside.metres >= %s
GROUP BY road.name, road.highway, graded.control, graded.score, graded.reason
ORDER BY graded.score DESC, road.name, SUM(inside.metres) DESC
"""


@dataclass(frozen=True, slots=True)
class DesignRoadRow:
    """A road in a grid of a design: how long it is there, its level, and why."""

    name: str
    highway: str
    control: str
    score: float
    reason: str
    length_m: float


def in_grid(actor: Actor, design_id: int, code: str) -> list[DesignRoadRow]:
    """Return the roads of a grid, those with the highest score first; two statements."""
    design = designs.one(actor, design_id)
    with connection.cursor() as cursor:
        cursor.execute(_ROADS, [code, design.id, _LEAST_M])
        return [DesignRoadRow(*row) for row in cursor.fetchall()]
