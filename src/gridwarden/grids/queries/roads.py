"""The roads of a district by grade; the pieces that a source drew of one road are one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from django.contrib.gis.geos import Polygon
from django.db import connection

from gridwarden.algorithms.geodesy import METRES_A_DEGREE
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.grids.models import Road
from gridwarden.grids.models.columns import STORED_SRID
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor


class NoRoad(NotFound):
    """There is no such road, or it is none of the actor's business."""

    code = "no_road"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRow:
    """A named road of one grade: its pieces together, with a place on the longest of them."""

    id: int
    name: str
    grade: str
    control: str
    highways: str
    pieces: int
    length_m: float
    graded_by_hand: bool
    reason: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class GradeSum:
    """How much road there is of a grade."""

    grade: str
    roads: int
    length_m: float


# Unnamed pieces are one row a grade: nobody looks for them one by one.
_BY_NAME = """
SELECT (array_agg(id ORDER BY length_m DESC, id))[1], name, grade, min(control),
       string_agg(DISTINCT highway, ', ' ORDER BY highway), count(*), sum(length_m),
       bool_or(grade_source = 'override'), coalesce(max(nullif(grade_reason, '')), ''),
       ST_X((array_agg(ST_PointOnSurface(geom) ORDER BY length_m DESC, id))[1]),
       ST_Y((array_agg(ST_PointOnSurface(geom) ORDER BY length_m DESC, id))[1])
FROM grids_road WHERE district_id = %s
GROUP BY name, grade
ORDER BY array_position(%s::text[], grade::text), name = '', sum(length_m) DESC, 1
"""


def visible_to(actor: Actor) -> QuerySet[Road]:
    """Return the roads that ``actor`` may know: those of their district."""
    everything = Road.objects.all()
    return everything if actor.district_id is None else everything.filter(district_id=actor.district_id)


def by_name(district_id: int) -> tuple[RoadRow, ...]:
    """Return the roads, the gravest grade and the longest road first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_NAME, [district_id, [grade.value for grade in RoadGrade]])
        names = RoadRow.__slots__
        return tuple(RoadRow(**dict(zip(names, row, strict=True))) for row in cursor.fetchall())


def sums(rows: tuple[RoadRow, ...]) -> tuple[GradeSum, ...]:
    """Return number and length per grade, every grade named."""
    return tuple(
        GradeSum(
            grade.value,
            sum(1 for row in rows if row.grade == grade and row.name),
            sum(row.length_m for row in rows if row.grade == grade),
        )
        for grade in RoadGrade
    )


def one(actor: Actor, road_id: int) -> Road:
    """Return a road that ``actor`` may know."""
    road = visible_to(actor).filter(pk=road_id).first()
    if road is None:
        raise NoRoad("There is no such road.")
    return road


def same_road(actor: Actor, road_id: int) -> tuple[int, ...]:
    """Return the ids of the pieces that bear the name and the grade of a road; at least its own."""
    road = one(actor, road_id)
    if not road.name:
        return (road.pk,)
    pieces = visible_to(actor).filter(district_id=road.district_id, name=road.name, grade=road.grade)
    return tuple(pieces.order_by("pk").values_list("pk", flat=True))


def around(district_id: int, lon: float, lat: float, reach_m: float) -> QuerySet[Road]:
    """Return the roads whose bounding boxes come within ``reach_m`` of a place, and some a little beyond."""
    # a degree of longitude is the shorter the farther north, and at 53° N, where the country ends, hardly above half
    reach = reach_m / METRES_A_DEGREE * 1.7
    box = Polygon.from_bbox((lon - reach, lat - reach, lon + reach, lat + reach))
    box.srid = STORED_SRID
    return Road.objects.filter(district=district_id, geom__bboverlaps=box)


def beside(district_id: int, lon: float, lat: float, within_m: float = 150.0) -> str:
    """Return where a place without an address is, as people say it (``人民路附近``); one SQL statement.

    Empty where no named road lies within ``within_m`` metres.
    """
    scale = METRES_A_DEGREE * np.array([np.cos(np.radians(lat)), 1.0])
    here = shapely.Point(np.array([lon, lat]) * scale)
    named = around(district_id, lon, lat, within_m).exclude(name="").values_list("name", "geom")
    away = [(shapely.transform(to_shapely(geom), lambda xy: xy * scale).distance(here), name) for name, geom in named]
    metres, name = min(away, default=(within_m, ""))
    return f"{name}附近" if metres < within_m else ""
