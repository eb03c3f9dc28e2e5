"""Offset systems both ways."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.geodesy import Crs, from_cgcs2000, to_cgcs2000
from gridwarden.algorithms.geodesy.degrees import BadCoordinate
from gridwarden.algorithms.geodesy.offsets import EAST, NORTH, SOUTH, WEST

OFFSET_SYSTEMS = [Crs.GCJ02, Crs.BD09]
#: Degrees well inside the rectangle; along its rim a position may have two originals.
INSIDE = st.tuples(st.floats(WEST + 0.1, EAST - 0.1), st.floats(SOUTH + 0.1, NORTH - 0.1))


def test_gcj02_shifts_its_origin_by_300_m_east_and_100_m_south() -> None:
    # At 105° E 35° N every sine and product of the formula is zero and only the constants stay.
    flattening = 1 - 0.00669342162296594323 * math.sin(math.radians(35)) ** 2
    east = math.degrees(300 / (6_378_245 / math.sqrt(flattening) * math.cos(math.radians(35))))
    north = math.degrees(-100 / (6_378_245 * (1 - 0.00669342162296594323) / flattening**1.5))

    lon, lat = from_cgcs2000(105.0, 35.0, "gcj02")

    assert lon == pytest.approx(105 + east, abs=1e-12)
    assert lat == pytest.approx(35 + north, abs=1e-12)


def test_gcj02_meets_a_published_pair() -> None:
    assert from_cgcs2000(120.0, 40.0, "gcj02") == pytest.approx((120.005675684, 40.001304790), abs=5e-10)


def test_bd09_adds_its_constants_where_its_waves_are_zero() -> None:
    # 36 · 3000/180 = 600 half-turns: sine 0. 108.03 · 3000/180 = 1800.5 half-turns: cosine 0.
    lon, lat = to_cgcs2000(108.03, 36.0, "gcj02")

    assert from_cgcs2000(lon, lat, "bd09") == pytest.approx((108.0365, 36.006), abs=1e-9)


@pytest.mark.parametrize("crs", OFFSET_SYSTEMS)
@given(position=INSIDE)
def test_the_way_back_ends_where_it_began(crs: Crs, position: tuple[float, float]) -> None:
    there = from_cgcs2000(*position, crs)

    assert to_cgcs2000(*there, crs) == pytest.approx(position, abs=1e-9)


@pytest.mark.parametrize("crs", OFFSET_SYSTEMS)
@given(position=INSIDE)
def test_an_offset_is_tens_of_metres_to_two_kilometres(crs: Crs, position: tuple[float, float]) -> None:
    lon, lat = from_cgcs2000(*position, crs)

    assert 0 < math.hypot(lon - position[0], lat - position[1]) < 0.05


@pytest.mark.parametrize("crs", [Crs.WGS84, Crs.CGCS2000])
def test_satellite_positions_are_taken_as_they_are(crs: Crs) -> None:
    assert to_cgcs2000(120.3, 31.57, crs) == (120.3, 31.57)
    assert from_cgcs2000(120.3, 31.57, crs) == (120.3, 31.57)


@pytest.mark.parametrize("crs", list(Crs))
@pytest.mark.parametrize(
    "position",
    [
        (-0.1276, 51.5072),
        (0.0, 90.0),
        (180.0, -90.0),
        (0.0, 0.0),
        (WEST - 0.1, 35.0),
        (EAST + 0.1, 35.0),
        (105.0, SOUTH - 0.1),
        (105.0, NORTH + 0.1),
    ],
)
def test_positions_outside_china_stay_unchanged(crs: Crs, position: tuple[float, float]) -> None:
    assert from_cgcs2000(*position, crs) == position
    assert to_cgcs2000(*position, crs) == position


@pytest.mark.parametrize("crs", OFFSET_SYSTEMS)
def test_the_rim_of_the_rectangle_still_comes_back(crs: Crs) -> None:
    # Just inside the rim the offset position lies outside the rectangle.
    for position in [(EAST - 1e-4, 35.0), (105.0, NORTH - 1e-4)]:
        there = from_cgcs2000(*position, crs)

        assert there != position
        assert to_cgcs2000(*there, crs) == pytest.approx(position, abs=1e-9)


@pytest.mark.parametrize("crs", list(Crs))
def test_arrays_give_what_single_positions_give(crs: Crs) -> None:
    rng = np.random.default_rng(2026)
    lons, lats = rng.uniform(60, 150, 500), rng.uniform(-10, 60, 500)

    for convert in (from_cgcs2000, to_cgcs2000):
        together = np.column_stack(convert(lons, lats, crs))
        singly = [convert(lon, lat, crs) for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True)]
        np.testing.assert_allclose(together, singly, rtol=0, atol=1e-10)


def test_the_inverse_is_exact_over_the_whole_country() -> None:
    lons, lats = (axis.ravel() for axis in np.meshgrid(np.linspace(73, 136, 400), np.linspace(2, 55, 400)))

    for crs in OFFSET_SYSTEMS:
        back_lons, back_lats = to_cgcs2000(*from_cgcs2000(lons, lats, crs), crs)
        assert np.abs(back_lons - lons).max() < 1e-9
        assert np.abs(back_lats - lats).max() < 1e-9


def test_single_positions_come_back_as_plain_numbers() -> None:
    lon, lat = to_cgcs2000(120.3, 31.57, "gcj02")

    assert type(lon) is float
    assert type(lat) is float


def test_an_empty_array_stays_empty() -> None:
    lons, lats = to_cgcs2000(np.array([]), np.array([]), "bd09")

    assert lons.shape == lats.shape == (0,)


@pytest.mark.parametrize("convert", [from_cgcs2000, to_cgcs2000])
@pytest.mark.parametrize(
    ("lon", "lat", "field"),
    [
        (math.nan, 31.0, "lon"),
        (math.inf, 31.0, "lon"),
        (180.5, 31.0, "lon"),
        ("east", 31.0, "lon"),
        (None, 31.0, "lon"),
        (120.0, math.nan, "lat"),
        (120.0, -90.5, "lat"),
        (120.0, 120.0, "lat"),
        ([120.0, 121.0], [31.0, math.nan], "lat"),
        ([120.0, 121.0], [31.0, 32.0, 33.0], "lat"),
    ],
)
def test_what_is_no_coordinate_is_refused_by_its_field(convert, lon, lat, field: str) -> None:  # noqa: ANN001
    with pytest.raises(BadCoordinate) as refusal:
        convert(lon, lat, "gcj02")

    assert list(refusal.value.fields) == [field]


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(BadCoordinate, match="beijing54") as refusal:
        to_cgcs2000(120.0, 31.0, "beijing54")

    assert refusal.value.fields == {"crs": "must be one of wgs84, cgcs2000, gcj02, bd09"}
