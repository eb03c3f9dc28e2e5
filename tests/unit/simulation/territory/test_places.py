"""Every grid has places where something can be wrong, each with an address."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
import shapely
from shapely import LineString, Point

from gridwarden.simulation.territory.addresses import AddressBook
from gridwarden.simulation.territory.roads import Way
from gridwarden.simulation.territory.shops import SHOPS_PER_GRID
from gridwarden.simulation.territory.spots import SPOTS_PER_GRID, Setting

if TYPE_CHECKING:
    from gridwarden.simulation.territory.model import Territory


def road(name: str, *points: tuple[float, float]) -> Way:
    return Way(f"main/{name}", name, "primary", "arterial", LineString(points))


def test_every_place_lies_in_the_grid_that_it_names(territory: Territory) -> None:
    shapes = {grid.code: grid.shape for grid in territory.grids}
    for place in territory.places:
        assert shapes[place.grid_code].contains(Point(place.lon, place.lat)), place


def test_no_place_lies_on_the_border_of_its_grid(territory: Territory) -> None:
    edges = {grid.code: grid.shape.boundary for grid in territory.grids}
    five_metres_deg = 4.5e-5
    assert all(edges[p.grid_code].distance(Point(p.lon, p.lat)) > five_metres_deg for p in territory.places)


@pytest.mark.parametrize("setting", [Setting.ROAD, Setting.BACK_STREET])
def test_every_grid_has_spots_at_roads_and_back_streets(territory: Territory, setting: Setting) -> None:
    counts = Counter(place.grid_code for place in territory.places if place.setting == setting)
    assert len(counts) == 31
    assert 6 <= min(counts.values()) <= max(counts.values()) <= SPOTS_PER_GRID


def test_every_grid_has_as_many_shops_as_its_class_wants(territory: Territory) -> None:
    for grid in territory.grids:
        assert len(territory.places_in(grid.code, "shop")) == SHOPS_PER_GRID[grid.grid_class], grid.code


def test_no_two_shops_bear_the_same_name(territory: Territory) -> None:
    names = Counter(place.name for place in territory.places if place.setting == "shop")
    assert names.most_common(1)[0][1] == 1


def test_every_place_has_an_address(territory: Territory) -> None:
    assert all(place.address.endswith(("号", "附近")) for place in territory.places)


def test_water_spots_lie_at_the_water(territory: Territory) -> None:
    water = shapely.union_all([zone.shape for zone in territory.zones if zone.kind == "water"])
    spots = [Point(place.lon, place.lat) for place in territory.places if place.setting == Setting.WATER]
    assert spots
    assert max(spot.distance(water) for spot in spots) < 2e-4


def test_house_numbers_rise_along_the_road() -> None:
    book = AddressBook.of([road("长街", (0, 0), (900, 0))])
    assert [book.address(Point(x, 5)) for x in (1, 100, 850)] == ["长街2号", "长街24号", "长街190号"]


def test_one_side_is_even_and_the_other_odd() -> None:
    book = AddressBook.of([road("长街", (0, 0), (900, 0))])
    assert (book.address(Point(100, 5)), book.address(Point(100, -5))) == ("长街24号", "长街23号")


def test_the_nearest_road_gives_the_address() -> None:
    book = AddressBook.of([road("长街", (0, 0), (900, 0)), road("短街", (0, 100), (900, 100))])
    assert book.address(Point(50, 90)).startswith("短街")


def test_far_from_every_road_an_address_has_no_number() -> None:
    assert AddressBook.of([road("长街", (0, 0), (900, 0))]).address(Point(100, 61)) == "长街附近"


def test_roads_without_a_name_give_no_address() -> None:
    book = AddressBook.of([road("", (0, 0), (900, 0)), road("远街", (0, 50), (900, 50))])
    assert book.address(Point(10, 1)).startswith("远街")
