"""How much there is to do in each grid: the one place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from gridwarden.grids.domain.kinds import RoadGrade

if TYPE_CHECKING:
    from datetime import date

#: A kilometre of a busy road is walked more often than one of a back street.
GRADE_WEIGHTS = {RoadGrade.ARTERIAL: 3.0, RoadGrade.SECONDARY: 2.0, RoadGrade.BACK_STREET: 1.0}

_LOADS = """
SELECT grid.id, COALESCE(SUM(
    ST_Length(ST_Intersection(road.geom, grid.geom)::geography) / 1000
    * CASE road.grade WHEN 'arterial' THEN %s WHEN 'secondary' THEN %s ELSE %s END
), 0)
FROM grids_grid grid
LEFT JOIN grids_road road ON road.district_id = grid.district_id AND road.shape && grid.shape
    AND ST_Intersects(road.shape, grid.shape)
WHERE grid.district_id = %s AND grid.valid_from <= %s AND (grid.valid_to IS NULL OR grid.valid_to > %s)
GROUP BY grid.id
"""
#: Two grids are neighbours when they share at least this much of an outline; meeting in a corner is not enough.
_SHARED_M = 50
_NEIGHBOURS = """
SELECT one.id, other.id
FROM grids_grid one JOIN grids_grid other
  ON one.district_id = other.district_id AND one.id < other.id AND ST_DWithin(one.shape, other.shape, 2)
WHERE one.district_id = %(district)s
  AND one.valid_from <= %(day)s AND (one.valid_to IS NULL OR one.valid_to > %(day)s)
  AND other.valid_from <= %(day)s AND (other.valid_to IS NULL OR other.valid_to > %(day)s)
  AND ST_Length(ST_Intersection(ST_Boundary(other.shape), ST_Buffer(one.shape, 2))) > %(shared)s
ORDER BY one.id, other.id
"""


def loads(district_id: int, day: date) -> dict[int, float]:
    """Return the load of each grid of ``day``: kilometres of its roads, weighted by grade; one SQL statement."""
    weights = [GRADE_WEIGHTS[grade] for grade in (RoadGrade.ARTERIAL, RoadGrade.SECONDARY, RoadGrade.BACK_STREET)]
    with connection.cursor() as cursor:
        cursor.execute(_LOADS, [*weights, district_id, day, day])
        return {grid_id: float(load) for grid_id, load in cursor.fetchall()}


def neighbours(district_id: int, day: date) -> list[tuple[int, int]]:
    """Return the pairs of grids of ``day`` that share a stretch of outline; one SQL statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS, {"district": district_id, "day": day, "shared": _SHARED_M})
        return [(one, other) for one, other in cursor.fetchall()]
