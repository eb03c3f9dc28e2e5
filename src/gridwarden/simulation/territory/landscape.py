"""What is green: the mountain's woods, parks, river banks and the nurseries on idle land."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import Polygon

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.blocks import Texture, cut_up
from gridwarden.simulation.territory.curves import polygons

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.simulation.territory.drawing import Drawing
    from gridwarden.simulation.territory.ground import Ground
    from gridwarden.simulation.territory.hamlets import Village
    from gridwarden.simulation.territory.plan import Plan
    from gridwarden.simulation.territory.town import Town

#: The four nurseries together (source report: 1,223 mu).
NURSERIES_M2 = 815_300.0
_FIELDS = Texture(24_000, 0.12, 0.0)
#: Width of the green belt on both banks of the named river, in metres.
_BELT_M = 26.0
_BELT_RIVER = "安泾河"
_ROAD_CLEAR_M, _RAIL_CLEAR_M, _VILLAGE_CLEAR_M, _PATH_M = 22.0, 30.0, 20.0, 3.0
_MIN_FIELD_M2 = 4_000.0


@dataclass(frozen=True, slots=True)
class Green:
    """One green area."""

    name: str
    shape: BaseGeometry


def plant(drawing: Drawing, ground: Ground, plan: Plan, town: Town, villages: tuple[Village, ...]) -> tuple[Green, ...]:
    """Return everything green."""
    parks = [Green("", block.shape) for block in town.blocks if block.use == "park"]
    return (
        Green(drawing.mountain.name, plan.mountain),
        *parks,
        *_belts(ground, plan),
        *_nurseries(drawing, ground, plan, villages),
    )


def _belts(ground: Ground, plan: Plan) -> list[Green]:
    """Return the banks of the river where it runs through the town."""
    river = next(river for river in ground.rivers if river.stroke.name == _BELT_RIVER)
    built = shapely.union_all([grid.shape for grid in plan.grids if grid.zone != "village"])
    roads = shapely.union_all([road.inside.buffer(_ROAD_CLEAR_M) for road in ground.roads])
    banks = river.line.buffer(river.stroke.width_m / 2 + _BELT_M).intersection(built)
    return [Green("", part) for part in polygons(banks.difference(ground.water).difference(roads))]


def _nurseries(drawing: Drawing, ground: Ground, plan: Plan, villages: tuple[Village, ...]) -> list[Green]:
    """Return the fields nearest to each nursery's middle, as many as its share of the land needs."""
    barred = shapely.union_all(
        [
            *(road.inside.buffer(_ROAD_CLEAR_M) for road in ground.roads),
            *(village.outline.buffer(_VILLAGE_CLEAR_M) for village in villages),
            *(shapely.union_all(village.lanes).buffer(_PATH_M) for village in villages),
            ground.railway.inside.buffer(_RAIL_CLEAR_M),
            ground.water.buffer(_PATH_M * 3),
        ]
    )
    chance = chance_of(0, "fields")
    fields = [
        field
        for piece in plan.pieces
        if piece.grid.zone == "village"
        for part in polygons(piece.shape.difference(barred))
        for cut in cut_up(part, wanted_m2=_FIELDS.block_m2, texture=_FIELDS, chance=chance).pieces
        for field in polygons(cut.buffer(-_PATH_M))
        if field.area > _MIN_FIELD_M2
    ]
    return [
        Green(nursery.name, _nearest(fields, ground.point(nursery.at), NURSERIES_M2 / len(drawing.nurseries)))
        for nursery in drawing.nurseries
    ]


def _nearest(fields: list[Polygon], middle: shapely.Point, wanted_m2: float) -> shapely.MultiPolygon:
    """Take fields out of ``fields``, the nearest first, until ``wanted_m2`` are together."""
    taken: list[Polygon] = []
    for field in sorted(fields, key=middle.distance):
        if sum(part.area for part in taken) + field.area / 2 > wanted_m2:
            break
        taken.append(field)
        fields.remove(field)
    return shapely.MultiPolygon(taken)
