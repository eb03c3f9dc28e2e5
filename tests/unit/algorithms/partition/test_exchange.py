"""Units that may have several kinds even out loads; kinds, caps and pieces stay what they must be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gridwarden.algorithms.partition import Params, Problem, solve
from gridwarden.algorithms.partition.anneal import anneal
from gridwarden.algorithms.partition.core import condensed
from gridwarden.algorithms.partition.evening import split
from gridwarden.algorithms.partition.exchange import loads_as, swapped
from gridwarden.algorithms.partition.params import BadParams
from gridwarden.algorithms.partition.problem import BadProblem
from gridwarden.algorithms.partition.quality import pieces
from gridwarden.algorithms.partition.support import diameters_m
from tests.factories.squares import squares
from tests.unit.algorithms.partition.test_inside import PRICES, TOWN, again, begun
from tests.unit.algorithms.partition.towns import town

WIDE = np.array([1e6, 1e6])


def bands(also: int = 0, **parts: object) -> Problem:
    """Three bands of 20, 8 and 20 columns, the middle one of kind 1; with ``also`` 2 each may be either."""
    kind = np.repeat([0, 1, 0], [20, 8, 20])
    kind = np.tile(kind, 6)
    given = {"cap_m": [3_000.0, 3_000.0], "also": np.where(kind == 0, also, also >> 1), **parts}
    return squares(48, 6, kind=kind, **given)  # type: ignore[arg-type]


def assert_whole_and_narrow(problem: Problem, part: np.ndarray, kind: np.ndarray) -> None:
    number = np.unique(part, return_inverse=True)[1]
    assert pieces(problem, number) == number.max() + 1
    assert (diameters_m(problem, number, int(number.max()) + 1) <= problem.cap_m[kind]).all()


def test_land_flows_between_pieces_through_the_kind_between_them() -> None:
    # 20 and 20 columns cannot be three equal parts unless the middle lets some through
    stiff = solve(bands(), Params(counts=(3, 1), time_limit_s=10.0))
    soft = solve(bands(also=2), Params(counts=(3, 1), time_limit_s=10.0))
    assert stiff.max_over_mean[0] > 1.3  # 20 columns for one part, 10 for the others
    assert soft.max_over_mean[0] < 1.1
    assert soft.count == (3, 1)
    assert_whole_and_narrow(bands(), soft.part, soft.part_kind)


def test_a_unit_that_may_have_one_kind_only_keeps_it() -> None:
    problem = bands()
    found = solve(problem, Params(counts=(3, 1), time_limit_s=5.0))
    outer = found.part_kind[np.searchsorted(found.labels, found.part[problem.kind == 0])]
    assert (outer == 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_random_towns_with_soft_kinds_keep_every_limit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    plain = town(replace(TOWN, seed=seed, cap_m=900.0))
    problem = replace(plain, also=np.where(rng.random(plain.size) < 0.4, 3, 0), block=rng.integers(-1, 12, plain.size))
    found = solve(problem, Params(seed=seed, time_limit_s=3.0))
    kind = found.part_kind[np.searchsorted(found.labels, found.part)]
    assert ((kind == problem.kind) | (problem.also > 0)).all()
    assert_whole_and_narrow(problem, found.part, found.part_kind)
    assert all(count >= bound for count, bound in zip(found.count, found.lower_bound, strict=True))


def test_what_lies_between_two_kinds_belongs_to_the_lesser() -> None:
    problem = squares(3, 1, kind=[0, 0, 1], cap_m=WIDE, load=[1.0, 2.0, 0.0], shared=[1.0, 1.0], also=[0, 2, 0])
    assert loads_as(problem, np.array([0, 0, 1])).tolist() == [1.0, 2.0, 0.0]
    # the middle one gives up half of one border to nobody and shares the other
    assert loads_as(problem, np.array([0, 1, 1])).tolist() == [1.5, 1.0, 0.5]
    assert loads_as(squares(3, 1, load=[1.0, 2.0, 3.0]), np.zeros(3, dtype=np.int64)).tolist() == [1.0, 2.0, 3.0]


def test_a_light_and_a_heavy_part_swap_their_kinds() -> None:
    kind = np.array([0, 0, 1, 1], dtype=np.int8)
    problem = squares(4, 1, kind=kind, cap_m=WIDE, load=[9.0, 2.0, 8.0, 3.0], also=[0, 2, 1, 0])
    core, part = condensed(problem, Params()), np.arange(4)
    assert swapped(core, part, kind, WIDE).tolist() == [0, 1, 0, 1]
    # too wide for the other kind, nobody swaps
    assert swapped(core, part, kind, np.array([1e6, 100.0])).tolist() == [0, 0, 1, 1]


def test_a_part_takes_on_the_kind_that_it_fits_where_numbers_are_free() -> None:
    kind = np.array([0, 0, 0, 1], dtype=np.int8)
    problem = squares(4, 1, kind=kind, cap_m=WIDE, load=[9.0, 9.0, 3.0, 3.0], also=[2, 2, 2, 0])
    core, part = condensed(problem, Params()), np.arange(4)
    assert swapped(core, part, kind, WIDE, (0, 1)).tolist() == [0, 0, 1, 1]
    assert swapped(core, part, kind, WIDE, (0,)).tolist() == kind.tolist()


def test_more_parts_are_made_until_loads_are_even() -> None:
    # much work in one corner: the fewest parts by width are uneven
    load = np.where(np.add.outer(np.arange(16), np.arange(16)).ravel() < 14, 5.0, 1.0)
    problem = squares(16, 16, load=load, cap_m=1_250.0, also=np.zeros(256))
    fewest = solve(problem, Params(time_limit_s=20.0))
    even = solve(problem, Params(time_limit_s=20.0, even=1.1))
    assert fewest.max_over_mean[0] > 1.1 >= even.max_over_mean[0]
    assert even.count[0] > fewest.count[0]
    assert_whole_and_narrow(problem, even.part, even.part_kind)


def test_one_kind_that_cannot_be_even_does_not_keep_the_other_from_it() -> None:
    # four columns of another kind, where one unit has more work than all the rest
    across, along = np.arange(20)[None, :], np.arange(16)[:, None]
    load = np.where(across >= 16, 1.0, np.where(across + along < 14, 5.0, 1.0))
    load[0, 19] = 500.0
    kind = np.broadcast_to(across >= 16, load.shape).astype(np.int8)
    problem = squares(20, 16, load=load.ravel(), kind=kind.ravel(), cap_m=[1_250.0, 1_250.0], also=np.zeros(320))
    fewest = solve(problem, Params(time_limit_s=20.0))
    even = solve(problem, Params(time_limit_s=20.0, even=1.1))
    assert fewest.max_over_mean[0] > 1.1 >= even.max_over_mean[0]
    assert even.max_over_mean[1] > 1.1
    assert even.count[1] <= 1.5 * fewest.count[1] + 2
    assert_whole_and_narrow(problem, even.part, even.part_kind)


def test_a_wanted_number_stays_although_loads_are_uneven() -> None:
    problem = squares(4, 1, load=[9.0, 1.0, 1.0, 1.0], also=np.zeros(4))
    found = solve(problem, Params(counts=(2,), time_limit_s=1.0, even=1.05))
    assert found.count == (2,)
    assert found.max_over_mean[0] > 1.05


def test_the_loads_that_count_are_those_of_the_caller() -> None:
    problem = squares(8, 8, cap_m=900.0, also=np.zeros(64))
    asked: list[int] = []

    def weigh(part: np.ndarray, kind: np.ndarray) -> np.ndarray:
        asked.append(int(part.max()) + 1)
        return np.ones(len(kind))

    found = solve(problem, Params(time_limit_s=3.0, even=1.0001), weigh=weigh)
    assert asked == [found.count[0]]


def test_a_part_is_split_into_two_that_hang_together() -> None:
    problem = squares(9, 3)
    core = condensed(problem, Params())
    part, is_split = split(core, np.zeros(27, dtype=np.int64), 0, 1)
    assert is_split
    assert pieces(problem, part) == 2
    assert abs(int((part == 1).sum()) - 13) <= 3


def test_a_single_unit_is_not_split() -> None:
    core = condensed(squares(2, 1), Params())
    part, is_split = split(core, np.array([0, 1]), 1, 2)
    assert not is_split
    assert part.tolist() == [0, 1]


@pytest.mark.parametrize("seed", range(4))
def test_sums_and_pieces_stay_true_when_blocks_move_at_once(seed: int) -> None:
    problem = town(replace(TOWN, seed=seed))
    core, state = begun(problem)
    core = core._replace(block=np.random.default_rng(seed).integers(-1, 8, len(core.load)))
    anneal(core, state, PRICES, (1.0, 0.1), 6_000, np.array([99], dtype=np.uint64), False)  # noqa: FBT003
    fresh = again(core, state)
    for name in ("size", "load", "area", "east", "north", "spread", "reach", "width"):
        assert getattr(state, name) == pytest.approx(getattr(fresh, name), rel=1e-6, abs=1e-3), name
    assert pieces(problem, state.part[core.atom]) == len(state.head)


@pytest.mark.parametrize("even", [1.0, 0.0, float("nan"), 2_000.0])
def test_an_impossible_evenness_is_refused(even: float) -> None:
    with pytest.raises(BadParams, match="even must lie above 1"):
        Params(even=even)


@pytest.mark.parametrize(
    ("name", "value", "text"), [("also", [2, 0], "must name kinds"), ("shared", [-1.0], "must not be negative")]
)
def test_arrays_that_mean_nothing_are_refused(name: str, value: list[float], text: str) -> None:
    with pytest.raises(BadProblem, match=text):
        squares(2, 1, **{name: value})  # type: ignore[arg-type]
