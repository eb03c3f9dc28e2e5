"""The local plane in metres."""

from __future__ import annotations

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.geodesy import (
    CGCS2000_EPSG,
    OutsideZonesError,
    from_plane,
    gauss_kruger_epsg,
    to_degrees,
    to_metres,
    to_plane,
    transformer,
)
from gridwarden.algorithms.geodesy.degrees import BadCoordinate

ZONES = [(4534 + step, 75 + 3 * step) for step in range(21)]


@pytest.mark.parametrize(("epsg", "meridian"), ZONES)
def test_each_zone_has_the_code_that_the_registry_gives_its_meridian(epsg: int, meridian: int) -> None:
    crs = pyproj.CRS.from_epsg(epsg)

    assert crs.name == f"CGCS2000 / 3-degree Gauss-Kruger CM {meridian}E"
    assert gauss_kruger_epsg(meridian) == epsg
    assert gauss_kruger_epsg(meridian - 1.5) == epsg
    assert gauss_kruger_epsg(math.nextafter(meridian + 1.5, 0)) == epsg


def test_wuxi_lies_in_the_zone_of_120_east() -> None:
    assert gauss_kruger_epsg(120.31) == 4549


@pytest.mark.parametrize("lon", [73.49, 136.5, 0.0, -120.0])
def test_a_longitude_outside_every_zone_is_refused(lon: float) -> None:
    with pytest.raises(OutsideZonesError) as refusal:
        gauss_kruger_epsg(lon)

    assert "lon" in refusal.value.fields


@pytest.mark.parametrize("lon", [math.nan, math.inf, 200.0])
def test_what_is_no_longitude_has_no_zone(lon: float) -> None:
    with pytest.raises(BadCoordinate) as refusal:
        gauss_kruger_epsg(lon)

    assert "lon" in refusal.value.fields


def test_the_central_meridian_maps_to_the_false_easting() -> None:
    east_m, north_m = to_plane(120.0, 0.0, 4549)

    assert (east_m, north_m) == pytest.approx((500_000.0, 0.0), abs=1e-6)


def test_distances_in_the_plane_are_those_on_the_ellipsoid() -> None:
    here, there = (120.30, 31.55), (120.33, 31.57)
    _, _, geodesic_m = pyproj.Geod(ellps="GRS80").inv(*here, *there)

    apart_m = math.dist(to_plane(*here, 4549), to_plane(*there, 4549))

    assert apart_m == pytest.approx(geodesic_m, rel=2e-5)


@given(lon=st.floats(118.5, 121.5), lat=st.floats(18, 53))
def test_the_plane_and_back_ends_where_it_began(lon: float, lat: float) -> None:
    assert from_plane(*to_plane(lon, lat, 4549), 4549) == pytest.approx((lon, lat), abs=1e-9)


def test_arrays_are_laid_into_the_plane_together() -> None:
    lons, lats = np.array([120.0, 120.5]), np.array([31.0, 31.5])

    east_m, north_m = to_plane(lons, lats, 4549)

    assert (east_m[1], north_m[1]) == pytest.approx(to_plane(120.5, 31.5, 4549))


def test_what_is_no_coordinate_is_not_laid_into_the_plane() -> None:
    with pytest.raises(BadCoordinate) as refusal:
        to_plane(120.0, 95.0, 4549)

    assert "lat" in refusal.value.fields


def test_a_transformer_is_made_once() -> None:
    assert transformer(CGCS2000_EPSG, 4549) is transformer(CGCS2000_EPSG, 4549)


def test_a_shape_goes_into_the_plane_and_back_with_its_mark() -> None:
    shape = shapely.set_srid(shapely.box(120.30, 31.55, 120.33, 31.57), CGCS2000_EPSG)

    laid = to_metres(shape, 4549)
    back = to_degrees(laid, 4549)

    assert shapely.get_srid(laid) == 4549
    assert laid.area == pytest.approx(2848 * 2218, rel=2e-3)
    assert shapely.get_srid(back) == CGCS2000_EPSG
    assert back.hausdorff_distance(shape) < 1e-9
