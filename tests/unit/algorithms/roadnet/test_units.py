"""Units, their borders and what leads across them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridwarden.algorithms.roadnet import Units, build, together

from .plots import ACROSS, PLOT, lines


def quarters() -> Units:
    """Four quarters of the plot between a road from south to north and a cut from west to east."""
    mesh = build(PLOT, ACROSS, lines([(0.0, 50.0), (200.0, 50.0)]))
    return Units(mesh, np.arange(len(mesh.faces)))


def test_neighbours_share_a_border_and_not_only_a_corner() -> None:
    units = quarters()
    neighbours = units.neighbours(units.mesh.source >= 0)
    assert len(neighbours.pairs) == 4
    assert neighbours.border_m.sum() == pytest.approx(300.0)


def test_only_borders_on_lines_count_as_drawn() -> None:
    units = quarters()
    neighbours = units.neighbours(units.mesh.source >= 0)
    assert neighbours.drawn_m.sum() == pytest.approx(100.0)
    assert (neighbours.drawn_m <= neighbours.border_m).all()


def test_a_road_along_a_border_crosses_nothing() -> None:
    units = quarters()
    assert units.crossings((units.mesh.source >= 0).astype(float)) == {}


def test_a_road_through_a_cut_crosses_it_with_its_lesser_weight() -> None:
    mesh = build(PLOT, lines([(0.0, 50.0), (200.0, 50.0)]), ACROSS)
    faces = np.zeros(len(mesh.faces), dtype=np.int64)
    faces[shapely.get_x(shapely.centroid(mesh.faces)) > 100.0] = 1
    units = Units(mesh, faces)
    weight = np.where(mesh.middle[:, 0] < 100.0, 3.0, 2.0) * (mesh.source == 0)
    assert units.crossings(weight) == {(0, 1): 2.0}


def test_segments_within_a_unit_are_inner() -> None:
    mesh = build(PLOT, ACROSS)
    units = Units(mesh, np.zeros(2, dtype=np.int64))
    assert units.is_inner.tolist() == (mesh.source == 0).tolist()


def test_shapes_put_together_keep_every_corner_of_their_border() -> None:
    units = quarters()
    west = shapely.get_x(shapely.centroid(units.shapes)) < 100.0
    halves = together(units.shapes, np.where(west, 0, 1), 2)
    assert [half.area for half in halves] == pytest.approx([10_000.0, 10_000.0])
    corners = [{tuple(corner) for corner in shapely.get_coordinates(half).tolist()} for half in halves]
    assert (100.0, 50.0) in corners[0] & corners[1]
