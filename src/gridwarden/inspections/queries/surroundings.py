"""What lies around a place, for the drawing on a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.gis.geos import Polygon

from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.grids.models import Grid, Road
from gridwarden.inspections.domain.drawing import REACH_M, Street, Surroundings

if TYPE_CHECKING:
    from gridwarden.inspections.models import Notice

_REACH_DEG = REACH_M * 1.3 / 111_320 * 1.2


def around(notice: Notice) -> Surroundings:
    """Return the roads and the grid around the place of a paper; two SQL statements."""
    lon, lat = notice.place.x, notice.place.y
    box = Polygon.from_bbox((lon - _REACH_DEG, lat - _REACH_DEG, lon + _REACH_DEG, lat + _REACH_DEG))
    box.srid = STORED_SRID
    roads = Road.objects.filter(district=notice.district_id, geom__bboverlaps=box)
    streets = tuple(
        Street(name, grade, tuple(tuple((x, y) for x, y, *_ in line) for line in geom.coords))
        for name, grade, geom in roads.order_by("pk").values_list("name", "grade", "geom")
    )
    return Surroundings(lon, lat, streets, _rings(notice.grid_id))


def _rings(grid_id: int | None) -> tuple[tuple[tuple[float, float], ...], ...]:
    geom = Grid.objects.filter(pk=grid_id).values_list("geom", flat=True).first() if grid_id else None
    if geom is None:
        return ()
    return tuple(tuple((x, y) for x, y, *_ in polygon[0]) for polygon in geom.coords)
