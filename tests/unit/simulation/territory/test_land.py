"""Houses stand where houses can stand, and the base map is rich enough to look at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
import shapely

from gridwarden.grids.domain.kinds import BackdropKind, ZoneKind
from gridwarden.simulation.territory.landscape import NURSERIES_M2
from gridwarden.simulation.territory.town import IDLE_PLOTS

if TYPE_CHECKING:
    from gridwarden.simulation.territory.build import Parts
    from gridwarden.simulation.territory.model import Territory


@pytest.fixture(scope="module")
def houses(parts: Parts) -> list[shapely.Polygon]:
    return [*parts.town.buildings, *(house for village in parts.villages for house in village.cottages)]


def test_there_are_some_thousands_of_buildings(houses: list[shapely.Polygon]) -> None:
    assert 6_000 < len(houses) < 15_000


def test_every_building_is_a_valid_polygon_of_sensible_size(houses: list[shapely.Polygon]) -> None:
    assert all(house.is_valid and 40 < house.area < 15_000 for house in houses)


def test_no_building_stands_in_the_water(parts: Parts, houses: list[shapely.Polygon]) -> None:
    assert not len(shapely.STRtree(houses).query(parts.ground.water, predicate="intersects"))


def test_no_building_stands_on_a_main_road(parts: Parts, houses: list[shapely.Polygon]) -> None:
    lines = shapely.union_all([road.line for road in parts.ground.roads])
    assert not len(shapely.STRtree(houses).query(lines.buffer(5.0), predicate="intersects"))


def test_no_building_stands_on_the_railway_or_the_mountain(parts: Parts, houses: list[shapely.Polygon]) -> None:
    tree = shapely.STRtree(houses)
    assert not len(tree.query(parts.ground.railway.line.buffer(10.0), predicate="intersects"))
    assert not len(tree.query(parts.plan.mountain, predicate="intersects"))


def test_no_two_buildings_of_the_town_overlap(parts: Parts) -> None:
    town = list(parts.town.buildings)
    one, other = shapely.STRtree(town).query(town, predicate="overlaps")
    assert not [pair for pair in zip(one.tolist(), other.tolist(), strict=True) if pair[0] < pair[1]]


def test_every_building_lies_in_the_district(parts: Parts, houses: list[shapely.Polygon]) -> None:
    shapely.prepare(parts.plan.district)
    assert shapely.covers(parts.plan.district, houses).all()


def test_46_plots_of_the_core_lie_idle(parts: Parts) -> None:
    idle = [block for block in parts.town.blocks if block.use == "idle"]
    assert len(idle) == IDLE_PLOTS == 46
    assert all(block.in_core for block in idle)


def test_nothing_is_built_on_idle_plots_and_in_parks(parts: Parts) -> None:
    tree = shapely.STRtree(list(parts.town.buildings))
    free = [block.shape for block in parts.town.blocks if block.use in {"idle", "park"}]
    assert not len(tree.query(free, predicate="intersects")[0])


def test_four_nurseries_share_the_reported_land(parts: Parts) -> None:
    nurseries = [green for green in parts.greens if green.name.endswith("苗木基地")]
    assert len(nurseries) == 4
    assert sum(green.shape.area for green in nurseries) == pytest.approx(NURSERIES_M2, rel=0.05)


def test_there_are_twelve_villages_besides_core_and_town(territory: Territory) -> None:
    kinds = Counter(zone.kind for zone in territory.zones)
    assert (kinds["core"], kinds["town"], kinds["village"], kinds["excluded"]) == (1, 1, 12, 1)


def test_zones_cover_the_district_once(territory: Territory) -> None:
    land = [zone.shape for zone in territory.zones if zone.kind != "water"]
    union = shapely.union_all(land)
    assert union.symmetric_difference(territory.boundary).area < 1e-12
    assert sum(shape.area for shape in land) == pytest.approx(union.area, rel=1e-9)


def test_every_village_zone_holds_its_village(parts: Parts, territory: Territory) -> None:
    zones = {zone.name: zone.shape for zone in territory.zones if zone.kind == "village"}
    assert set(zones) == {hamlet.name for hamlet in parts.drawing.hamlets}


def test_zones_and_base_map_speak_the_products_words(territory: Territory) -> None:
    assert {zone.kind for zone in territory.zones} <= set(ZoneKind)
    assert {area.kind for area in territory.backdrop} == {"building", "green", "railway", "water"} <= set(BackdropKind)


def test_every_village_has_houses_and_a_street_to_the_main_roads(parts: Parts) -> None:
    roads = shapely.union_all([road.inside for road in parts.ground.roads])
    for village in parts.villages:
        assert len(village.cottages) >= 20, village.name
        assert village.lanes[0].distance(roads) < 0.5, village.name


def test_rows_of_houses_look_south(parts: Parts) -> None:
    corners = [shapely.get_coordinates(house) for village in parts.villages for house in village.cottages]
    slopes = [abs((c[1][1] - c[0][1]) / (c[1][0] - c[0][0] or 1e-9)) for c in corners]
    flat = [slope for slope in slopes if slope < 0.5 or slope > 2.0]
    assert len(flat) == len(slopes)
