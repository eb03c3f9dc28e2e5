"""The grids of a district as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.gis.db.models.functions import PointOnSurface
from django.db.models import Min

from gridwarden.grids.domain.limits import max_patrol_diameter_m
from gridwarden.grids.models import Grid
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries.days import day_of
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.models.columns import DatedQuerySet
    from gridwarden.platform.access import Actor


class NoGrid(NotFound):
    """There is no such grid, or it is none of the actor's business."""

    code = "no_grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A grid as lists and the API show it; ``lon`` and ``lat`` lie on its surface."""

    id: int
    code: str
    name: str
    grid_class: str
    patrol_mode: str
    area_m2: float
    diameter_m: float
    max_diameter_m: float
    lon: float
    lat: float
    valid_from: date
    valid_to: date | None

    @property
    def is_too_wide(self) -> bool:
        """Return whether the grid is wider than its class and patrol allow."""
        return self.diameter_m > self.max_diameter_m

    @property
    def meter_end_m(self) -> float:
        """Return where a scale of the diameter ends: a third beyond what is allowed."""
        return self.max_diameter_m * 4 / 3


def visible_to(actor: Actor) -> DatedQuerySet[Grid]:
    """Return the grids of every day that ``actor`` may know: those of their district."""
    everything: DatedQuerySet[Grid] = Grid.objects.all()
    return everything if actor.district_id is None else everything.filter(district_id=actor.district_id)


def on(district_id: int, at: datetime | date) -> tuple[GridRow, ...]:
    """Return the grids that were valid at ``at``, in the order of their codes; one statement."""
    return _rows(Grid.objects.on(day_of(at)).filter(district_id=district_id).order_by("code"))


def next_change(district_id: int, day: date) -> date | None:
    """Return the first day after ``day`` on which other grids come into force; one statement."""
    later = Grid.objects.filter(district_id=district_id, valid_from__gt=day)
    found: date | None = later.aggregate(day=Min("valid_from"))["day"]
    return found


def versions(district_id: int, code: str) -> tuple[GridRow, ...]:
    """Return every version of a code, the newest first; one statement."""
    return _rows(Grid.objects.filter(district_id=district_id, code=code).order_by("-valid_from"))


def one(actor: Actor, grid_id: int) -> GridRow:
    """Return a grid that ``actor`` may know; one statement."""
    found = _rows(visible_to(actor).filter(pk=grid_id))
    if not found:
        raise NoGrid("There is no such grid.")
    return found[0]


def outline(grid_id: int) -> BaseGeometry:
    """Return the shape of a grid in degrees; who may see the grid is the caller's to know."""
    shape: BaseGeometry = to_shapely(Grid.objects.get(pk=grid_id).geom)
    return shape


def bounds(grid_id: int) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a grid in degrees."""
    west, south, east, north = outline(grid_id).bounds
    return west, south, east, north


def _rows(grids: QuerySet[Grid]) -> tuple[GridRow, ...]:
    return tuple(_row(grid) for grid in grids.defer("geom", "shape").annotate(inside=PointOnSurface("geom")))


def _row(grid: Grid) -> GridRow:
    place = grid.inside  # type: ignore[attr-defined] # annotated above
    return GridRow(
        id=grid.pk,
        code=grid.code,
        name=grid.name,
        grid_class=grid.grid_class,
        patrol_mode=grid.patrol_mode,
        area_m2=grid.area_m2,
        diameter_m=grid.diameter_m,
        max_diameter_m=max_patrol_diameter_m(grid.grid_class, grid.patrol_mode),
        lon=round(place.x, 7),
        lat=round(place.y, 7),
        valid_from=grid.valid_from,
        valid_to=grid.valid_to,
    )
