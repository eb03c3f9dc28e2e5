"""Stored shapes are measured in the plane of their place."""

from __future__ import annotations

import pytest
import shapely
from pyproj import Geod

from gridwarden.grids.domain.limits import max_patrol_diameter_m
from gridwarden.grids.domain.measures import Plane, plane_around

GEOD = Geod(ellps="GRS80")


@pytest.mark.parametrize(("lon", "srid"), [(120.47, 4549), (117.22, 4548), (118.4, 4548), (118.6, 4549)])
def test_a_chinese_place_is_measured_in_its_three_degree_zone(lon: float, srid: int) -> None:
    assert plane_around(lon) == Plane(srid)


@pytest.mark.parametrize(("lon", "srid"), [(9.55, 32632), (15.63, 32633), (-71.06, 32619), (179.9, 32660)])
def test_a_place_abroad_is_measured_in_its_utm_zone(lon: float, srid: int) -> None:
    assert plane_around(lon) == Plane(srid)


def test_area_agrees_with_the_ellipsoid_beside_the_central_meridian() -> None:
    square = shapely.box(120.0, 31.5, 120.05, 31.55)
    truth, _ = GEOD.geometry_area_perimeter(shapely.segmentize(square, 0.001))
    assert Plane(4549).area_m2(square) == pytest.approx(abs(truth), rel=1e-6)


def test_length_and_diameter_agree_with_the_ellipsoid() -> None:
    line = shapely.LineString([(120.0, 31.5), (120.02, 31.52)])
    truth = GEOD.geometry_length(line)
    assert Plane(4549).length_m(line) == pytest.approx(truth, rel=1e-6)
    assert Plane(4549).diameter_m(line.envelope) == pytest.approx(truth, rel=1e-5)


@pytest.mark.parametrize(
    ("grid_class", "mode", "limit_m"),
    [("A", "foot", 1500), ("B", "foot", 1500), ("C", "foot", 3000), ("A", "vehicle", 5000), ("C", "vehicle", 5000)],
)
def test_the_limit_follows_class_and_mode(grid_class: str, mode: str, limit_m: float) -> None:
    assert max_patrol_diameter_m(grid_class, mode) == limit_m


def test_there_is_no_limit_for_an_unknown_class() -> None:
    with pytest.raises(ValueError, match="D"):
        max_patrol_diameter_m("D", "foot")
