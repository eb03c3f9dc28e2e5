"""Land cut along lines: nothing is lost, everything has two sides."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.roadnet import NO_LINE, OUTSIDE, NoLandError, build

from .plots import ACROSS, DEAD_END, PLOT, lines, random_streets


def test_a_plot_without_lines_is_one_face() -> None:
    mesh = build(PLOT, np.array([], dtype=object))
    assert len(mesh.faces) == 1
    assert set(mesh.source.tolist()) == {NO_LINE}


def test_a_road_across_makes_two_faces_that_share_it() -> None:
    mesh = build(PLOT, ACROSS)
    road = mesh.source == 0
    assert sorted(shapely.area(mesh.faces).tolist()) == [10_000.0, 10_000.0]
    assert mesh.length_m[road].sum() == pytest.approx(100.0)
    assert sorted(mesh.sides[road][0].tolist()) == [0, 1]


def test_the_outline_has_the_outside_on_one_side() -> None:
    mesh = build(PLOT, ACROSS)
    outline = mesh.source == NO_LINE
    assert (mesh.sides[outline] == OUTSIDE).sum() == outline.sum()


def test_a_dead_end_parts_nothing_but_is_known() -> None:
    mesh = build(PLOT, DEAD_END)
    road = mesh.source == 0
    assert len(mesh.faces) == 1
    assert (mesh.sides[road] == 0).all()
    assert not mesh.is_border[road].any()


def test_lines_outside_the_land_are_left_out() -> None:
    mesh = build(PLOT, lines([(100.0, -500.0), (100.0, 500.0)], [(300.0, 0.0), (400.0, 0.0)]))
    assert mesh.length_m[mesh.source == 0].sum() == pytest.approx(100.0)
    assert not (mesh.source == 1).any()


def test_a_stretch_that_two_lines_share_belongs_to_the_first() -> None:
    both = lines([(100.0, 0.0), (100.0, 100.0)], [(100.0, 0.0), (100.0, 50.0), (200.0, 50.0)])
    mesh = build(PLOT, both)
    assert mesh.length_m[mesh.source == 0].sum() == pytest.approx(100.0)
    assert mesh.length_m[mesh.source == 1].sum() == pytest.approx(100.0)


def test_cuts_part_land_but_are_nobodys() -> None:
    mesh = build(PLOT, np.array([], dtype=object), ACROSS)
    assert len(mesh.faces) == 2
    assert set(mesh.source.tolist()) == {NO_LINE}


def test_a_hole_in_the_land_is_no_face() -> None:
    land = shapely.difference(PLOT, shapely.box(80.0, 40.0, 120.0, 60.0))
    mesh = build(land, ACROSS)
    assert shapely.area(mesh.faces).sum() == pytest.approx(land.area)
    assert mesh.length_m[mesh.source == 0].sum() == pytest.approx(80.0)


@pytest.mark.parametrize("land", [shapely.Polygon(), shapely.LineString([(0, 0), (1, 1)])])
def test_land_without_area_is_refused(land: shapely.Geometry) -> None:
    with pytest.raises(NoLandError, match="no land"):
        build(land, ACROSS)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_faces_of_any_streets_cover_the_land_without_overlap(seed: int) -> None:
    land = shapely.box(0, 0, 1000, 1000)
    mesh = build(land, random_streets(seed))
    assert shapely.area(mesh.faces).sum() == pytest.approx(land.area, abs=0.01)
    assert shapely.union_all(mesh.faces).area == pytest.approx(land.area, abs=0.01)
    assert shapely.coverage_is_valid(mesh.faces)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_every_border_of_any_streets_has_a_face_on_it(seed: int) -> None:
    mesh = build(shapely.box(0, 0, 1000, 1000), random_streets(seed))
    assert (mesh.sides.max(axis=1) >= 0).all()
    around = np.bincount(mesh.sides[mesh.is_border].ravel() + 1, np.repeat(mesh.length_m[mesh.is_border], 2))[1:]
    assert around == pytest.approx(shapely.length(mesh.faces), abs=0.01)
