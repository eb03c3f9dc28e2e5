"""Curves meet their points, cuts lose nothing, rows stay inside."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import rotate

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.blocks import TEXTURES, Texture, cut_up
from gridwarden.simulation.territory.curves import on_raster, polygons, roughen, smooth, to_plane
from gridwarden.simulation.territory.footprints import COTTAGES, SLABS, build, in_rows, south

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
PLAIN = Texture(0, 0.1, 0.0)


def test_a_curve_passes_through_its_points() -> None:
    curve = smooth(SQUARE)
    for x, y in SQUARE:
        assert np.hypot(*(curve - (x, y)).T).min() < 1e-9


def test_a_closed_curve_returns_to_its_start() -> None:
    curve = smooth(SQUARE, closed=True)
    assert curve[-1] == pytest.approx(curve[0])
    assert Polygon(curve).area > 1.0


def test_roughening_keeps_the_ends_and_stays_near() -> None:
    line = smooth(((0.0, 0.0), (3.0, 0.0)))
    rough = roughen(line, amplitude=0.02, chance=chance_of(1, "rough"))
    assert rough[0] == pytest.approx(line[0])
    assert rough[-1] == pytest.approx(line[-1])
    assert 0.005 < np.abs(rough - line).max() < 0.06


def test_roughening_falls_the_same_way_twice() -> None:
    line = smooth(((0.0, 0.0), (3.0, 0.0)))
    one, two = (roughen(line, amplitude=0.02, chance=chance_of(1, "rough")) for _ in range(2))
    assert (one == two).all()


def test_what_met_in_the_sketch_meets_on_the_ground() -> None:
    assert (to_plane(((0.5, 0.5),)) == to_plane(((0.1, 0.2), (0.5, 0.5)))[1]).all()


def test_the_raster_is_a_centimetre() -> None:
    moved = on_raster(shapely.Point(1.2345678, 9.8765432))
    assert (moved.x, moved.y) == pytest.approx((1.23, 9.88), abs=1e-9)


def test_polygons_leaves_lines_and_points_out() -> None:
    mixed = shapely.GeometryCollection([box(0, 0, 1, 1), shapely.LineString([(0, 0), (5, 5)]), shapely.Point(3, 3)])
    assert polygons(mixed) == [box(0, 0, 1, 1)]


@settings(max_examples=40, deadline=None)
@given(st.floats(40, 900), st.floats(40, 900), st.sampled_from(sorted(TEXTURES)), st.integers(0, 99))
def test_cutting_up_loses_no_land_and_leaves_no_part_too_large(width: float, depth: float, use: str, seed: int) -> None:
    land = box(0, 0, width, depth)
    cuts = cut_up(land, wanted_m2=5_000, texture=TEXTURES[use], chance=chance_of(seed, use))
    assert sum(piece.area for piece in cuts.pieces) == pytest.approx(land.area, rel=1e-6)
    assert all(piece.area <= 1.5 * 5_000 for piece in cuts.pieces)
    assert len(cuts.lines) >= len(cuts.pieces) - 1


def test_land_that_is_small_enough_is_not_cut() -> None:
    cuts = cut_up(box(0, 0, 10, 10), wanted_m2=100, texture=PLAIN, chance=chance_of(1, "small"))
    assert (cuts.pieces, cuts.lines) == ((box(0, 0, 10, 10),), ())


def test_rows_stay_inside_their_block() -> None:
    block = box(0, 0, 300, 200).difference(box(100, 50, 160, 120))
    houses = in_rows(block, SLABS, 8.0, chance_of(1, "rows"))
    assert houses
    assert all(block.buffer(0.01).covers(house) for house in houses)


def test_a_block_too_small_for_a_house_stays_empty() -> None:
    assert in_rows(box(0, 0, 5, 5), COTTAGES, 0.0, chance_of(1, "tiny")) == []


@pytest.mark.parametrize("turn", [0.0, 10.0, 30.0, 60.0, 90.0])
def test_rows_turn_at_most_a_little_from_south(turn: float) -> None:
    block = rotate(box(0, 0, 300, 100), turn)
    assert abs(south(block, chance_of(1, "south"))) <= 14.0


@pytest.mark.parametrize("use", sorted(set(TEXTURES) - {"park"}))
def test_every_use_builds_inside_its_block(use: str) -> None:
    block = box(0, 0, 320, 260)
    houses = build(block, use, chance_of(3, use))
    assert houses
    assert all(block.buffer(0.01).covers(house) for house in houses)


@pytest.mark.parametrize("use", ["park", "idle", "water"])
def test_parks_and_idle_plots_are_not_built_on(use: str) -> None:
    assert build(box(0, 0, 320, 260), use, chance_of(3, use)) == []


def test_a_sliver_between_streets_is_not_built_on() -> None:
    assert build(box(0, 0, 200, 10), "housing", chance_of(3, "sliver")) == []
