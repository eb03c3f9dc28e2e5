"""Villages: a few lanes off the country road, and cottages in rows that look south."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.ops import nearest_points

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.curves import polygons, roughen
from gridwarden.simulation.territory.footprints import COTTAGES, in_rows

if TYPE_CHECKING:
    from random import Random

    from shapely.geometry.base import BaseGeometry

    from gridwarden.simulation.territory.drawing import Drawing, Hamlet
    from gridwarden.simulation.territory.ground import Ground

#: Cottages keep this far from lanes and from country roads.
LANE_HALF_M, ROAD_HALF_M, RAIL_HALF_M = 4.0, 20.0, 45.0
#: Every second lane across the village, in metres from the last.
_LANE_STEP_M = 95.0
#: Lanes reach this far at most; shorter ones than the minimum are yards.
_LANE_REACH_M, _LANE_MIN_M = 260.0, 30.0
#: A wobble of the outline in metres.
_OUTLINE_ROUGH_M = 34.0


@dataclass(frozen=True, slots=True)
class Village:
    """A built-up village with its lanes; the first lane leads out to the country roads."""

    name: str
    outline: Polygon
    lanes: tuple[LineString, ...]
    cottages: tuple[Polygon, ...]


def build_villages(drawing: Drawing, ground: Ground, *, seed: int) -> tuple[Village, ...]:
    """Build every village of the sketch and the clusters of houses around them."""
    roads = shapely.union_all([road.inside for road in ground.roads])
    barred = shapely.union_all(
        [roads.buffer(ROAD_HALF_M), ground.water.buffer(7.0), ground.railway.line.buffer(RAIL_HALF_M), ground.mountain]
    )
    land = ground.district.buffer(-25.0)
    free = land.difference(barred)
    return tuple(_village(hamlet, ground, roads, free, seed) for hamlet in (*drawing.hamlets, *drawing.clusters))


def _village(hamlet: Hamlet, ground: Ground, roads: BaseGeometry, land: BaseGeometry, seed: int) -> Village:
    chance = chance_of(seed, hamlet.name)
    middle = ground.point(hamlet.at)
    tilt = math.radians(chance.uniform(-16.0, 16.0))
    outline = _outline(middle, hamlet.radius_m, tilt, chance)
    exits = _exits(middle, roads)
    street = _street(exits, middle, chance)
    lanes = (street, *_side_lanes(street, outline.intersection(ground.district), tilt, chance))
    free = outline.intersection(land).difference(shapely.union_all(lanes).buffer(LANE_HALF_M))
    cottages = [
        cottage
        for part in polygons(free)
        for cottage in in_rows(part, COTTAGES, math.degrees(tilt) + chance.uniform(-3.0, 3.0), chance)
    ]
    return Village(hamlet.name, outline, lanes, tuple(cottages))


def _outline(middle: Point, radius_m: float, tilt: float, chance: Random) -> Polygon:
    """Return an oval, longer from west to east, with a restless edge."""
    turn = np.linspace(0.0, 2 * math.pi, 90)
    longer = chance.uniform(1.1, 1.45)
    x, y = radius_m * longer * np.cos(turn), radius_m / longer * np.sin(turn)
    oval = np.column_stack([x * math.cos(tilt) - y * math.sin(tilt), x * math.sin(tilt) + y * math.cos(tilt)])
    edge = roughen((oval + np.array([middle.x, middle.y])) / 1000.0, amplitude=_OUTLINE_ROUGH_M / 1000.0, chance=chance)
    return Polygon(edge * 1000.0).buffer(0)


def _exits(middle: Point, roads: BaseGeometry) -> tuple[Point, Point]:
    """Return the nearest points on the road network in two opposite directions."""
    first = nearest_points(roads, middle)[0]
    away = np.array([middle.x - first.x, middle.y - first.y])
    away = away / (np.hypot(*away) or 1.0)
    side = np.array([-away[1], away[0]])
    here = np.array([middle.x, middle.y])
    wedge = Polygon([here + away * 30.0, here + (away + side) * 1500.0, here + (away - side) * 1500.0])
    ahead = roads.intersection(wedge)
    if ahead.is_empty:
        return first, middle
    return first, nearest_points(ahead, middle)[0]


def _street(exits: tuple[Point, Point], middle: Point, chance: Random) -> LineString:
    """Return the village street from one exit through the middle to the other, gently winding."""
    knots = np.array([(point.x, point.y) for point in (exits[0], middle, exits[1])])
    t = np.linspace(0.0, 1.0, 24)[:, None]
    bow = (1 - t) ** 2 * knots[0] + 2 * t * (1 - t) * (2 * knots[1] - (knots[0] + knots[2]) / 2) + t**2 * knots[2]
    winding = roughen(bow / 1000.0, amplitude=0.009, chance=chance) * 1000.0
    return LineString(winding)


def _side_lanes(street: LineString, inside: BaseGeometry, tilt: float, chance: Random) -> list[LineString]:
    """Return lanes across the village street, from edge to edge of the village."""
    within = street.intersection(inside)
    lanes = []
    at = _LANE_STEP_M * chance.uniform(0.4, 0.8)
    while at < within.length:
        lanes += _lane_across(within.interpolate(at), inside, tilt + chance.uniform(-0.12, 0.12))
        at += _LANE_STEP_M * chance.uniform(0.8, 1.25)
    return lanes


def _lane_across(here: Point, inside: BaseGeometry, tilt: float) -> list[LineString]:
    across = np.array([-math.sin(tilt), math.cos(tilt)]) * _LANE_REACH_M
    spot = np.array([here.x, here.y])
    lane = LineString([spot - across, spot, spot + across]).intersection(inside)
    return [
        part for part in shapely.get_parts(lane).tolist() if part.distance(here) < 1.0 and part.length > _LANE_MIN_M
    ]
