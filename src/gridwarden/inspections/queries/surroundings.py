"""What lies around a place, for the drawing on a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.grids.models import Grid
from gridwarden.grids.queries import roads
from gridwarden.inspections.domain.drawing import REACH_M, Street, Surroundings

if TYPE_CHECKING:
    from gridwarden.inspections.models import Notice


def around(notice: Notice) -> Surroundings:
    """Return the roads and the grid around the place of a paper; two SQL statements."""
    lon, lat = notice.place.x, notice.place.y
    near = roads.around(notice.district_id, lon, lat, REACH_M)
    streets = tuple(
        Street(name, grade, tuple(tuple((x, y) for x, y, *_ in line) for line in geom.coords))
        for name, grade, geom in near.order_by("pk").values_list("name", "grade", "geom")
    )
    return Surroundings(lon, lat, streets, _rings(notice.grid_id))


def _rings(grid_id: int | None) -> tuple[tuple[tuple[float, float], ...], ...]:
    geom = Grid.objects.filter(pk=grid_id).values_list("geom", flat=True).first() if grid_id else None
    if geom is None:
        return ()
    return tuple(tuple((x, y) for x, y, *_ in polygon[0]) for polygon in geom.coords)
