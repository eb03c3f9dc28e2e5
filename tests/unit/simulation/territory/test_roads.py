"""Twenty-five graded main roads, and a network on which one can get everywhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import shapely

from gridwarden.grids.domain.kinds import RoadGrade

if TYPE_CHECKING:
    from gridwarden.simulation.territory.build import Parts
    from gridwarden.simulation.territory.model import Road, Territory

#: Named in the source report.
REPORTED = {"先锋路", "新华路", "吼山路", "山河路"}


def main_roads(territory: Territory) -> list[Road]:
    return [road for road in territory.roads if road.is_main]


def test_there_are_25_main_roads_each_under_its_own_name(territory: Territory) -> None:
    assert len(main_roads(territory)) == len({road.name for road in main_roads(territory)}) == 25


def test_the_roads_of_the_report_are_among_them(territory: Territory) -> None:
    assert {road.name for road in main_roads(territory)} >= REPORTED


def test_main_roads_are_graded_in_all_three_grades(territory: Territory) -> None:
    grades = Counter(road.grade for road in main_roads(territory))
    assert set(grades) == set(RoadGrade)
    assert min(grades.values()) >= 4


def test_every_road_has_a_grade_that_the_product_knows(territory: Territory) -> None:
    assert {road.grade for road in territory.roads} <= set(RoadGrade)


def test_keys_are_never_used_twice(territory: Territory) -> None:
    assert len({road.key for road in territory.roads}) == len(territory.roads)


def test_only_main_roads_bear_the_class_of_main_roads(territory: Territory) -> None:
    main = {"primary", "secondary", "tertiary"}
    assert all((road.highway in main) == road.is_main for road in territory.roads)


def test_named_roads_do_not_share_a_name(territory: Territory) -> None:
    names = Counter(road.name for road in territory.roads if road.name)
    assert names.most_common(1)[0][1] == 1


def test_main_roads_stay_inside_the_district_and_off_the_mountain(parts: Parts) -> None:
    for way in parts.ways:
        if way.is_main:
            assert parts.plan.district.buffer(0.1).covers(way.line), way.name
            assert way.line.intersection(parts.plan.mountain.buffer(-0.5)).is_empty, way.name


def test_all_main_roads_hang_together(parts: Parts) -> None:
    main = shapely.union_all([way.line.buffer(0.5) for way in parts.ways if way.is_main])
    assert main.geom_type == "Polygon"


def test_nearly_all_streets_can_be_reached_from_the_main_roads(parts: Parts) -> None:
    network = shapely.union_all([way.line.buffer(3.0) for way in parts.ways])
    pieces = sorted(shapely.get_parts(network), key=lambda piece: -piece.area)
    assert sum(piece.area for piece in pieces[1:]) < 0.05 * pieces[0].area


def test_main_roads_bend(parts: Parts) -> None:
    for way in parts.ways:
        if way.key in {"main/1", "main/2", "main/7"}:
            (line,) = shapely.get_parts(shapely.line_merge(way.line))[:1]
            ends = shapely.LineString([line.coords[0], line.coords[-1]])
            assert line.hausdorff_distance(ends) > 40.0, way.name


def test_grades_fall_from_arterial_to_back_street_with_the_class_of_the_road(territory: Territory) -> None:
    assert all(road.grade == "arterial" for road in territory.roads if road.highway == "primary")
    assert all(road.grade == "back_street" for road in territory.roads if not road.is_main)
