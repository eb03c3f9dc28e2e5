"""A plan in people's hands: what may be changed, what is judged, what is counted."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.redrawing import Draft, FlawKind, Header, figures_of, flaws_of, merged, moved, split
from gridwarden.grids.domain.redrawing.moves import NoSuchPart, NotBeside, OneBlock, free_code
from gridwarden.grids.domain.redrawing.recoding import recoded
from gridwarden.grids.domain.redrawing.shares import shares_of
from gridwarden.grids.domain.redrawing.todays import Lines, in_todays, todays_figures
from gridwarden.grids.domain.seamless import GridShape
from tests.factories.designs import SIZE, code_of, small_draft
from tests.factories.grids import PLANE


def codes(draft: Draft) -> list[str]:
    return [draft.grids[number].code for number in draft.part]


def kinds(draft: Draft) -> set[tuple[FlawKind, str]]:
    return {(flaw.kind, flaw.code) for flaw in flaws_of(draft)}


def test_a_block_moves_to_the_grid_that_it_touches() -> None:
    after = moved(small_draft(), [1], "A02")
    assert codes(after)[1] == "A02"
    assert [code for number, code in enumerate(codes(after)) if number != 1] == [
        code_of(number) for number in range(SIZE * SIZE) if number != 1
    ]


def test_a_block_that_does_not_touch_the_grid_is_refused() -> None:
    with pytest.raises(NotBeside):
        moved(small_draft(), [0], "A02")


def test_several_blocks_move_together_when_one_of_them_touches() -> None:
    assert codes(moved(small_draft(), [0, 1], "A02"))[:2] == ["A02", "A02"]


@pytest.mark.parametrize(("blocks", "code"), [([99], "A02"), ([], "A02"), ([-1], "A02"), ([1], "X99")])
def test_what_is_not_there_is_refused(blocks: list[int], code: str) -> None:
    with pytest.raises(NoSuchPart):
        moved(small_draft(), blocks, code)


def test_a_grid_that_loses_its_last_block_is_gone() -> None:
    after = merged(small_draft(), "A02", "A01")
    assert [grid.code for grid in after.grids] == ["A01", "B01", "C01"]
    assert codes(after).count("A01") == 8


def test_a_grid_is_not_joined_to_itself_or_across_a_corner() -> None:
    with pytest.raises(NotBeside):
        merged(small_draft(), "A01", "A01")
    with pytest.raises(NotBeside):
        merged(small_draft(), "A01", "B01")


def test_a_split_grid_falls_into_halves_of_one_piece_and_equal_work() -> None:
    after = split(merged(small_draft(), "A02", "A01"), "A01")
    assert [grid.code for grid in after.grids] == ["A01", "B01", "C01", "A02"]
    assert (codes(after).count("A01"), codes(after).count("A02")) == (4, 4)
    assert FlawKind.PIECES not in {kind for kind, _ in kinds(after)}


def test_a_grid_of_one_block_is_not_split() -> None:
    draft = moved(small_draft(), [0, 1, 4], "A02")
    with pytest.raises(OneBlock):
        split(draft, "A01")


@pytest.mark.parametrize(
    ("like", "taken", "free"),
    [
        ("A01", {"A01", "A02"}, "A03"),
        ("A01", {"A02"}, "A01"),
        ("320299001002007", {"320299001002001"}, "320299001002002"),
        ("东", set(), "东1"),
    ],
)
def test_a_new_code_is_of_the_same_kind(like: str, taken: set[str], free: str) -> None:
    assert free_code(like, taken) == free


def test_a_sound_plan_has_no_flaws() -> None:
    assert flaws_of(small_draft()) == []


def test_a_grid_in_two_pieces_is_told() -> None:
    assert (FlawKind.PIECES, "A01") in kinds(moved(small_draft(), [1, 5, 0], "A02").with_part(_cut(small_draft())))


def _cut(draft: Draft) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Take the two blocks that hold A01 together away."""
    part = draft.part.copy()
    part[[1, 4]] = draft.number("A02") or 0
    return part


def test_land_of_another_zone_is_told() -> None:
    assert (FlawKind.MIXED, "C01") in kinds(moved(small_draft(), [4], "C01"))


def test_a_grid_that_becomes_too_wide_is_told_with_its_width() -> None:
    (flaw,) = [flaw for flaw in flaws_of(merged(small_draft(), "A02", "A01")) if flaw.kind is FlawKind.TOO_WIDE]
    assert (flaw.code, flaw.limit, flaw.is_grave) == ("A01", 1500.0, True)
    assert flaw.value == pytest.approx(PLANE.diameter_m(merged(small_draft(), "A02", "A01").outline(0)))


def test_too_much_work_is_a_warning_only() -> None:
    draft = moved(small_draft(), [1], "A02")
    flaws = {flaw.kind: flaw for flaw in flaws_of(draft)}
    assert flaws[FlawKind.LOAD].code == "A02"
    assert not flaws[FlawKind.LOAD].is_grave
    assert flaws[FlawKind.LOAD].value == pytest.approx(5 / 4)


def test_a_road_between_two_grids_goes_where_there_is_less_to_do() -> None:
    draft = moved(small_draft(), [1], "A02")
    draft.blocks.pair_minutes[draft.is_between] = 3.0
    assert draft.minutes.sum() == pytest.approx(160 + 3 * draft.is_between.sum())
    assert abs(draft.minutes[0] - draft.minutes[1]) < abs(30 - 50)


def test_the_figures_count_what_the_plan_is() -> None:
    figures = figures_of(small_draft())
    assert (figures.count, {word: one.count for word, one in figures.by_class.items()}) == (4, {"A": 2, "B": 1, "C": 1})
    assert (figures.road_cuts, figures.inner_border_km, figures.border_on_lines) == (8, 4.0, 0.8)
    assert figures.max_over_mean == pytest.approx(1.0)
    assert figures.over_limit == 0
    assert figures.changed_share is None
    assert 0.7 < figures.compactness < np.pi / 4 + 0.05


def test_land_that_leaves_its_grid_of_today_is_counted_once() -> None:
    draft = small_draft()
    assert figures_of(draft, draft.part).changed_share == pytest.approx(0.0)
    assert figures_of(moved(draft, [1], "A02"), draft.part).changed_share == pytest.approx(1 / 16, rel=1e-3)
    assert figures_of(draft, np.full(16, -1)).changed_share == 1.0


def test_todays_plan_is_measured_like_a_draft() -> None:
    draft = small_draft()
    shapes = [
        GridShape(grid.code, grid.grid_class, grid.patrol_mode, draft.outline(number))
        for number, grid in enumerate(draft.grids)
    ]
    roads = shapely.boundary(np.array([draft.outline(0)], dtype=np.object_))
    today = todays_figures(draft.blocks, shapes, Lines(roads, np.array([], dtype=object)))
    drafted = figures_of(draft)
    assert (today.count, today.road_cuts) == (drafted.count, drafted.road_cuts)
    assert today.minutes == pytest.approx(drafted.minutes)
    assert today.max_diameter_m == pytest.approx(drafted.max_diameter_m, rel=1e-4)
    assert 0.4 < today.border_on_lines < 0.6
    assert in_todays(draft.blocks, shapes).tolist() == draft.part.tolist()


def test_a_grid_keeps_the_code_that_people_know() -> None:
    draft = small_draft()
    shapes = [
        GridShape(f"{grid.grid_class}2{number}", grid.grid_class, grid.patrol_mode, draft.outline(number))
        for number, grid in enumerate(draft.grids)
    ]
    kept = recoded(draft, shapes, draft.part)
    assert [grid.code for grid in kept.grids] == ["A20", "A21", "B22", "C23"]
    assert recoded(draft, [], draft.part) is draft


def test_a_new_grid_takes_no_code_of_today() -> None:
    draft = small_draft()
    whole = shapely.union_all(draft.blocks.shapes)
    one = [GridShape("B01", GridClass.C, PatrolMode.FOOT, whole)]
    assert sorted(grid.code for grid in recoded(draft, one, np.zeros(16, dtype=np.int64)).grids) == [
        "A01",
        "A02",
        "B01",
        "B02",
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 15), st.sampled_from(["A01", "A02", "B01", "C01"])), max_size=12))
def test_no_change_loses_land_or_work(changes: list[tuple[int, str]]) -> None:
    draft = small_draft()
    for block, code in changes:
        if draft.number(code) is None:
            continue
        with suppress(NotBeside):
            draft = moved(draft, [block], code)
    assert draft.area_m2.sum() == pytest.approx(draft.blocks.area_m2.sum())
    assert draft.minutes.sum() == pytest.approx(160.0)
    outlines = [draft.outline(number) for number in range(len(draft.grids))]
    assert shapely.area(shapely.union_all(outlines)) == pytest.approx(sum(outline.area for outline in outlines))
    assert isinstance(draft.grids[0], Header)


def test_each_grid_has_its_share_of_the_figures() -> None:
    draft = small_draft()
    today = [draft.grids[number].code for number in draft.part]
    shares = shares_of(moved(draft, [1], "A02"), today)
    by_code = {grid.code: share for grid, share in zip(draft.grids, shares, strict=True)}
    assert by_code["A01"].changed_share == 0.0
    assert by_code["A02"].changed_share == pytest.approx(0.2, abs=0.01)
    assert by_code["B01"].road_cuts == 4
    assert by_code["C01"].border_on_lines == pytest.approx(0.8)
    assert 0 < by_code["A02"].compactness < by_code["B01"].compactness < 1
    assert shares_of(draft)[0].changed_share is None
