"""The thirty-one grids have the report's numbers and leave no square metre out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely

from gridwarden.grids.domain.kinds import PatrolMode
from gridwarden.grids.domain.limits import max_patrol_diameter_m
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.domain.seamless import GridShape, RoadShape, check
from gridwarden.grids.domain.seamless import Territory as Checked
from gridwarden.simulation.territory.drawing import GridSeed, load_drawing
from gridwarden.simulation.territory.plan import PlannedGrid, UnclaimedLand, draw_plan

if TYPE_CHECKING:
    from gridwarden.grids.domain.findings import CheckReport
    from gridwarden.simulation.territory.build import Parts
    from gridwarden.simulation.territory.model import Territory


@pytest.fixture(scope="module")
def report(territory: Territory) -> CheckReport:
    return check(
        Checked(
            plane=Plane(territory.plane_srid),
            boundary=territory.boundary,
            grids=tuple(GridShape(grid.code, grid.grid_class, "foot", grid.shape) for grid in territory.grids),
            excluded=shapely.union_all([zone.shape for zone in territory.zones if zone.kind == "excluded"]),
            roads=tuple(RoadShape(road.name, road.line) for road in territory.roads),
        )
    )


def test_there_are_fifteen_a_nine_b_and_seven_c_grids(territory: Territory) -> None:
    assert Counter(grid.grid_class for grid in territory.grids) == {"A": 15, "B": 9, "C": 7}


def test_no_two_grids_share_code_or_name(territory: Territory) -> None:
    assert len({grid.code for grid in territory.grids}) == len({grid.name for grid in territory.grids}) == 31


def test_the_products_own_check_finds_nothing(report: CheckReport) -> None:
    assert report.is_clean, report.counts()


def test_grids_and_mountain_are_the_district_to_less_than_a_square_metre(report: CheckReport) -> None:
    totals = report.totals
    assert totals.gaps_m2 < 1.0
    assert totals.overlaps_m2 < 1.0
    assert totals.beyond_m2 < 1.0
    assert abs(totals.balance_m2) < 1.0


def test_the_district_measures_44_square_kilometres(report: CheckReport) -> None:
    assert report.totals.district_m2 == pytest.approx(44_000_000, abs=50)


def test_the_mean_grid_measures_1_32_square_kilometres_without_the_mountain(report: CheckReport) -> None:
    assert report.totals.to_cover_m2 / 31 == pytest.approx(1_320_000, abs=5)


def test_the_core_measures_ten_square_kilometres_within_half_a_percent(territory: Territory) -> None:
    core = next(zone for zone in territory.zones if zone.kind == "core")
    assert Plane(territory.plane_srid).area_m2(core.shape) == pytest.approx(10_000_000, rel=0.005)


def test_every_grid_is_one_valid_polygon_without_holes(territory: Territory) -> None:
    for grid in territory.grids:
        assert grid.shape.geom_type == "Polygon", grid.code
        assert grid.shape.is_valid, grid.code
        assert not grid.shape.interiors, grid.code


def test_every_grid_can_be_crossed_on_foot(territory: Territory) -> None:
    plane = Plane(territory.plane_srid)
    too_wide = {
        grid.code: plane.diameter_m(grid.shape)
        for grid in territory.grids
        if plane.diameter_m(grid.shape) > max_patrol_diameter_m(grid.grid_class, PatrolMode.FOOT)
    }
    assert not too_wide


def test_the_plan_measures_diameters_as_the_product_does(parts: Parts, territory: Territory) -> None:
    plane = Plane(territory.plane_srid)
    for planned, stored in zip(parts.plan.grids, territory.grids, strict=True):
        assert planned.diameter_m == pytest.approx(plane.diameter_m(stored.shape), abs=0.01)


def test_borders_inside_the_district_run_along_roads_rivers_or_the_mountain(parts: Parts) -> None:
    plan, ground = parts.plan, parts.ground
    inner = shapely.union_all([grid.shape.boundary for grid in plan.grids]).difference(
        plan.district.boundary.buffer(0.1)
    )
    lines = [road.line for road in ground.roads] + [river.line for river in ground.rivers]
    along = shapely.union_all([*lines, plan.mountain.boundary]).buffer(0.1)
    assert inner.difference(along).length < 1.0


def test_neighbours_share_their_vertices(territory: Territory) -> None:
    union = shapely.coverage_union_all([grid.shape for grid in territory.grids])
    assert shapely.coverage_is_valid([grid.shape for grid in territory.grids])
    assert union.geom_type == "Polygon"


def test_pieces_of_land_know_their_grid(parts: Parts) -> None:
    for piece in parts.plan.pieces:
        assert piece.grid.shape.covers(piece.shape.representative_point())


def test_a_claim_on_land_that_another_grid_has_is_refused(parts: Parts) -> None:
    drawing = load_drawing()
    greedy = replace(drawing.grids[1], claims=drawing.grids[0].claims)
    with pytest.raises(UnclaimedLand, match="A02 claims"):
        draw_plan(replace(drawing, grids=(drawing.grids[0], greedy)), parts.ground)


def test_a_grid_in_two_pieces_is_refused(parts: Parts) -> None:
    drawing = load_drawing()
    torn = GridSeed("A01", "two ends", "core", (drawing.grids[0].claims[0], drawing.grids[-1].claims[-1]))
    others = (replace(drawing.grids[5], code="A02"), replace(drawing.grids[17], code="A03"))
    with pytest.raises(UnclaimedLand, match="not one piece"):
        draw_plan(replace(drawing, grids=(torn, *others, *drawing.grids[6:12])), parts.ground)


def test_a_grid_knows_its_class_by_its_code() -> None:
    grid = PlannedGrid("B07", "north", "town", shapely.box(0, 0, 300, 400))
    assert grid.grid_class == "B"
    assert grid.diameter_m == pytest.approx(500.0)
