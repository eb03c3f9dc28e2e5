"""Wide land falls into cells; roads that end in it are led on."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridwarden.algorithms.roadnet import build, cells, extensions, width_m

from .plots import DEAD_END, PLOT, lines

NOTHING = np.array([], dtype=object)


@pytest.mark.parametrize(
    "land",
    [
        shapely.box(0, 0, 2000, 1500),
        shapely.box(0, 0, 3000, 12),
        shapely.difference(shapely.box(0, 0, 2000, 2000), shapely.box(300, 300, 1700, 1700)),
        shapely.Polygon([(0, 0), (1500, 0), (1500, 200), (200, 200), (200, 1500), (0, 1500)]),
    ],
    ids=["block", "strip", "ring", "corner"],
)
def test_cells_of_any_shape_are_as_small_as_asked_for(land: shapely.Polygon) -> None:
    cut = cells(np.array([land], dtype=object), np.array([300.0]))
    mesh = build(land, NOTHING, cut)
    assert shapely.area(mesh.faces).sum() == pytest.approx(land.area, abs=0.01)
    assert width_m(mesh.faces).max() < 600.0


def test_a_face_smaller_than_a_cell_is_not_cut() -> None:
    assert len(cells(np.array([PLOT], dtype=object), np.array([1000.0]))) == 0


def test_the_same_land_is_cut_the_same_way() -> None:
    land = np.array([shapely.box(0, 0, 900, 700)], dtype=object)
    first, again = (cells(land, np.array([200.0])) for _ in range(2))
    assert shapely.equals_exact(first, again).all()


def test_a_road_that_ends_in_a_wide_face_is_led_on_to_the_next_line() -> None:
    mesh = build(PLOT, DEAD_END)
    led_on = extensions(mesh, mesh.source >= 0, np.array([True]), np.array([500.0]))
    whole = build(PLOT, DEAD_END, led_on)
    assert len(led_on) == 1
    assert sorted(shapely.area(whole.faces).tolist()) == pytest.approx([10_000.0, 10_000.0])


def test_a_road_out_of_reach_of_the_next_line_ends_where_it_ends() -> None:
    mesh = build(PLOT, DEAD_END)
    assert len(extensions(mesh, mesh.source >= 0, np.array([True]), np.array([50.0]))) == 0


def test_a_road_in_a_narrow_face_ends_where_it_ends() -> None:
    mesh = build(PLOT, DEAD_END)
    assert len(extensions(mesh, mesh.source >= 0, np.array([False]), np.array([500.0]))) == 0


def test_a_curved_road_is_led_on_along_its_last_stretch() -> None:
    curved = lines([(0.0, 20.0), (60.0, 20.0), (60.0, 70.0)])
    mesh = build(PLOT, curved)
    (led_on,) = extensions(mesh, mesh.source >= 0, np.array([True]), np.array([500.0]))
    assert led_on.bounds == pytest.approx((60.0, 70.0, 60.0, 100.0), abs=0.05)
