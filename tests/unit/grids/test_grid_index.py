"""The index answers every point as the rule says, however it finds the answer."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import shapely

from gridwarden.grids.domain.grid_index import GridIndex, frame_of
from gridwarden.grids.domain.locating import FLAGS, TOLERANCE_M, Flag, GridPlace, Located, NotAPlaceError

WEST, SOUTH, SIDE = 120.46, 31.59, 0.01
BOUNDARY = shapely.box(WEST, SOUTH, WEST + 2 * SIDE, SOUTH + 2 * SIDE)
FRAME = frame_of(BOUNDARY)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(WEST + west * SIDE, SOUTH + south * SIDE, WEST + east * SIDE, SOUTH + north * SIDE)


GRIDS = (
    GridPlace(11, "A01", box(0, 0, 1, 1)),
    GridPlace(7, "A02", box(1, 0, 2, 1)),
    GridPlace(9, "B01", box(1, 1, 2, 2)),
)


@pytest.fixture(scope="module")
def index() -> GridIndex:
    """Three squares; the north-western corner is free."""
    return GridIndex(BOUNDARY, GRIDS)


def at(column: float, row: float, east_m: float = 0.0, north_m: float = 0.0) -> tuple[float, float]:
    """A place by squares from the south-west, moved by metres."""
    return WEST + column * SIDE + east_m / FRAME.lon_m, SOUTH + row * SIDE + north_m / FRAME.lat_m


def test_a_point_in_a_grid_is_inside(index: GridIndex) -> None:
    assert index.locate(*at(0.5, 0.5)) == Located(11, "A01", Flag.INSIDE, 0.0)


def test_a_point_on_a_shared_border_goes_to_the_lowest_code_and_says_so(index: GridIndex) -> None:
    assert index.locate(*at(1, 0.5)) == Located(11, "A01", Flag.BORDER, 0.0)
    assert index.locate(*at(1.5, 1)) == Located(7, "A02", Flag.BORDER, 0.0)


def test_a_corner_of_three_grids_goes_to_the_lowest_code(index: GridIndex) -> None:
    assert index.locate(*at(1, 1)) == Located(11, "A01", Flag.BORDER, 0.0)


@pytest.mark.parametrize(
    ("east_m", "expected"),
    [
        (-0.6, Located(11, "A01", Flag.INSIDE, 0.0)),
        (-0.4, Located(11, "A01", Flag.BORDER, 0.0)),
        (0.4, Located(11, "A01", Flag.BORDER, 0.0)),
        (0.6, Located(7, "A02", Flag.INSIDE, 0.0)),
    ],
)
def test_the_border_is_half_a_metre_wide_on_either_side(index: GridIndex, east_m: float, expected: Located) -> None:
    assert index.locate(*at(1, 0.5, east_m)) == expected


def test_a_point_just_outside_the_district_still_belongs_to_its_grid(index: GridIndex) -> None:
    assert index.locate(*at(0, 0.5, -0.4)) == Located(11, "A01", Flag.BORDER, 0.0)


def test_a_point_outside_names_the_nearest_grid_and_the_distance(index: GridIndex) -> None:
    found = index.locate(*at(0, 0.5, -20))
    assert (found.grid_id, found.flag, found.nearest_code) == (None, Flag.OUTSIDE, "A01")
    assert found.nearest_m == pytest.approx(20, abs=0.01)


def test_a_point_equally_near_to_two_grids_names_the_lowest_code(index: GridIndex) -> None:
    found = index.locate(*at(1, 1, -30, 30))
    assert (found.nearest_code, found.nearest_m) == ("A01", pytest.approx(30, abs=0.01))
    assert index.locate(*at(1, 0, 0, -30)).nearest_code == "A01"


@pytest.mark.parametrize("place", [(0.0, 0.0), (-170.0, -80.0), (180.0, 90.0)])
def test_a_point_at_the_end_of_the_world_is_outside(index: GridIndex, place: tuple[float, float]) -> None:
    found = index.locate(*place)
    assert (found.grid_id, found.flag) == (None, Flag.OUTSIDE)


@pytest.mark.parametrize("place", [(math.nan, 31.6), (120.47, math.inf), (180.1, 0), (31.6, 120.47), (0, 1e300)])
def test_what_is_no_place_is_refused(index: GridIndex, place: tuple[float, float]) -> None:
    with pytest.raises(NotAPlaceError):
        index.locate(*place)
    with pytest.raises(NotAPlaceError):
        index.locate_many([place[0]], [place[1]])


def test_a_point_in_an_excluded_zone_says_so() -> None:
    index = GridIndex(BOUNDARY, GRIDS, [box(0, 1, 1, 2)])
    found = index.locate(*at(0.5, 1.5))
    assert (found.grid_id, found.flag, found.nearest_code) == (None, Flag.EXCLUDED, "B01")


def test_the_edge_of_an_excluded_zone_belongs_to_the_grid_beside_it() -> None:
    index = GridIndex(BOUNDARY, GRIDS, [box(0, 1, 1, 2)])
    assert index.locate(*at(0.5, 1)) == Located(11, "A01", Flag.BORDER, 0.0)


def test_an_excluded_zone_inside_a_grid_is_flagged_and_names_the_grid() -> None:
    index = GridIndex(BOUNDARY, GRIDS, [box(0.2, 0.2, 0.4, 0.4), box(0.4, 0.2, 0.6, 0.4)])
    assert index.locate(*at(0.3, 0.3)) == Located(11, "A01", Flag.EXCLUDED, 0.0)
    assert index.locate(*at(0.4, 0.3)).flag is Flag.EXCLUDED


def test_where_grids_overlap_the_lowest_code_wins_and_the_claim_is_contested() -> None:
    index = GridIndex(BOUNDARY, [GridPlace(1, "B", box(0, 0, 2, 1)), GridPlace(2, "A", box(1, 0, 2, 2))])
    assert index.locate(*at(1.5, 0.5)) == Located(2, "A", Flag.BORDER, 0.0)
    assert index.locate(*at(0.5, 0.5)) == Located(1, "B", Flag.INSIDE, 0.0)


def test_codes_compare_letter_by_letter() -> None:
    index = GridIndex(BOUNDARY, [GridPlace(1, "a", box(0, 0, 1, 1)), GridPlace(2, "B", box(1, 0, 2, 1))])
    assert index.locate(*at(1, 0.5)).code == "B"


def test_a_district_without_grids_answers_outside_everywhere() -> None:
    index = GridIndex(BOUNDARY, ())
    assert index.locate(*at(0.5, 0.5)) == Located(None, "", Flag.OUTSIDE, None)
    many = index.locate_many([WEST], [SOUTH])
    assert (many.grid_ids.tolist(), FLAGS[many.flags[0]]) == ([-1], Flag.OUTSIDE)
    ids, distances = index.nearest_many([WEST], [SOUTH])
    assert (ids.tolist(), distances.tolist()) == ([-1], [math.inf])


def test_no_points_have_no_answers(index: GridIndex) -> None:
    assert index.locate_many([], []).grid_ids.size == 0


def test_a_grid_with_a_hole_does_not_claim_the_hole() -> None:
    ring = shapely.difference(box(0, 0, 2, 2), box(0.8, 0.8, 1.2, 1.2))
    index = GridIndex(BOUNDARY, [GridPlace(1, "A", ring)])
    assert index.locate(*at(1, 1)).flag is Flag.OUTSIDE
    assert index.locate(*at(0.8, 1)).flag is Flag.BORDER
    assert index.locate(*at(0.5, 0.5)).flag is Flag.INSIDE


def wiggly_cover() -> list[GridPlace]:
    """Twelve neighbours with crooked common edges, and one island that is left out."""
    dice = np.random.default_rng(7)
    seeds = shapely.MultiPoint(dice.random((12, 2)) * 2 * SIDE + [WEST, SOUTH])
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=BOUNDARY))
    bent = [shapely.transform(shapely.segmentize(cell & BOUNDARY, 0.0004), _bend) for cell in cells]
    return [GridPlace(100 + number, f"G{number % 5}{number}", cell) for number, cell in enumerate(bent) if number != 4]


def _bend(points: np.ndarray) -> np.ndarray:
    return points + 0.0001 * np.sin(points[:, ::-1] * 30_000)


def hard_points(grids: list[GridPlace], count: int) -> np.ndarray:
    """Points anywhere, on corners, on edges, and a hair inside and outside the tolerance."""
    dice = np.random.default_rng(11)
    anywhere = dice.random((count, 2)) * 2.4 * SIDE + [WEST - 0.2 * SIDE, SOUTH - 0.2 * SIDE]
    corners = np.concatenate([shapely.get_coordinates(grid.geometry) for grid in grids])
    starts, ends = (np.array(side) for side in zip(*pairwise(corners.tolist()), strict=True))
    on_edges = starts + (ends - starts) * dice.random((len(starts), 1))
    angle = dice.random(len(corners)) * 2 * np.pi
    around = np.column_stack([np.cos(angle) / FRAME.lon_m, np.sin(angle) / FRAME.lat_m])
    beside = [corners + around * metres for metres in (0.45, 0.499, 0.501, 0.55, 3.0)]
    return np.concatenate([anywhere, corners, on_edges, *beside])


def test_picture_and_rule_agree_on_thousands_of_hard_points() -> None:
    grids = wiggly_cover()
    excluded = box(0.5, 0.5, 0.8, 0.8)
    index = GridIndex(BOUNDARY, grids, [excluded])
    points = hard_points(grids, 3000)
    many = index.locate_many(points[:, 0], points[:, 1])
    for (lon, lat), grid_id, flag in zip(points, many.grid_ids.tolist(), many.flags.tolist(), strict=True):
        expected = by_the_rule(grids, excluded, lon, lat)
        assert (grid_id, FLAGS[flag]) == expected
        one = index.locate(lon, lat)
        assert (-1 if one.grid_id is None else one.grid_id, one.flag) == expected


def by_the_rule(grids: list[GridPlace], excluded: shapely.Geometry, lon: float, lat: float) -> tuple[int, Flag]:
    """The rule word by word, without index, preparation or picture."""
    point = FRAME.stretch(shapely.Point(lon, lat))
    shapes = [(grid.code, grid.grid_id, FRAME.stretch(grid.geometry)) for grid in grids]
    claims = sorted((code, grid_id, shape) for code, grid_id, shape in shapes if shape.distance(point) <= TOLERANCE_M)
    zone = FRAME.stretch(excluded)
    deep = zone.covers(point) and zone.boundary.distance(point) > TOLERANCE_M
    if not claims:
        return -1, Flag.EXCLUDED if deep else Flag.OUTSIDE
    at_outline = any(shape.boundary.distance(point) <= TOLERANCE_M for _, _, shape in claims)
    flag = Flag.EXCLUDED if deep else Flag.BORDER if at_outline or len(claims) > 1 else Flag.INSIDE
    return claims[0][1], flag


def test_nearest_of_many_is_nearest_of_each() -> None:
    grids = wiggly_cover()
    index = GridIndex(BOUNDARY, grids)
    dice = np.random.default_rng(3)
    points = dice.random((500, 2)) * 0.1 + [WEST - 0.04, SOUTH - 0.04]
    outside = points[index.locate_many(points[:, 0], points[:, 1]).grid_ids < 0]
    ids, distances = index.nearest_many(outside[:, 0], outside[:, 1])
    codes = {grid.grid_id: grid.code for grid in grids}
    for (lon, lat), grid_id, metres in zip(outside, ids.tolist(), distances.tolist(), strict=True):
        one = index.locate(lon, lat)
        assert (one.nearest_code, one.nearest_m) == (codes[grid_id], pytest.approx(metres))
