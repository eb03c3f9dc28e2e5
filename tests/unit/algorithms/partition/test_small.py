"""The smallest plans, which everybody can check by eye."""

from __future__ import annotations

import numpy as np
import pytest

from gridwarden.algorithms.partition import (
    CannotLieTogether,
    CapNotReached,
    Params,
    Problem,
    Progress,
    Result,
    UnitTooWide,
    WrongCount,
    solve,
)
from tests.factories.squares import squares, without
from tests.unit.algorithms.partition.promises import assert_kept

QUICK = {"time_limit_s": 0.5}
#: A row of two squares is this wide.
PAIR_M = float(np.hypot(200, 100))


def solved(problem: Problem, **params: object) -> Result:
    result = solve(problem, Params(**(QUICK | params)))  # type: ignore[arg-type]
    assert_kept(problem, result)
    return result


def test_one_unit_is_one_part() -> None:
    result = solved(squares(1, 1))
    assert result.part.tolist() == [0]
    assert (result.count, result.lower_bound) == ((1,), (1,))
    assert result.explanation == ("One part may hold all units.",)


def test_a_row_of_four_falls_into_two_halves() -> None:
    result = solved(squares(4, 1), counts=(2,))
    assert result.part.tolist() == [0, 0, 1, 1]
    assert result.max_over_mean == (1.0,)


def test_the_fewest_parts_of_a_row_are_proven() -> None:
    result = solved(squares(6, 1, cap_m=PAIR_M + 0.1))
    assert result.part.tolist() == [0, 0, 1, 1, 2, 2]
    assert (result.count, result.lower_bound) == ((3,), (3,))
    assert "no two fit into one part" in result.explanation[0]


def test_a_cap_that_is_met_exactly_is_kept() -> None:
    assert solved(squares(2, 1, cap_m=PAIR_M)).count == (1,)
    assert solved(squares(2, 1, cap_m=PAIR_M - 1e-6)).count == (2,)


def test_kinds_never_mix() -> None:
    result = solved(squares(4, 1, kind=[0, 1, 1, 0], cap_m=[1e6, 1e6]))
    assert result.count == (2, 1)
    assert result.part_kind.tolist() == [0, 0, 1]
    assert result.explanation[0].startswith("2 separate pieces need a part each.")


def test_a_kind_without_units_has_no_part() -> None:
    result = solved(squares(2, 1, cap_m=[1e6, 5e5]), counts=(1, 0))
    assert (result.count, result.lower_bound) == ((1, 0), (1, 0))
    assert result.max_over_mean == (1.0, 1.0)
    assert result.explanation[1] == "There is no unit of this kind."


def test_a_river_makes_two_islands() -> None:
    town = without(squares(3, 2), np.array([0, 1, 0, 0, 1, 0], dtype=bool))
    assert solved(town).count == (2,)


def test_parts_of_an_island_share_by_load() -> None:
    # the eastern island has three times the work of the western one
    town = without(squares(9, 1, load=[1.0, 1, 1, 1, 9, 3, 3, 3, 3]), np.arange(9) == 4)
    result = solved(town, counts=(4,))
    assert result.part[:4].tolist() == [0] * 4
    assert len(set(result.part[4:].tolist())) == 3


def test_load_counts_for_the_fewest() -> None:
    result = solved(squares(4, 1), max_load=(1.0,))
    assert (result.count, result.lower_bound) == ((4,), (4,))
    assert "limit of load" in result.explanation[0]


def test_what_must_lie_together_does() -> None:
    result = solved(squares(4, 1, together=[[1, 2]]), counts=(2,))
    assert result.part[1] == result.part[2]


def test_units_between_those_that_lie_together_join_them() -> None:
    result = solved(squares(5, 1, together=[[0, 3]]), counts=(2,))
    assert result.part.tolist() == [0, 0, 0, 0, 1]


def test_what_must_lie_apart_does() -> None:
    result = solved(squares(2, 2, apart=[[0, 1], [2, 3]]))
    assert result.count == (2,)
    assert result.part[0] != result.part[1]
    assert result.part[2] != result.part[3]


def test_fixed_units_keep_their_label_and_others_take_free_ones() -> None:
    result = solved(squares(4, 1, fixed=[5, -1, -1, 0]), counts=(3,))
    assert (result.part[0], result.part[3]) == (5, 0)
    assert result.labels.tolist() == [0, 1, 5]


def test_fixed_labels_need_a_part_each() -> None:
    with pytest.raises(WrongCount, match="needs 2 parts at least, not 1"):
        solved(squares(4, 1, fixed=[5, -1, -1, 0]), counts=(1,))


def test_today_stays_where_nothing_speaks_against_it() -> None:
    today = [4, 4, 4, 9]
    result = solved(squares(4, 1, start=today), counts=(2,), keep=1000.0)
    assert result.part.tolist() == today
    assert result.moved == 0


def test_parts_keep_their_names_of_today_and_moves_are_counted() -> None:
    result = solved(squares(4, 1, start=[4, 4, 4, 9]), counts=(2,))
    assert result.part.tolist() == [4, 4, 9, 9]
    assert result.moved == 1


def test_today_with_too_many_or_too_few_parts_is_mended() -> None:
    town = squares(6, 1, start=[3, 3, 3, 3, 7, -1])
    assert solved(town, counts=(1,), keep=1.0).part.tolist() == [3] * 6
    assert solved(town, counts=(3,), keep=1.0).count == (3,)
    assert solved(town, counts=(6,), keep=1.0).count == (6,)


def test_a_plan_of_today_in_pieces_is_made_whole() -> None:
    town = squares(6, 1, start=[3, 3, 7, 7, 3, 3])
    assert solved(town, counts=(2,), keep=1.0).count == (2,)


@pytest.mark.parametrize(
    ("arrays", "counts", "why"),
    [
        ({}, (5,), "too few for 5 parts"),
        ({}, (0,), "needs 1 parts at least, not 0"),
        ({"cap_m": [PAIR_M]}, (1,), "needs 2 parts at least"),
        ({"together": [[0, 1]]}, (4,), "3 units that can be told apart"),
        ({"cap_m": [1e6, 1e6]}, (2, 1), "Kind 1 has 0 units"),
    ],
)
def test_impossible_numbers_are_refused_with_the_reason(
    arrays: dict[str, object], counts: tuple[int, ...], why: str
) -> None:
    with pytest.raises(WrongCount, match=why) as refused:
        solved(squares(4, 1, **arrays), counts=counts)
    assert "counts" in refused.value.fields


def test_a_unit_wider_than_its_cap_is_refused() -> None:
    with pytest.raises(UnitTooWide, match=r"Unit 0 is 141 m wide; a part of its kind may be 100 m"):
        solved(squares(2, 1, cap_m=100.0))


def test_units_that_are_too_wide_together_are_refused() -> None:
    with pytest.raises(UnitTooWide, match="together with unit 0"):
        solved(squares(3, 1, cap_m=PAIR_M, together=[[0, 2]]))


@pytest.mark.parametrize(
    "arrays",
    [
        {"together": [[0, 1]], "kind": [0, 1, 0], "cap_m": [1e6, 1e6]},
        {"together": [[0, 2]], "kind": [0, 1, 0], "cap_m": [1e6, 1e6]},
        {"together": [[0, 2]], "apart": [[0, 2]]},
        {"together": [[0, 2]], "fixed": [1, -1, 2]},
        {"fixed": [1, 2, 1]},
    ],
)
def test_contradictions_are_refused(arrays: dict[str, object]) -> None:
    with pytest.raises(CannotLieTogether):
        solved(squares(3, 1, **arrays))


def test_a_number_that_nothing_disproves_and_nothing_reaches_is_refused_as_not_found() -> None:
    # a cross of five squares: the tips pairwise fit together, all five do not, and two parts leave a tip alone
    town = without(squares(3, 3, cap_m=300.0), np.array([1, 0, 1, 0, 0, 0, 1, 0, 1], dtype=bool))
    with pytest.raises((CapNotReached, WrongCount)):
        solved(town, counts=(1,))


def test_progress_is_told_and_kept() -> None:
    told: list[Progress] = []
    solve(squares(1, 1), Params(**QUICK))  # compiles, if that was not done yet
    result = solve(squares(6, 6), Params(counts=(3,), **QUICK), told.append)
    assert tuple(told) == result.trace
    assert told[0].phase == "bound"
    assert {one.phase for one in told} == {"bound", "balance"}
    assert all(0 <= one.done <= 1 and one.cpu_s >= 0 for one in told)
    assert told[-1].parts == 3


def test_a_stop_returns_the_plan_so_far() -> None:
    result = solve(squares(6, 6), Params(counts=(3,)), stop=lambda: True)
    assert result.is_cut_short
    assert result.count == (3,)
    assert_kept(squares(6, 6), result)
