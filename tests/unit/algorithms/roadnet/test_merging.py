"""Slivers join a neighbour, and a proper one."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.roadnet import BadSliver, Sliver, Units, build, merge

from .plots import PLOT, lines, random_streets

#: Two carriageways 10 m apart between two halves of the plot.
CARRIAGEWAYS = lines([(95.0, 0.0), (95.0, 100.0)], [(105.0, 0.0), (105.0, 100.0)])


def wide(count: int) -> np.ndarray:
    return np.full(count, 10_000.0)


def alike(count: int) -> np.ndarray:
    return np.zeros(count, dtype=np.int64)


def test_the_strip_between_carriageways_joins_one_side() -> None:
    mesh = build(PLOT, CARRIAGEWAYS)
    unit = merge(mesh, Sliver(area_m2=0.0, width_m=20.0), alike(3), wide(3))
    assert len(mesh.faces) == 3
    assert sorted(np.bincount(unit).tolist()) == [1, 2]


def test_without_slivers_every_face_is_a_unit() -> None:
    mesh = build(PLOT, CARRIAGEWAYS)
    unit = merge(mesh, Sliver(area_m2=0.0, width_m=0.0), alike(3), wide(3))
    assert sorted(unit.tolist()) == [0, 1, 2]


def test_a_sliver_prefers_its_own_group() -> None:
    mesh = build(PLOT, CARRIAGEWAYS)
    west, strip, east = np.argsort(shapely.get_x(shapely.centroid(mesh.faces))).tolist()
    group = alike(3)
    group[[strip, east]] = 1
    unit = merge(mesh, Sliver(area_m2=2_000.0, width_m=0.0), group, wide(3))
    assert unit[strip] == unit[east] != unit[west]


def test_a_sliver_avoids_a_neighbour_that_would_become_too_wide() -> None:
    mesh = build(PLOT, lines([(150.0, 0.0), (150.0, 100.0)], [(160.0, 0.0), (160.0, 100.0)]))
    west, strip, east = np.argsort(shapely.get_x(shapely.centroid(mesh.faces))).tolist()
    unit = merge(mesh, Sliver(area_m2=2_000.0, width_m=0.0), alike(3), np.full(3, 120.0))
    assert unit[strip] == unit[east] != unit[west]


def test_land_smaller_than_a_sliver_stays_alone() -> None:
    mesh = build(PLOT, np.array([], dtype=object))
    assert merge(mesh, Sliver(area_m2=1e9), alike(1), wide(1)).tolist() == [0]


@pytest.mark.parametrize("wrong", [{"area_m2": -1.0}, {"width_m": -0.1}, {"area_m2": float("nan")}])
def test_a_negative_limit_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadSliver, match="must not be negative"):
        Sliver(**wrong)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_units_of_any_streets_are_whole_and_no_sliver_is_left(seed: int) -> None:
    land = shapely.box(0, 0, 1000, 1000)
    mesh = build(land, random_streets(seed))
    count = len(mesh.faces)
    units = Units(mesh, merge(mesh, Sliver(3_000.0, 15.0), alike(count), wide(count)))
    assert shapely.area(units.shapes).sum() == pytest.approx(land.area, abs=0.01)
    assert (shapely.get_type_id(units.shapes) == shapely.GeometryType.POLYGON).all()
    assert shapely.is_valid(units.shapes).all()
    if units.size > 1:
        assert shapely.area(units.shapes).min() >= 3_000.0
