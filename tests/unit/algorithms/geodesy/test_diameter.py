"""How far a shape reaches."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.geodesy import NotPlaneError, diameter_ends, diameter_m

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

METRES = st.integers(-3000, 3000)
CLOUDS = st.lists(st.tuples(METRES, METRES), min_size=1, max_size=40)


def test_a_rectangle_reaches_along_its_diagonal() -> None:
    assert diameter_m(shapely.box(0, 0, 300, 400)) == 500.0


def test_the_ends_are_named() -> None:
    ends = diameter_ends(shapely.box(500_000, 3_000_000, 500_300, 3_000_400))

    assert math.dist(ends.start, ends.end) == ends.metres == 500.0
    assert {ends.start[0], ends.end[0]} == {500_000.0, 500_300.0}


@pytest.mark.parametrize(
    ("shape", "metres"),
    [
        (shapely.Point(7, 7), 0.0),
        (shapely.LineString([(0, 0), (100, 0), (100, 50), (0, 50)]), math.hypot(100, 50)),
        (shapely.LineString([(0, 0), (10, 0), (30, 0)]), 30.0),
        (shapely.MultiPoint([(0, 0), (0, 9), (4, 3)]), 9.0),
        (shapely.union(shapely.box(0, 0, 1, 1), shapely.box(99, 0, 100, 1)), math.hypot(100, 1)),
        (shapely.box(0, 0, 30, 40).difference(shapely.box(10, 10, 20, 20)), 50.0),
    ],
)
def test_every_kind_of_shape_reaches_as_far_as_its_farthest_points(shape: BaseGeometry, metres: float) -> None:
    assert diameter_m(shape) == pytest.approx(metres, rel=1e-15)


def test_an_equilateral_triangle_is_not_overstated_by_its_circle() -> None:
    # The least enclosing circle of this triangle is 1155 m across; patrols walk 1000 m at most.
    triangle = shapely.Polygon([(0, 0), (1000, 0), (500, 500 * math.sqrt(3))])

    assert diameter_m(triangle) == pytest.approx(1000.0)


@given(points=CLOUDS)
def test_no_two_points_lie_farther_apart(points: list[tuple[int, int]]) -> None:
    expected = max(math.dist(one, other) for one in points for other in points)

    assert diameter_m(shapely.MultiPoint(points)) == pytest.approx(expected, abs=1e-9)


@given(points=CLOUDS, turn=st.floats(0, 360))
def test_turning_a_shape_does_not_change_its_reach(points: list[tuple[int, int]], turn: float) -> None:
    shape = shapely.MultiPoint(points)

    turned = shapely.affinity.rotate(shape, turn)

    assert diameter_m(turned) == pytest.approx(diameter_m(shape), abs=1e-6)


def test_a_hull_of_thousands_of_corners_is_measured_in_parts() -> None:
    turns = np.linspace(0, 2 * np.pi, 5000, endpoint=False)
    circle = shapely.Polygon(np.column_stack([750 * np.cos(turns), 750 * np.sin(turns)]))

    assert diameter_m(circle) == pytest.approx(1500.0)


def test_an_empty_shape_is_refused() -> None:
    with pytest.raises(NotPlaneError) as refusal:
        diameter_m(shapely.Polygon())

    assert refusal.value.fields == {"geometry": "must not be empty"}


@pytest.mark.parametrize("srid", [4490, 4326])
def test_a_shape_in_degrees_is_refused(srid: int) -> None:
    with pytest.raises(NotPlaneError) as refusal:
        diameter_m(shapely.set_srid(shapely.box(120, 31, 121, 32), srid))

    assert refusal.value.fields == {"geometry": "must lie in a plane in metres"}
