"""What lies around a place, for the drawing on a paper and for its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from django.contrib.gis.geos import Polygon

from gridwarden.algorithms.geodesy import METRES_A_DEGREE
from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.grids.models import Grid, Road
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.inspections.domain.drawing import REACH_M, Street, Surroundings

if TYPE_CHECKING:
    from gridwarden.inspections.models import Notice

#: Half of the box in which roads are looked for: a degree of longitude is the shorter the farther north, and at 53° N,
#: where the country ends, little more than half as long.
_REACH_DEG = REACH_M / METRES_A_DEGREE * 1.7

#: Farther from every named road a paper names none.
NEARBY_M = 150.0


def around(notice: Notice) -> Surroundings:
    """Return the roads and the grid around the place of a paper; two SQL statements."""
    lon, lat = notice.place.x, notice.place.y
    roads = Road.objects.filter(district=notice.district_id, geom__bboverlaps=_box(lon, lat))
    streets = tuple(
        Street(name, grade, tuple(tuple((x, y) for x, y, *_ in line) for line in geom.coords))
        for name, grade, geom in roads.order_by("pk").values_list("name", "grade", "geom")
    )
    return Surroundings(lon, lat, streets, _rings(notice.grid_id))


def nearby(district_id: int, lon: float, lat: float) -> str:
    """Return where a place without an address is, as papers say it (``人民路附近``); empty far from every named road.

    One SQL statement.
    """
    roads = Road.objects.filter(district=district_id, geom__bboverlaps=_box(lon, lat)).exclude(name="")
    scale = METRES_A_DEGREE * np.array([np.cos(np.radians(lat)), 1.0])
    here = shapely.Point(np.array([lon, lat]) * scale)
    away = [
        (shapely.transform(to_shapely(geom), lambda degrees: degrees * scale).distance(here), name)
        for name, geom in roads.values_list("name", "geom")
    ]
    metres, name = min(away, default=(NEARBY_M, ""))
    return f"{name}附近" if metres < NEARBY_M else ""


def _box(lon: float, lat: float) -> Polygon:
    box = Polygon.from_bbox((lon - _REACH_DEG, lat - _REACH_DEG, lon + _REACH_DEG, lat + _REACH_DEG))
    box.srid = STORED_SRID
    return box


def _rings(grid_id: int | None) -> tuple[tuple[tuple[float, float], ...], ...]:
    geom = Grid.objects.filter(pk=grid_id).values_list("geom", flat=True).first() if grid_id else None
    if geom is None:
        return ()
    return tuple(tuple((x, y) for x, y, *_ in polygon[0]) for polygon in geom.coords)
