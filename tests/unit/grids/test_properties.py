"""What must hold for every territory, tried on many."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.grids.domain.findings import FindingKind
from gridwarden.grids.domain.grid_index import GridIndex, frame_of
from gridwarden.grids.domain.local_frame import LocalFrame
from gridwarden.grids.domain.locating import FLAGS, TOLERANCE_M, Flag, GridPlace
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.domain.raster import EDGE, Raster, segments
from gridwarden.grids.domain.seamless import GridShape, Territory, check

WEST, SOUTH, SIDE = 120.46, 31.59, 0.02
BOUNDARY = shapely.box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE)
PLANE = Plane(4549)

#: From and to on a coarse lattice: edges often coincide, touch and cross in one point.
span = st.tuples(st.integers(0, 7), st.integers(1, 8)).map(lambda pair: (pair[0], min(8, pair[0] + pair[1])))
rectangles = st.lists(
    st.tuples(span, span).map(lambda spans: (spans[0][0], spans[1][0], spans[0][1], spans[1][1])),
    min_size=1,
    max_size=7,
)


def box(rectangle: tuple[int, int, int, int]) -> shapely.Polygon:
    west, south, east, north = (step * SIDE / 8 for step in rectangle)
    return shapely.box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)


@settings(max_examples=60, deadline=None)
@given(rectangles, st.randoms(use_true_random=False))
def test_every_square_metre_is_accounted_for_whatever_the_order(
    shapes: list[tuple[int, int, int, int]], dice: object
) -> None:
    grids = [GridShape(f"G{number}", "C", "vehicle", box(shape)) for number, shape in enumerate(shapes)]
    report = check(Territory(PLANE, BOUNDARY, tuple(grids)))
    dice.shuffle(grids)  # type: ignore[attr-defined]
    shuffled = check(Territory(PLANE, BOUNDARY, tuple(grids)))
    assert abs(report.totals.balance_m2) < 1.0
    assert astuple(report.totals) == pytest.approx(astuple(shuffled.totals), abs=0.01)
    assert report.counts() == shuffled.counts()


@settings(max_examples=60, deadline=None)
@given(rectangles)
def test_gaps_and_overlaps_are_what_counting_the_lattice_says(shapes: list[tuple[int, int, int, int]]) -> None:
    covered = np.zeros((8, 8), dtype=int)
    for west, south, east, north in shapes:
        covered[south:north, west:east] += 1
    grids = tuple(GridShape(f"G{number}", "C", "vehicle", box(shape)) for number, shape in enumerate(shapes))
    report = check(Territory(PLANE, BOUNDARY, grids))
    cell_m2 = report.totals.district_m2 / 64
    assert report.totals.gaps_m2 == pytest.approx((covered == 0).sum() * cell_m2, rel=1e-3, abs=1)
    assert report.totals.overlaps_m2 == pytest.approx(np.maximum(covered - 1, 0).sum() * cell_m2, rel=1e-3, abs=1)
    kinds = {finding.kind for finding in report.findings}
    assert (FindingKind.GAP in kinds) == bool((covered == 0).any())
    assert (FindingKind.OVERLAP in kinds) == bool((covered > 1).any())


@settings(max_examples=60, deadline=None)
@given(rectangles, st.lists(st.tuples(st.floats(-0.2, 1.2), st.floats(-0.2, 1.2)), min_size=1, max_size=20))
def test_the_index_answers_by_the_rule(
    shapes: list[tuple[int, int, int, int]], places: list[tuple[float, float]]
) -> None:
    grids = [GridPlace(number + 1, f"G{number}", box(shape)) for number, shape in enumerate(shapes)]
    index, frame = GridIndex(BOUNDARY, grids), frame_of(BOUNDARY)
    on_lattice = [(round(x * 8) / 8, round(y * 8) / 8) for x, y in places]
    points = [(WEST + x * SIDE, SOUTH + y * SIDE) for x, y in [*places, *on_lattice]]
    many = index.locate_many(*zip(*points, strict=True))
    for (lon, lat), grid_id, flag in zip(points, many.grid_ids.tolist(), many.flags.tolist(), strict=True):
        point = frame.stretch(shapely.Point(lon, lat))
        claims = [grid for grid in grids if frame.stretch(grid.geometry).distance(point) <= TOLERANCE_M]
        edges = [frame.stretch(grid.geometry).boundary.distance(point) for grid in claims]
        contested = len(claims) > 1 or any(edge <= TOLERANCE_M for edge in edges)
        expected = Flag.OUTSIDE if not claims else Flag.BORDER if contested else Flag.INSIDE
        assert (grid_id, FLAGS[flag]) == (min((grid.grid_id for grid in claims), default=-1), expected)


# -- the picture -------------------------------------------------------------------------------------------


def pixel_of(raster: Raster, x: float, y: float) -> int:
    column, row = int((x - raster.west) / raster.side), int((y - raster.south) / raster.side)
    return int(raster.values[row * raster.columns + column])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), min_size=3, max_size=9), st.floats(0.5, 5))
def test_no_pixel_near_an_outline_is_taken_for_clear(corners: list[tuple[float, float]], reach: float) -> None:
    shape = shapely.convex_hull(shapely.MultiPoint(corners)).buffer(3)
    raster = Raster.draw([shape], within=shapely.box(0, 0, 1000, 1000), reach=reach, pixels=4000)
    steps = np.linspace(0, 1, 20)
    for start, end in zip(*segments(shape), strict=True):
        for x, y in start + (end - start) * steps[:, None]:
            for angle in np.linspace(0, 2 * np.pi, 7):
                near = pixel_of(raster, x + reach * 0.99 * np.cos(angle), y + reach * 0.99 * np.sin(angle))
                assert near == EDGE


def test_clear_pixels_hold_the_number_of_their_shape() -> None:
    shapes = [shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100), shapely.Polygon()]
    raster = Raster.draw(shapes, within=shapely.box(0, 0, 200, 200), reach=0.5, pixels=5000)
    values = [pixel_of(raster, *place) for place in ((50, 50), (150, 50), (100, 50), (50, 150), (0, 0))]
    assert values == [1, 2, EDGE, 0, EDGE]


def test_what_two_shapes_cover_is_left_to_the_rule() -> None:
    shapes = [shapely.box(0, 0, 100, 100), shapely.box(50, 0, 150, 100)]
    raster = Raster.draw(shapes, within=shapely.box(0, 0, 150, 100), reach=0.5, pixels=5000)
    assert [pixel_of(raster, x, 50) for x in (25, 75, 125)] == [1, EDGE, 2]


def test_a_hole_is_not_filled() -> None:
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(40, 40, 60, 60))
    raster = Raster.draw([ring], within=ring, reach=0.5, pixels=5000)
    assert [pixel_of(raster, x, 50) for x in (20, 50, 80)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("lat", "lon_m", "lat_m"), [(0.0, 111319.49, 110574.28), (31.6, 94_900, 110_880), (60, 55_800, 111_412)]
)
def test_a_degree_is_worth_what_the_ellipsoid_says(lat: float, lon_m: float, lat_m: float) -> None:
    frame = LocalFrame.at(lat)
    assert (frame.lon_m, frame.lat_m) == (pytest.approx(lon_m, rel=2e-3), pytest.approx(lat_m, rel=2e-3))
