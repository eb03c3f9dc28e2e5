"""The lie of the land: the sketch brought to measure, clipped to the district."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.affinity import translate

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.curves import on_raster, polygons, roughen, smooth, to_plane

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.simulation.territory.drawing import Blot, Drawing, Line, Stroke

#: The report's figures that the ground reproduces.
DISTRICT_M2 = 44_000_000.0
MOUNTAIN_M2 = DISTRICT_M2 - 31 * 1_320_000.0
#: A road that ends this close to another one joins it.
REACH_M = 90.0
#: Middle lines of watercourses and the boundary wander this far, in kilometres.
BOUNDARY_ROUGH_KM, SHORE_ROUGH_KM, RIVER_ROUGH_KM = 0.03, 0.025, 0.012


@dataclass(frozen=True, slots=True)
class Course:
    """A road or watercourse; ``line`` runs beyond the district, ``inside`` stays on its open land."""

    stroke: Stroke
    line: LineString
    inside: BaseGeometry


@dataclass(frozen=True, slots=True)
class Ground:
    """District, mountain, roads, railway and water in metres around the middle."""

    district: Polygon
    mountain: Polygon
    roads: tuple[Course, ...]
    railway: Course
    rivers: tuple[Course, ...]
    water: MultiPolygon
    lakes: tuple[tuple[str, Polygon], ...]
    #: Metres on the ground for one kilometre of the sketch, divided by a thousand.
    factor: float

    def point(self, sketched: tuple[float, float]) -> Point:
        """Return where a sketched point lies on the ground."""
        x, y = to_plane((sketched,))[0] * self.factor
        return Point(x, y)


def lay_ground(drawing: Drawing, *, seed: int) -> Ground:
    """Scale the sketch so that district and mountain have exactly the report's areas."""
    outline = _ring(drawing.boundary, BOUNDARY_ROUGH_KM, seed, "boundary", 1.0)
    factor = (DISTRICT_M2 / outline.area) ** 0.5
    district = on_raster(_ring(drawing.boundary, BOUNDARY_ROUGH_KM, seed, "boundary", factor))
    mountain = _mountain(drawing.mountain, district, seed, factor)
    land = district.difference(mountain)
    build = partial(_course, land=land, seed=seed, factor=factor)
    rivers = tuple(build(stroke, rough=RIVER_ROUGH_KM) for stroke in drawing.water)
    lakes = tuple((lake.name, _ring(lake.ring, SHORE_ROUGH_KM / 2, seed, lake.name, factor)) for lake in drawing.lakes)
    return Ground(
        district=district,
        mountain=mountain,
        roads=_meet(tuple(build(stroke, rough=0.0) for stroke in drawing.roads), land),
        railway=build(drawing.railway, rough=0.0),
        rivers=rivers,
        water=_water(rivers, lakes, land),
        lakes=lakes,
        factor=factor,
    )


def _ring(points: Line, rough_km: float, seed: int, topic: str, factor: float) -> Polygon:
    curve = roughen(smooth(points, closed=True), amplitude=rough_km, chance=chance_of(seed, topic))
    return Polygon(to_plane(curve) * factor)


def _course(stroke: Stroke, *, rough: float, land: BaseGeometry, seed: int, factor: float) -> Course:
    curve = smooth(stroke.line)
    if rough:
        curve = roughen(curve, amplitude=rough, chance=chance_of(seed, stroke.name))
    line = on_raster(LineString(to_plane(curve) * factor))
    return Course(stroke, line, line.intersection(land))


def _mountain(blot: Blot, district: Polygon, seed: int, factor: float) -> Polygon:
    """Return the mountain, moved up or down until the wanted area lies inside the district."""
    shape = _ring(blot.ring, SHORE_ROUGH_KM, seed, blot.name, factor)
    low, high = -1000.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        too_much = translate(shape, 0, middle).intersection(district).area > MOUNTAIN_M2
        low, high = (middle, high) if too_much else (low, middle)
    return on_raster(translate(shape, 0, low))


def _meet(roads: tuple[Course, ...], land: BaseGeometry) -> tuple[Course, ...]:
    """Let every road that ends near another end on it."""
    return tuple(
        _reaching(road, shapely.union_all([other.line for other in roads if other is not road]), land) for road in roads
    )


def _reaching(road: Course, others: BaseGeometry, land: BaseGeometry) -> Course:
    points = list(road.line.coords)
    points = _moved_end(points[::-1], others, land)[::-1]
    points = _moved_end(points, others, land)
    line = on_raster(LineString(points))
    return Course(road.stroke, line, line.intersection(land))


def _moved_end(points: list[tuple[float, ...]], others: BaseGeometry, land: BaseGeometry) -> list[tuple[float, ...]]:
    """Move the last point onto the nearest other road, a metre beyond so that the two surely cross."""
    end = Point(points[-1])
    if not land.contains(end) or end.distance(others) > REACH_M:
        return points
    keep = [point for point in points[:-1] if Point(point).distance(end) > REACH_M / 2]
    goal = shapely.shortest_line(end, others).coords[1]
    run = Point(keep[-1]).distance(Point(goal))
    beyond = [g + (g - k) / run for g, k in zip(goal, keep[-1], strict=True)]
    return [*keep, (beyond[0], beyond[1])]


def _water(rivers: tuple[Course, ...], lakes: tuple[tuple[str, Polygon], ...], land: BaseGeometry) -> MultiPolygon:
    shapes = [river.line.buffer(river.stroke.width_m / 2) for river in rivers]
    joined = shapely.union_all([*shapes, *(lake for _, lake in lakes)]).intersection(land)
    return MultiPolygon(polygons(joined))
