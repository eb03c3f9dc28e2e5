"""Streets reach the roads, blocks lie between them, villages hold together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
import shapely
from shapely import LineString, Polygon

from gridwarden.simulation.territory.landscape import NURSERIES_M2
from gridwarden.simulation.territory.town import PARK_SHARE

if TYPE_CHECKING:
    from gridwarden.simulation.territory.build import Parts


def test_every_use_occurs(parts: Parts) -> None:
    uses = Counter(block.use for block in parts.town.blocks)
    assert uses.keys() >= {"housing", "old_town", "towers", "offices", "works", "campus", "park", "idle"}


def test_blocks_keep_clear_of_main_roads_and_water(parts: Parts) -> None:
    tree = shapely.STRtree([block.shape for block in parts.town.blocks])
    roads = shapely.union_all([road.line.buffer(9.0) for road in parts.ground.roads])
    assert not len(tree.query(roads, predicate="intersects"))
    assert not len(tree.query(parts.ground.water, predicate="intersects"))


def test_no_two_blocks_overlap(parts: Parts) -> None:
    shapes = [block.shape for block in parts.town.blocks]
    one, other = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    assert not [pair for pair in zip(one.tolist(), other.tolist(), strict=True) if pair[0] < pair[1]]


def test_streets_run_through_the_town_and_not_through_the_country(parts: Parts) -> None:
    country = shapely.union_all([grid.shape for grid in parts.plan.grids if grid.zone == "village"]).buffer(-1.0)
    shapely.prepare(country)
    assert not any(country.intersects(street.line) for street in parts.town.streets)


def test_the_old_town_is_finer_than_the_new(parts: Parts) -> None:
    def mean_m2(use: str) -> float:
        shapes: list[Polygon] = [block.shape for block in parts.town.blocks if block.use == use]
        return sum(shape.area for shape in shapes) / len(shapes)

    assert 3 * mean_m2("old_town") < min(mean_m2("housing"), mean_m2("towers"), mean_m2("works"))


def test_some_housing_is_parks(parts: Parts) -> None:
    assert 0 < PARK_SHARE < 0.2
    assert sum(block.use == "park" for block in parts.town.blocks) >= 5


def test_buildings_stand_in_blocks(parts: Parts) -> None:
    tree = shapely.STRtree([block.shape.buffer(0.1) for block in parts.town.blocks])
    inside, _ = tree.query(list(parts.town.buildings), predicate="within")
    assert len(set(inside.tolist())) == len(parts.town.buildings)


def test_there_are_twelve_villages_and_their_clusters(parts: Parts) -> None:
    names = [village.name for village in parts.villages]
    assert names[:12] == [hamlet.name for hamlet in parts.drawing.hamlets]
    assert len(set(names)) == len(names) == 12 + len(parts.drawing.clusters)


def test_a_village_is_larger_than_a_cluster(parts: Parts) -> None:
    sizes = [len(village.cottages) for village in parts.villages]
    assert min(sizes[:12]) > 100
    assert sum(sizes[12:]) / len(sizes[12:]) < 100


def test_lanes_are_lines_inside_the_district(parts: Parts) -> None:
    for village in parts.villages:
        for lane in village.lanes:
            assert isinstance(lane, LineString)
            assert lane.length > 25.0
            assert parts.plan.district.buffer(5.0).covers(lane), village.name


def test_cottages_do_not_stand_on_their_lanes(parts: Parts) -> None:
    for village in parts.villages:
        lanes = shapely.union_all(village.lanes).buffer(2.0)
        assert not any(lanes.intersects(cottage) for cottage in village.cottages), village.name


def test_greens_do_not_lie_in_the_water(parts: Parts) -> None:
    for green in parts.greens:
        if green.name.endswith("基地"):
            assert green.shape.intersection(parts.ground.water).area < 1.0
            assert green.shape.area == pytest.approx(NURSERIES_M2 / 4, rel=0.1)


def test_nurseries_do_not_share_a_field(parts: Parts) -> None:
    nurseries = [green.shape for green in parts.greens if green.name.endswith("基地")]
    assert shapely.union_all(nurseries).area == pytest.approx(sum(shape.area for shape in nurseries))


def test_the_mountain_is_green(parts: Parts) -> None:
    assert parts.greens[0].name == "吼山"
    assert parts.greens[0].shape.equals(parts.plan.mountain)
