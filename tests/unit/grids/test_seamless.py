"""The check finds every flaw of a cover, with its size and its place, and nothing in a flawless one."""

from __future__ import annotations

import json
import random

import pytest
import shapely

from gridwarden.grids.domain.findings import CheckReport, Finding, FindingKind
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.domain.seamless import GridShape, RoadShape, Territory, check

PLANE = Plane(4549)
WEST, SOUTH, SIDE = 120.46, 31.59, 0.01
#: A metre in degrees of longitude at this latitude, roughly.
METRE = 1.0 / 94_900


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A rectangle in squares from the south-western corner."""
    return shapely.box(WEST + west * SIDE, SOUTH + south * SIDE, WEST + east * SIDE, SOUTH + north * SIDE)


def grid(code: str, shape: shapely.Geometry, grid_class: str = "A", mode: str = "foot") -> GridShape:
    return GridShape(code, grid_class, mode, shape)


FOUR = (
    grid("A01", box(0, 0, 1, 1)),
    grid("A02", box(1, 0, 2, 1)),
    grid("B01", box(1, 1, 2, 2), "B"),
    grid("C01", box(0, 1, 1, 2), "C"),
)


def findings(*grids: GridShape, **more: object) -> list[Finding]:
    return list(report(*grids, **more).findings)


def report(*grids: GridShape, **more: object) -> CheckReport:
    territory = {"plane": PLANE, "boundary": box(0, 0, 2, 2), "grids": grids, **more}
    return check(Territory(**territory))  # type: ignore[arg-type]


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, found
    return found[0]


def test_a_seamless_cover_has_no_findings() -> None:
    result = report(*FOUR)
    assert result.is_clean
    assert result.totals.district_m2 == pytest.approx(4.2e6, rel=0.01)
    assert abs(result.totals.balance_m2) < 0.01


def test_a_missing_grid_is_a_gap_of_its_size_at_its_place() -> None:
    gap = only(findings(*FOUR[:3]))
    assert gap.kind is FindingKind.GAP
    assert gap.value == pytest.approx(PLANE.area_m2(box(0, 1, 1, 2)), abs=0.1)
    assert shapely.contains_xy(box(0, 1, 1, 2), *gap.place)


def test_a_strip_one_metre_wide_is_found_as_gap_and_as_overlap() -> None:
    narrow = grid("A01", shapely.box(WEST, SOUTH, WEST + SIDE - METRE, SOUTH + SIDE))
    wide = grid("A01", shapely.box(WEST, SOUTH, WEST + SIDE + METRE, SOUTH + SIDE))
    gap, overlap = only(findings(narrow, *FOUR[1:])), only(findings(wide, *FOUR[1:]))
    assert (gap.kind, overlap.kind) == (FindingKind.GAP, FindingKind.OVERLAP)
    assert overlap.subjects == ("A01", "A02")
    assert gap.value == pytest.approx(1109, rel=0.01)
    assert overlap.value == pytest.approx(1109, rel=0.01)


def test_a_strip_below_a_square_metre_counts_but_is_no_finding() -> None:
    narrow = grid("A01", shapely.box(WEST, SOUTH, WEST + SIDE - METRE / 2000, SOUTH + SIDE))
    result = report(narrow, *FOUR[1:])
    assert result.is_clean
    assert 0.3 < result.totals.gaps_m2 < 1.0
    assert abs(result.totals.balance_m2) < 0.01


def test_a_grid_over_the_boundary_is_found() -> None:
    over = grid("A02", box(1, 0, 2.1, 1), "C")
    outside = only(findings(FOUR[0], over, *FOUR[2:]))
    assert outside.kind is FindingKind.OUTSIDE_BOUNDARY
    assert outside.subjects == ("A02",)
    assert outside.value == pytest.approx(PLANE.area_m2(box(2, 0, 2.1, 1)), abs=0.1)


def test_an_excluded_zone_is_no_gap() -> None:
    assert not findings(*FOUR[:3], excluded=box(0, 1, 1, 2))


def test_a_grid_in_an_excluded_zone_is_found() -> None:
    found = only(findings(*FOUR, excluded=box(0, 1, 1, 1.5)))
    assert (found.kind, found.subjects) == (FindingKind.IN_EXCLUDED_ZONE, ("C01",))


@pytest.mark.parametrize(
    ("grid_class", "mode", "squares", "too_wide"),
    [
        ("A", "foot", 1.0, False),
        ("A", "foot", 1.1, True),
        ("B", "foot", 1.1, True),
        ("C", "foot", 2.0, False),
        ("C", "foot", 2.1, True),
        ("A", "vehicle", 3.4, False),
        ("C", "vehicle", 3.5, True),
    ],
)
def test_a_grid_wider_than_its_class_allows_is_found(
    grid_class: str, mode: str, squares: float, *, too_wide: bool
) -> None:
    shape = box(0, 0, squares, squares)
    found = findings(grid("X", shape, grid_class, mode), boundary=shape)
    assert [finding.kind for finding in found] == ([FindingKind.TOO_WIDE] if too_wide else [])
    assert all(finding.limit in {1500.0, 3000.0, 5000.0} and finding.value > finding.limit for finding in found)


def test_a_grid_in_two_parts_is_found() -> None:
    both = shapely.MultiPolygon([box(0, 0, 1, 1), box(1, 1, 2, 2)])
    found = findings(grid("A01", both, "C"), FOUR[1], FOUR[3])
    assert only(found).kind is FindingKind.SEVERAL_PARTS
    assert only(found).value == 2


def test_a_broken_shape_is_named_and_measured_as_far_as_possible() -> None:
    bow_tie = shapely.Polygon([(WEST, SOUTH), (WEST + SIDE, SOUTH + SIDE), (WEST + SIDE, SOUTH), (WEST, SOUTH + SIDE)])
    found = findings(grid("A01", bow_tie), *FOUR[1:])
    assert found[0].kind is FindingKind.INVALID_GEOMETRY
    assert "Self-intersection" in found[0].reason
    assert found[0].subjects == ("A01",)


def test_a_road_across_a_gap_is_an_orphan_for_the_length_of_the_gap() -> None:
    middle = SOUTH + 1.5 * SIDE
    road = RoadShape("人民路", shapely.LineString([(WEST - SIDE, middle), (WEST + 2 * SIDE, middle)]))
    found = findings(*FOUR[:3], roads=(road,))
    orphan = only([finding for finding in found if finding.kind is FindingKind.ORPHAN_ROAD])
    assert orphan.subjects == ("人民路",)
    assert orphan.value == pytest.approx(949, abs=2)
    assert shapely.contains_xy(box(0, 1, 1, 2), *orphan.place)


def test_roads_inside_grids_along_edges_outside_or_excluded_are_no_orphans() -> None:
    lines = [
        shapely.LineString([(WEST + 0.1 * SIDE, SOUTH + 0.5 * SIDE), (WEST + 1.9 * SIDE, SOUTH + 0.7 * SIDE)]),
        shapely.LineString([(WEST + SIDE, SOUTH), (WEST + SIDE, SOUTH + 2 * SIDE)]),
        shapely.LineString([(WEST, SOUTH), (WEST + 2 * SIDE, SOUTH)]),
        shapely.LineString([(WEST - 2 * SIDE, SOUTH), (WEST - SIDE, SOUTH)]),
        shapely.LineString([(WEST + 0.2 * SIDE, SOUTH + 1.5 * SIDE), (WEST + 0.8 * SIDE, SOUTH + 1.5 * SIDE)]),
    ]
    roads = tuple(RoadShape(str(number), line) for number, line in enumerate(lines))
    assert not findings(*FOUR[:3], roads=roads, excluded=box(0, 1, 1, 2))


def test_a_piece_of_road_shorter_than_a_metre_is_no_orphan() -> None:
    corner = shapely.LineString(
        [(WEST + SIDE - METRE / 2, SOUTH + 1.5 * SIDE), (WEST + 1.5 * SIDE, SOUTH + 1.5 * SIDE)]
    )
    found = findings(*FOUR[:3], roads=(RoadShape("短", corner),))
    assert [finding.kind for finding in found] == [FindingKind.GAP]


def test_a_shape_without_an_inside_still_has_a_place() -> None:
    spike = shapely.Polygon([(WEST, SOUTH), (WEST + SIDE, SOUTH + SIDE), (WEST, SOUTH)])
    broken = findings(grid("A01", spike), *FOUR[1:])[0]
    assert broken.place == (WEST, SOUTH)


def test_a_district_without_grids_is_one_gap() -> None:
    result = report()
    assert only(list(result.findings)).value == pytest.approx(result.totals.district_m2)


def test_long_edges_in_degrees_cost_no_area_although_the_plane_bends_them() -> None:
    """A neighbour's corner on a seven-kilometre edge lies half a metre beside the straight line of the plane."""
    boundary = box(0, 0, 7, 2)
    left, middle, right = box(0, 0, 7, 1), box(0, 1, 3, 2), box(3, 1, 7, 2)
    shapes = [grid(code, shape, "C", "vehicle") for code, shape in zip("abc", (left, middle, right), strict=True)]
    result = report(*shapes, boundary=boundary)
    assert {finding.kind for finding in result.findings} == {FindingKind.TOO_WIDE}
    assert abs(result.totals.balance_m2) < 0.01
    assert result.totals.grids_m2 == pytest.approx(result.totals.district_m2, abs=0.01)


@pytest.mark.parametrize("seed", range(8))
def test_areas_are_conserved_on_random_rectangles(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a reproducible scatter
    shapes = []
    for number in range(12):
        west, south = dice.uniform(-0.3, 2), dice.uniform(-0.3, 2)
        east, north = west + dice.uniform(0.1, 1), south + dice.uniform(0.1, 1)
        shapes.append(grid(f"R{number}", box(west, south, east, north)))
    result = report(*shapes, excluded=box(0.3, 0.3, 0.9, 0.8))
    assert abs(result.totals.balance_m2) < 1.0
    listed = sum(finding.value for finding in result.findings if finding.kind is FindingKind.GAP)
    assert listed == pytest.approx(result.totals.gaps_m2, abs=len(result.findings))


def test_a_report_is_ready_for_json() -> None:
    text = json.dumps(report(*FOUR[:3]).as_dict())
    loaded = json.loads(text)
    assert loaded["counts"] == {"gap": 1}
    assert loaded["findings"][0]["geometry"]["type"] == "Polygon"
    assert loaded["findings"][0]["unit"] == "m2"
