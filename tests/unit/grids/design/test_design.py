"""From a town to its grids: the promises that every plan keeps."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridwarden.grids.domain import seamless
from gridwarden.grids.domain.design import (
    Design,
    DesignParams,
    DesignRefused,
    Step,
    TodayGrid,
    Town,
    Wishes,
    design,
)
from gridwarden.grids.domain.design.params import Counts, Modes
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.limits import max_patrol_diameter_m
from gridwarden.grids.domain.measures import plane_around
from gridwarden.grids.domain.seamless import GridShape, RoadShape, Territory

from .invented import LON, rectangle, town, zone

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Quick enough for a test; the plans are not the best.
QUICK = DesignParams(seed=1, time_limit_s=2.0)
#: A core in the west, a town around it, villages in the east.
ZONES = (
    zone("village", -10, -10, 3100, 2100),
    zone("town", -10, -10, 1800, 2100),
    zone("core", -10, -10, 800, 2100),
)


def check(town_: Town, grids: Iterable[tuple[str, GridClass, PatrolMode, shapely.Geometry]]) -> seamless.CheckReport:
    shapes = tuple(GridShape(code, one.value, mode.value, shape) for code, one, mode, shape in grids)
    roads = tuple(RoadShape(road.key, road.geometry) for road in town_.roads)
    territory = Territory(
        plane=plane_around(LON), boundary=town_.boundary, excluded=town_.excluded, grids=shapes, roads=roads
    )
    return seamless.check(territory)


def assert_keeps_its_promises(town_: Town, plan: Design) -> None:
    found = check(town_, ((one.code, one.grid_class, one.patrol_mode, one.geometry) for one in plan.grids))
    assert found.as_dict()["findings"] == []
    assert found.totals.gaps_m2 + found.totals.overlaps_m2 + found.totals.beyond_m2 < 1.0
    assert abs(plan.figures.unaccounted_m2) < 1.0
    for grid in plan.grids:
        assert grid.geometry.geom_type == "Polygon"
        assert grid.diameter_m <= max_patrol_diameter_m(grid.grid_class, grid.patrol_mode)
    codes = [grid.code for grid in plan.grids]
    assert codes == sorted(set(codes))
    assert {road.grid for road in plan.roads} <= set(codes)
    assert plan.figures.count == len(codes) >= plan.figures.lower_bound


def assert_roads_are_whole(town_: Town, plan: Design) -> None:
    """Every metre of road inside is in the plan once; a road reaches its grid, and most road lies in or along it."""
    plane = plane_around(LON)
    land = shapely.difference(town_.boundary, town_.excluded)
    inside = shapely.union_all([road.geometry for road in town_.roads]).intersection(land)
    assert sum(road.length_m for road in plan.roads) == pytest.approx(plane.length_m(inside), rel=1e-4)
    grids = {grid.code: shapely.buffer(grid.geometry, 1e-8) for grid in plan.grids}
    assert all(grids[road.grid].intersects(road.geometry) for road in plan.roads)
    within = [road.geometry.intersection(grids[road.grid]) for road in plan.roads]
    assert sum(plane.length_m(part) for part in within) > 0.8 * sum(road.length_m for road in plan.roads)


@lru_cache
def planned(seed: int = 1, counts: Counts = Counts(), **parts: object) -> tuple[Town, Design]:  # noqa: B008 - frozen
    place = town(seed, **parts)  # type: ignore[arg-type]
    return place, design(place, replace(QUICK, counts=counts))


def test_a_town_without_zones_gets_grids_that_keep_every_limit() -> None:
    place, plan = planned()
    assert_keeps_its_promises(place, plan)
    assert_roads_are_whole(place, plan)


def test_the_work_of_the_grids_is_the_work_of_roads_and_land() -> None:
    _, plan = planned()
    on_roads = sum(road.minutes for road in plan.roads)
    assert 0 < on_roads < plan.figures.load_minutes
    assert plan.figures.load_minutes == pytest.approx(sum(grid.load_minutes for grid in plan.grids))


def test_wanted_numbers_are_met_without_zones() -> None:
    place, plan = planned(1, Counts(A=3, B=3, C=1))
    assert_keeps_its_promises(place, plan)
    assert {name: one.count for name, one in plan.figures.by_class.items()} == {"A": 3, "B": 3, "C": 1}


def test_grids_keep_to_the_zones_that_are_given() -> None:
    place, plan = planned(1, Counts(), zones=ZONES)
    assert_keeps_its_promises(place, plan)
    village, town_, core = (one.geometry for one in ZONES)
    for grid in plan.grids:
        area = grid.geometry.area
        if grid.geometry.intersection(core).area > 0.1 * area:
            assert grid.grid_class is GridClass.A
        if grid.geometry.intersection(shapely.difference(village, town_)).area > 0.1 * area:
            assert grid.grid_class is GridClass.C


def test_the_same_seed_gives_the_same_plan() -> None:
    place, plan = planned()
    again = design(place, QUICK)
    assert [grid.geometry.wkb for grid in again.grids] == [grid.geometry.wkb for grid in plan.grids]


def test_excluded_land_lies_in_no_grid() -> None:
    place = town(2, excluded=rectangle(1200, 700, 1700, 1100))
    plan = design(place, QUICK)
    assert_keeps_its_promises(place, plan)
    assert_roads_are_whole(place, plan)


def test_vehicles_reach_farther_than_feet() -> None:
    place = town(1, width=4000.0)
    driven = replace(QUICK, modes=Modes(*[PatrolMode.VEHICLE] * 3))
    plan = design(place, driven)
    assert_keeps_its_promises(place, plan)
    assert {grid.patrol_mode for grid in plan.grids} == {PatrolMode.VEHICLE}
    assert plan.figures.count <= 3


def test_numbers_follow_the_community_where_one_is_given() -> None:
    place = town(1, width=1500.0, height=1000.0)
    plan = design(place, replace(QUICK, community="320205002001"))
    assert plan.grids[0].code == "320205002001001"
    assert all(len(grid.code) == 15 for grid in plan.grids)


def test_a_locked_grid_stays_as_it_is_with_its_code() -> None:
    place, before = planned()
    kept = before.grids[0]
    locked = TodayGrid(
        code=kept.code,
        grid_class=kept.grid_class,
        patrol_mode=kept.patrol_mode,
        geometry=kept.geometry,
        is_locked=True,
    )
    plan = design(place, replace(QUICK, seed=2), wishes=Wishes(today=(locked,)))
    assert_keeps_its_promises(place, plan)
    same = next(grid for grid in plan.grids if grid.code == kept.code)
    assert shapely.symmetric_difference(same.geometry, kept.geometry).area * 1e10 < 1.0


def test_todays_plan_is_kept_where_keeping_is_dear() -> None:
    place, before = planned()
    today = tuple(
        TodayGrid(code=one.code, grid_class=one.grid_class, patrol_mode=one.patrol_mode, geometry=one.geometry)
        for one in before.grids
    )
    plan = design(place, replace(QUICK, seed=5), wishes=Wishes(today=today, keep=5.0))
    assert plan.figures.changed_share is not None
    assert plan.figures.changed_share < 0.35


def test_the_search_tells_how_far_it_is() -> None:
    steps: list[Step] = []
    design(town(1, width=1500.0, height=1000.0), QUICK, steps.append)
    assert [steps[0].name, steps[-1].name] == ["lines", "drawing"]
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_a_search_that_is_stopped_keeps_its_promises_all_the_same() -> None:
    place = town(1)
    plan = design(place, QUICK, stop=lambda: True)
    assert_keeps_its_promises(place, plan)
    assert plan.figures.is_cut_short


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (
            Counts(A=1, B=1, C=0),
            r"A=1, B=1, C=0 is impossible: within their limits they cover 3.53 of 6.\d+ km² at most",
        ),
        (Counts(A=0, B=1, C=0), r"A=0, B=1, C=0 is impossible: within their limits they cover 1.77 of 6.\d+ km²"),
    ],
)
def test_too_few_grids_are_refused_with_the_reason(counts: Counts, told: str) -> None:
    with pytest.raises(DesignRefused, match=told):
        planned(1, counts)


def test_a_class_without_land_is_refused() -> None:
    place = town(1, zones=(zone("core", -10, -10, 3100, 2100),))
    with pytest.raises(DesignRefused, match=r"C=2 is impossible: no land is of that class \(the land lies around"):
        design(place, replace(QUICK, counts=Counts(C=2)))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    seed=st.integers(0, 1000),
    width=st.integers(1200, 3600),
    height=st.integers(900, 2400),
    has_zones=st.booleans(),
)
def test_any_town_gets_grids_that_keep_every_promise(seed: int, width: int, height: int, *, has_zones: bool) -> None:
    place = town(seed, float(width), float(height), zones=ZONES if has_zones else ())
    plan = design(place, replace(QUICK, seed=seed, time_limit_s=1.0))
    assert_keeps_its_promises(place, plan)
    assert_roads_are_whole(place, plan)
