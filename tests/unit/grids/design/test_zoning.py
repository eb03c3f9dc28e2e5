"""Zones as they are given, and as density makes them."""

from __future__ import annotations

import numpy as np
import shapely

from gridwarden.grids.domain.design import DesignParams, Town
from gridwarden.grids.domain.design.ground import Ground, lay_out
from gridwarden.grids.domain.design.params import Counts, Zoning
from gridwarden.grids.domain.design.town import CORE, TOWN, VILLAGE
from gridwarden.grids.domain.design.zoning import DensityZones, GivenZones, zones_of

from .invented import degrees, rectangle, street, streets, zone

BOUNDARY = rectangle(0, 0, 4000, 2000)
#: Dense streets in the west, one road leading east.
ROADS = (*streets(1, 1500, 2000, spacing=150.0), street("out", (1500, 1000), (4000, 1000)))


def at(town: Town, params: DesignParams, *places: tuple[float, float]) -> list[int]:
    ground = lay_out(town)
    points = shapely.get_coordinates(ground.frame.lay(np.array([degrees(shapely.Point(p)) for p in places])))
    return zones_of(town, ground, params).at(points).tolist()


def test_the_innermost_of_nested_zones_wins() -> None:
    zones = (zone("core", 800, 800, 1200, 1200), zone("town", 0, 0, 2000, 2000), zone("village", 0, 0, 4000, 2000))
    for order in (zones, zones[::-1]):
        town = Town(boundary=BOUNDARY, roads=ROADS, zones=order)
        assert at(town, DesignParams(), (1000, 1000), (100, 100), (3000, 100)) == [CORE, TOWN, VILLAGE]


def test_land_outside_every_zone_is_village() -> None:
    town = Town(boundary=BOUNDARY, roads=ROADS, zones=(zone("core", 0, 0, 500, 500),))
    assert at(town, DesignParams(), (3000, 1000)) == [VILLAGE]


def test_given_zones_cut_the_land_and_derived_ones_do_not() -> None:
    given = Town(boundary=BOUNDARY, roads=ROADS, zones=(zone("core", 0, 0, 500, 500),))
    derived = Town(boundary=BOUNDARY, roads=ROADS)
    kinds = [zones_of(town, lay_out(town), DesignParams()) for town in (given, derived)]
    assert [type(kind) for kind in kinds] == [GivenZones, DensityZones]
    assert [len(kind.cuts) for kind in kinds] == [1, 0]


def test_dense_streets_make_a_town_and_open_land_a_village() -> None:
    town = Town(boundary=BOUNDARY, roads=ROADS)
    west, east = at(town, DesignParams(), (700, 1000), (3500, 200))
    assert west in {CORE, TOWN}
    assert east == VILLAGE


def test_the_thresholds_are_the_bureaus_to_set() -> None:
    town = Town(boundary=BOUNDARY, roads=ROADS)
    everything = DesignParams(zoning=Zoning(town_from=0.0, core_from=1e6))
    assert at(town, everything, (700, 1000), (3500, 200)) == [TOWN, TOWN]


def share_of_town(counts: Counts) -> float:
    town = Town(boundary=BOUNDARY, roads=ROADS)
    ground: Ground = lay_out(town)
    zones = zones_of(town, ground, DesignParams(counts=counts))
    assert isinstance(zones, DensityZones)
    return float((zones.zone != VILLAGE).mean())


def test_the_town_is_as_large_as_the_wanted_grids_can_be() -> None:
    assert share_of_town(Counts(A=4, B=4, C=0)) > 0.95  # all but the pixels beyond the edge
    assert share_of_town(Counts(A=0, B=0, C=3)) == 0.0
    assert 0.3 < share_of_town(Counts(A=2, B=2, C=1)) < 0.7


def test_buildings_make_land_denser() -> None:
    houses = np.array([rectangle(x, y, x + 40, y + 40) for x in range(2500, 4000, 60) for y in range(0, 900, 60)])
    town = Town(boundary=BOUNDARY, roads=ROADS, buildings=houses)
    assert at(town, DesignParams(), (3500, 400))[0] in {CORE, TOWN}
