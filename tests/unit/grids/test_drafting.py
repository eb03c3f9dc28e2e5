"""Rows of a file become drafts, or every one of their faults is named with row, field, rule and place."""

from __future__ import annotations

import pytest
import shapely

from gridwarden.algorithms.geodesy import from_cgcs2000
from gridwarden.grids.domain import drafting
from gridwarden.grids.domain.clipping import inside
from gridwarden.grids.domain.drafts import BackdropDraft, RoadDraft, grade_of
from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused
from gridwarden.grids.domain.features import Feature, into_cgcs2000
from gridwarden.grids.domain.kinds import BackdropKind, GridClass, PatrolMode, RoadGrade, ZoneKind

SQUARE = shapely.box(120.46, 31.59, 120.47, 31.60)
LINE = shapely.LineString([(120.46, 31.59), (120.47, 31.60)])
BOW_TIE = shapely.Polygon([(120.46, 31.59), (120.47, 31.60), (120.47, 31.59), (120.46, 31.60)])


def feature(row: int = 1, geometry: shapely.Geometry | None = SQUARE, key: str = "", **properties: object) -> Feature:
    return Feature(row, properties, geometry, key)


def faults_of(refusal: pytest.ExceptionInfo[ImportRefused]) -> tuple[Fault, ...]:
    return refusal.value.faults


def test_a_grid_is_read_with_its_defaults() -> None:
    (draft,) = drafting.grids_from([feature(code=" A01 ", **{"class": "A"})])
    assert (draft.code, draft.name) == ("A01", "A01")
    assert (draft.grid_class, draft.patrol_mode) == (GridClass.A, PatrolMode.FOOT)


def test_a_grid_is_read_by_its_chinese_columns() -> None:
    (draft,) = drafting.grids_from([feature(编码="A01", 类别="C", 巡查方式="vehicle", 名称="安镇一号")])
    assert (draft.code, draft.name, draft.grid_class) == ("A01", "安镇一号", GridClass.C)
    assert draft.patrol_mode is PatrolMode.VEHICLE


def test_all_faults_of_all_rows_are_named_at_once() -> None:
    rows = [
        feature(1, code="A01", **{"class": "D"}),
        feature(2, code="", **{"class": "A"}),
        feature(3, geometry=BOW_TIE, code="A03", **{"class": "A"}),
        feature(4, geometry=LINE, code="A04", **{"class": "A", "mode": "boat"}),
        feature(5, geometry=None, code="x" * 33, **{"class": "A"}),
    ]
    with pytest.raises(ImportRefused) as refusal:
        drafting.grids_from(rows)
    assert [(fault.row, fault.field, fault.rule) for fault in faults_of(refusal)] == [
        (1, "class", FaultRule.UNKNOWN_WORD),
        (2, "code", FaultRule.MISSING),
        (3, "geometry", FaultRule.INVALID_GEOMETRY),
        (4, "mode", FaultRule.UNKNOWN_WORD),
        (4, "geometry", FaultRule.WRONG_GEOMETRY),
        (5, "code", FaultRule.TOO_LONG),
        (5, "geometry", FaultRule.NO_GEOMETRY),
    ]


def test_a_fault_says_where_it_is_and_what_would_do() -> None:
    with pytest.raises(ImportRefused) as refusal:
        drafting.grids_from([feature(geometry=BOW_TIE, code="A", **{"class": "x"})])
    word, shape = faults_of(refusal)
    assert (word.value, word.expected) == ("x", "A, B, C")
    assert (shape.value, shape.lon, shape.lat) == ("Self-intersection", 120.465, 31.595)
    assert refusal.value.fields == {"row 1 class": "unknown_word", "row 1 geometry": "invalid_geometry"}


def test_a_code_given_twice_names_both_rows() -> None:
    with pytest.raises(ImportRefused) as refusal:
        drafting.grids_from([feature(row, code="A01", **{"class": "A"}) for row in (1, 2, 3)])
    assert [(fault.row, fault.value, fault.expected) for fault in faults_of(refusal)] == [
        (2, "A01", "1"),
        (3, "A01", "1"),
    ]


def test_a_file_without_rows_is_refused() -> None:
    for read in (drafting.grids_from, drafting.zones_from, drafting.roads_from, drafting.boundary_from):
        with pytest.raises(ImportRefused) as refusal:
            read([])
        assert faults_of(refusal)[0].rule is FaultRule.NOTHING_INSIDE


def test_the_boundary_is_all_areas_together() -> None:
    east = shapely.box(120.47, 31.59, 120.48, 31.60)
    boundary = drafting.boundary_from([feature(1), feature(2, geometry=east)])
    assert boundary.equals(shapely.box(120.46, 31.59, 120.48, 31.60))


def test_a_line_is_no_boundary() -> None:
    with pytest.raises(ImportRefused):
        drafting.boundary_from([feature(geometry=LINE)])


def test_zones_are_read_by_kind() -> None:
    core, hill = drafting.zones_from([feature(kind="core"), feature(2, kind="excluded", name="吼山")])
    assert (core.kind, core.name, hill.kind, hill.name) == (ZoneKind.CORE, "", ZoneKind.EXCLUDED, "吼山")
    with pytest.raises(ImportRefused):
        drafting.zones_from([feature(kind="mountain")])


def test_a_road_without_a_key_is_known_by_its_course() -> None:
    named, other = drafting.roads_from(
        [feature(geometry=LINE, key="id/7", name="人民路", grade="arterial"), feature(2, geometry=LINE)]
    )
    assert (named.source_key, named.grade, named.highway) == ("id/7", RoadGrade.ARTERIAL, "road")
    assert other.source_key.startswith("course/")
    assert other.source_key == drafting.roads_from([feature(geometry=LINE)])[0].source_key
    assert other.grade is None


def test_the_grade_follows_the_class_of_the_road() -> None:
    grades = {name: grade_of(name) for name in ("trunk", "primary_link", "secondary", "tertiary", "service", "?")}
    assert list(grades.values()) == [
        RoadGrade.ARTERIAL,
        RoadGrade.ARTERIAL,
        RoadGrade.SECONDARY,
        RoadGrade.SECONDARY,
        RoadGrade.BACK_STREET,
        RoadGrade.BACK_STREET,
    ]


# -- coordinates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("crs", ["wgs84", "cgcs2000", "gcj02", "bd09"])
def test_declared_coordinates_come_back_as_cgcs2000(crs: str) -> None:
    def as_declared(points: object) -> object:
        import numpy as np  # noqa: PLC0415

        array = np.asarray(points)
        return np.column_stack(from_cgcs2000(array[:, 0], array[:, 1], crs))

    declared = shapely.transform(SQUARE, as_declared)
    (row,) = into_cgcs2000([feature(geometry=declared)], crs)
    assert row.geometry is not None
    assert row.geometry.equals_exact(SQUARE, 1e-8)
    if crs in {"gcj02", "bd09"}:
        assert not declared.equals_exact(SQUARE, 1e-3)


def test_heights_are_left_out() -> None:
    (row,) = into_cgcs2000([feature(geometry=shapely.force_3d(SQUARE, 7.0))], "wgs84")
    assert row.geometry is not None
    assert not row.geometry.has_z


def test_metres_and_swapped_axes_are_no_degrees() -> None:
    metres = shapely.box(500_000, 3_500_000, 501_000, 3_501_000)
    swapped = shapely.box(31.59, 120.46, 31.60, 120.47)
    with pytest.raises(ImportRefused) as refusal:
        into_cgcs2000([feature(1, metres), feature(2), feature(3, swapped)], "wgs84")
    assert [(fault.row, fault.rule) for fault in faults_of(refusal)] == [
        (1, FaultRule.BAD_COORDINATE),
        (3, FaultRule.BAD_COORDINATE),
    ]


# -- cutting -----------------------------------------------------------------------------------------------


def test_what_lies_outside_or_only_touches_is_left_out() -> None:
    def road(key: str, *points: tuple[float, float]) -> RoadDraft:
        return RoadDraft(source_key=key, name="", highway="road", geometry=shapely.LineString(points))

    drafts = [
        road("in", (120.461, 31.591), (120.469, 31.599)),
        road("across", (120.45, 31.595), (120.48, 31.595)),
        road("out", (120.48, 31.595), (120.49, 31.595)),
        road("touching", (120.47, 31.595), (120.49, 31.595)),
        road("in and out", (120.455, 31.592), (120.465, 31.592), (120.465, 31.58), (120.467, 31.58), (120.467, 31.592)),
    ]
    kept = {draft.source_key: draft.geometry for draft in inside(drafts, SQUARE)}
    assert set(kept) == {"in", "across", "in and out"}
    assert kept["across"].length == pytest.approx(0.01)
    assert kept["in and out"].geom_type == "MultiLineString"


def test_broken_areas_are_cut_all_the_same() -> None:
    drafts = [
        BackdropDraft(source_key="area/1", kind=BackdropKind.WATER, geometry=BOW_TIE.buffer(0.01).boundary.envelope)
    ]
    (kept,) = inside(drafts, SQUARE)
    assert kept.geometry.equals(SQUARE)
    assert inside([], SQUARE) == []
