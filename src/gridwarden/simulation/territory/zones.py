"""Core, town, villages, the excluded mountain and the named water."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import MultiPoint, STRtree

from gridwarden.simulation.territory.curves import polygons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from gridwarden.simulation.territory.drawing import Drawing
    from gridwarden.simulation.territory.ground import Ground
    from gridwarden.simulation.territory.plan import Plan


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A part of the district and what it is, in metres around the middle."""

    kind: str
    name: str
    shape: BaseGeometry


def divide(drawing: Drawing, ground: Ground, plan: Plan) -> tuple[ZoneShape, ...]:
    """Return all zones; core, town, villages and mountain cover the district."""
    return (
        ZoneShape("core", drawing.core, _of(plan, "core")),
        ZoneShape("town", drawing.town, _of(plan, "town")),
        *_villages(drawing, ground, _of(plan, "village")),
        ZoneShape("excluded", drawing.mountain.name, plan.mountain),
        *_water(ground),
    )


def _of(plan: Plan, zone: str) -> BaseGeometry:
    return shapely.coverage_union_all([grid.shape for grid in plan.grids if grid.zone == zone])


def _villages(drawing: Drawing, ground: Ground, country: BaseGeometry) -> Iterator[ZoneShape]:
    """Give every bit of the country to the nearest of the twelve villages."""
    middles = [ground.point(hamlet.at) for hamlet in drawing.hamlets]
    cells = polygons(shapely.voronoi_polygons(MultiPoint(middles), extend_to=country))
    tree = STRtree(cells)
    for hamlet, middle in zip(drawing.hamlets, middles, strict=True):
        cell = cells[int(tree.query(middle, predicate="within")[0])]
        yield ZoneShape("village", hamlet.name, shapely.MultiPolygon(polygons(cell.intersection(country))))


def _water(ground: Ground) -> Iterator[ZoneShape]:
    for river in ground.rivers:
        shape = river.inside.buffer(river.stroke.width_m / 2).intersection(ground.district)
        yield ZoneShape("water", river.stroke.name, shapely.MultiPolygon(polygons(shape)))
    for name, lake in ground.lakes:
        yield ZoneShape("water", name, lake)
