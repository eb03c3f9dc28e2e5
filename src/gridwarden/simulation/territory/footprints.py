"""Put buildings into blocks, each quarter in its own manner."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Polygon
from shapely.affinity import rotate

from gridwarden.simulation.territory.blocks import Texture, cut_up
from gridwarden.simulation.territory.curves import polygons

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

#: Smaller remnants of a lot are yards, not buildings.
MIN_BUILDING_M2 = 45.0
MIN_YARD_M2 = 200.0
#: Share of housing blocks with towers, and of tower blocks that stand on podiums.
NEW_ESTATES, PODIUM_SHARE = 0.22, 0.5
_STRAIGHT = Texture(0, 0.12, 0.0)
#: Houses in this country look south, at most this many degrees off.
_SOUTH_DEG = 14.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Equal buildings in rows that look south."""

    width_m: float
    depth_m: float
    gap_x_m: float
    gap_y_m: float
    kept: float
    shake_m: float


SLABS = Rows(46.0, 12.5, 13.0, 21.0, 0.94, 1.0)
TOWERS = Rows(30.0, 20.0, 24.0, 34.0, 0.88, 2.0)
COTTAGES = Rows(11.0, 9.0, 4.5, 11.0, 0.80, 1.6)
CLASSROOMS = Rows(64.0, 16.0, 40.0, 46.0, 0.7, 4.0)


def build(block: Polygon, use: str, chance: Random) -> list[Polygon]:
    """Return the footprints in ``block``, which is already clear of streets and water."""
    if use not in _MAKERS:
        return []
    margin_m, maker = _MAKERS[use]
    return [house for part in polygons(block.buffer(-margin_m)) for house in maker(part, chance)]


def in_rows(block: Polygon, rows: Rows, angle_deg: float, chance: Random) -> list[Polygon]:
    """Return the buildings of ``rows`` that fit wholly into ``block``."""
    middle = block.centroid
    lying = rotate(block, -angle_deg, origin=middle)
    left, low, right, high = lying.bounds
    step_x, step_y = rows.width_m + rows.gap_x_m, rows.depth_m + rows.gap_y_m
    columns, lines = max(0, math.ceil((right - left) / step_x)), max(0, math.ceil((high - low) / step_y))
    spots = [
        (
            left + column * step_x + chance.uniform(0, rows.shake_m),
            low + line * step_y + chance.uniform(0, rows.shake_m),
        )
        for line in range(lines)
        for column in range(columns)
        if chance.random() < rows.kept
    ]
    if not spots:
        return []
    x, y = np.array(spots).T
    houses = shapely.box(x, y, x + rows.width_m, y + rows.depth_m)
    shapely.prepare(lying)
    return [rotate(house, angle_deg, origin=middle) for house in houses[shapely.contains(lying, houses)]]


def south(block: Polygon, chance: Random) -> float:
    """Return the angle in degrees at which rows in ``block`` look south and fit its sides."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(block))
    side = corners[1] - corners[0]
    angle = (math.degrees(math.atan2(side[1], side[0])) + 45.0) % 90.0 - 45.0
    return max(-_SOUTH_DEG, min(_SOUTH_DEG, angle + chance.uniform(-1.0, 1.0)))


def _lots(block: Polygon, wanted_m2: float, setback_m: float, kept: float, chance: Random) -> list[Polygon]:
    """Return buildings that fill lots up to a setback."""
    lots = cut_up(block, wanted_m2=wanted_m2, texture=_STRAIGHT, chance=chance).pieces
    built = [lot for lot in lots if chance.random() < kept]
    shapes = [part for lot in built for part in polygons(lot.buffer(-setback_m, join_style="mitre").simplify(0.8))]
    return [shape for shape in shapes if shape.area > MIN_BUILDING_M2]


def _housing(block: Polygon, chance: Random) -> list[Polygon]:
    rows = TOWERS if chance.random() < NEW_ESTATES else SLABS
    return in_rows(block, rows, south(block, chance), chance)


def _towers(block: Polygon, chance: Random) -> list[Polygon]:
    if chance.random() < PODIUM_SHARE:
        return [_courtyard(shape, chance) for shape in _lots(block, 9_000, 9.0, 0.9, chance)]
    return in_rows(block, TOWERS, south(block, chance), chance)


def _courtyard(shape: Polygon, chance: Random) -> Polygon:
    """Return ``shape`` around a yard when it is deep enough to have one."""
    yards = polygons(shape.buffer(-chance.uniform(16.0, 20.0), join_style="mitre"))
    if len(yards) != 1 or yards[0].area < MIN_YARD_M2:
        return shape
    return Polygon(shape.exterior, [yards[0].exterior.coords])


def _offices(block: Polygon, chance: Random) -> list[Polygon]:
    return [_courtyard(shape, chance) for shape in _lots(block, 7_500, 11.0, 0.75, chance)]


def _old_town(block: Polygon, chance: Random) -> list[Polygon]:
    return _lots(block, 420, 1.7, 0.9, chance)


def _works(block: Polygon, chance: Random) -> list[Polygon]:
    return _lots(block, 8_500, 9.0, 0.85, chance)


def _campus(block: Polygon, chance: Random) -> list[Polygon]:
    return in_rows(block, CLASSROOMS, south(block, chance), chance)


#: Free margin along the streets in metres, and the manner of building.
_MAKERS: dict[str, tuple[float, Callable[[Polygon, Random], list[Polygon]]]] = {
    "housing": (9.0, _housing),
    "towers": (7.0, _towers),
    "offices": (8.0, _offices),
    "old_town": (1.5, _old_town),
    "works": (8.0, _works),
    "campus": (15.0, _campus),
}
