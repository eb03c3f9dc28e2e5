"""The sketch is complete, and the ground is the sketch brought to measure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
import shapely

from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.simulation.territory.blocks import TEXTURES
from gridwarden.simulation.territory.curves import MIDDLE_M, PLANE_SRID, to_plane, waves_per_line
from gridwarden.simulation.territory.drawing import load_drawing
from gridwarden.simulation.territory.ground import DISTRICT_M2, MOUNTAIN_M2, REACH_M
from gridwarden.simulation.territory.town import HALF_WIDTH_M

if TYPE_CHECKING:
    from gridwarden.simulation.territory.build import Parts

DRAWING = load_drawing()


def test_the_code_has_six_digits() -> None:
    assert len(DRAWING.code6) == 6
    assert DRAWING.code6.isdigit()


def test_a_sketched_grid_tells_its_class_and_its_zone() -> None:
    zones = Counter((grid.grid_class, grid.zone) for grid in DRAWING.grids)
    assert zones == {("A", "core"): 12, ("A", "town"): 3, ("B", "town"): 9, ("C", "village"): 7}


def test_every_grid_claims_some_land() -> None:
    assert all(grid.claims for grid in DRAWING.grids)


def test_every_quarter_has_a_texture() -> None:
    assert {quarter.use for quarter in DRAWING.quarters} <= set(TEXTURES)


def test_every_road_has_a_grade_and_a_width() -> None:
    for road in DRAWING.roads:
        assert road.grade in set(RoadGrade)
        assert road.highway in HALF_WIDTH_M


@pytest.mark.parametrize("kind", ["water", "lakes", "hamlets", "clusters", "nurseries", "roads"])
def test_names_are_used_once(kind: str) -> None:
    names = Counter(one.name for one in getattr(DRAWING, kind))
    assert names.most_common(1)[0][1] == 1


def test_the_report_names_the_nurseries() -> None:
    regions = {"胶南", "安南", "山河路", "白丹山"}
    assert {nursery.name.removesuffix("苗木基地") for nursery in DRAWING.nurseries} == regions


def test_the_ground_has_the_reports_areas(parts: Parts) -> None:
    assert parts.ground.district.area == pytest.approx(DISTRICT_M2, rel=1e-6)
    inside = parts.ground.mountain.intersection(parts.ground.district)
    assert inside.area == pytest.approx(MOUNTAIN_M2, rel=1e-5)


def test_the_sketch_is_hardly_stretched(parts: Parts) -> None:
    assert parts.ground.factor == pytest.approx(1.0, abs=0.02)


def test_a_sketched_point_lies_where_its_road_lies(parts: Parts) -> None:
    for road in parts.ground.roads[:5]:
        knot = road.stroke.line[len(road.stroke.line) // 2]
        assert parts.ground.point(knot).distance(road.line) < 1.0


def test_roads_that_end_near_another_end_on_it(parts: Parts) -> None:
    roads = parts.ground.roads
    for road in roads:
        others = shapely.union_all([other.line for other in roads if other is not road])
        for end in (shapely.Point(road.line.coords[0]), shapely.Point(road.line.coords[-1])):
            gap = end.distance(others)
            assert gap < 1.5 or gap > REACH_M / 2 or not parts.ground.district.contains(end), road.stroke.name


def test_water_is_dry_land_nowhere(parts: Parts) -> None:
    assert parts.ground.water.is_valid
    assert parts.ground.water.intersection(parts.ground.mountain).area < 1.0


def test_the_bend_is_gentle() -> None:
    grid = tuple((x / 4, y / 4) for x in range(-16, 17) for y in range(-13, 14))
    moved = to_plane(grid) / 1000.0
    for (x, y), (east, north) in zip(grid, moved, strict=True):
        assert (east - x) ** 2 + (north - y) ** 2 < 0.8**2


def test_the_middle_lies_in_the_plane_of_120_degrees() -> None:
    assert PLANE_SRID == 4549
    assert 440_000 < MIDDLE_M[0] < 640_000


def test_long_lines_have_more_waves() -> None:
    assert waves_per_line(0.1) == 1.0
    assert waves_per_line(9.0) == 10.0
