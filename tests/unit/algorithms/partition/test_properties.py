"""The promises hold on random towns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.partition import CannotLieTogether, CapNotReached, Params, UnitTooWide, WrongCount, solve
from tests.factories.squares import squares, without
from tests.unit.algorithms.partition.promises import assert_kept
from tests.unit.algorithms.partition.towns import Wish, town

QUICK = 0.4
SETTINGS = settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
WISHES = st.builds(
    Wish,
    columns=st.integers(1, 12),
    rows=st.integers(1, 12),
    kinds=st.integers(1, 3),
    holes=st.sampled_from([0.0, 0.1, 0.3]),
    river=st.booleans(),
    cap_m=st.sampled_from([150.0, 330.0, 600.0, 5_000.0]),
    seed=st.integers(0, 1_000),
)


@given(wish=WISHES)
@SETTINGS
def test_the_fewest_parts_keep_every_promise(wish: Wish) -> None:
    problem = town(wish)
    result = solve(problem, Params(seed=wish.seed, time_limit_s=QUICK))
    assert_kept(problem, result)
    assert not any(bound == 0 for bound, count in zip(result.lower_bound, result.count, strict=True) if count)


@given(wish=WISHES, more=st.integers(0, 4))
@SETTINGS
def test_given_numbers_are_met_or_refused_aloud(wish: Wish, more: int) -> None:
    problem = town(wish)
    least = solve(problem, Params(time_limit_s=QUICK))
    counts = tuple(count + more if count else 0 for count in least.count)
    try:
        result = solve(problem, Params(seed=wish.seed, time_limit_s=QUICK, counts=counts))
    except (CapNotReached, WrongCount):
        return
    assert_kept(problem, result)
    assert result.count == counts


@given(wish=WISHES, data=st.data())
@SETTINGS
def test_ties_and_locks_are_kept_or_refused_aloud(wish: Wish, data: st.DataObject) -> None:
    plain = town(wish)
    units = st.integers(0, plain.size - 1)
    pairs = st.lists(st.tuples(units, units).filter(lambda pair: pair[0] != pair[1]), max_size=3)
    together, apart = data.draw(pairs), data.draw(pairs)
    fixed = np.full(plain.size, -1)
    for label, unit in enumerate(data.draw(st.lists(units, max_size=3))):
        fixed[unit] = 10 * label
    problem = replace(plain, together=together, apart=apart, fixed=fixed)
    try:
        result = solve(problem, Params(seed=wish.seed, time_limit_s=QUICK))
    except (CannotLieTogether, UnitTooWide):
        return
    assert_kept(problem, result)
    assert all(result.part[one] == result.part[other] for one, other in together)
    assert all(result.part[one] != result.part[other] for one, other in apart)
    assert (result.part[fixed >= 0] == fixed[fixed >= 0]).all()


@given(wish=WISHES, forgotten=st.sampled_from([0.0, 0.1, 1.0]))
@SETTINGS
def test_today_is_left_alone_where_a_change_is_dear(wish: Wish, forgotten: float) -> None:
    plain = town(wish)
    today = solve(plain, Params(seed=1, time_limit_s=QUICK))
    unknown = np.random.default_rng(wish.seed).random(plain.size) < forgotten
    problem = replace(plain, start=np.where(unknown, -1, today.part))
    try:
        kept = solve(problem, Params(time_limit_s=QUICK, counts=today.count, keep=1_000.0))
    except CapNotReached:
        assert unknown.any()
        return
    assert_kept(problem, kept)
    assert kept.moved == 0 or unknown.any()


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = town(Wish(12, 12, 2, 0.1, river=True, cap_m=600.0, seed=3))
    one, other = (solve(problem, Params(seed=5, time_limit_s=30.0)) for _ in range(2))
    assert one.part.tolist() == other.part.tolist()
    assert one.iterations == other.iterations


def test_another_seed_may_give_another_plan() -> None:
    problem = town(Wish(12, 12, 1, 0.1, river=False, cap_m=5_000.0, seed=3))
    plans = {tuple(solve(problem, Params(seed=seed, time_limit_s=30.0, counts=(6,))).part.tolist()) for seed in (1, 2)}
    assert len(plans) == 2


@pytest.mark.parametrize("seed", range(3))
def test_loads_are_even_where_units_are_small(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = squares(24, 24, load=rng.gamma(1.0, size=576), cap_m=1_500.0)
    result = solve(problem, Params(seed=seed, time_limit_s=30.0, counts=(8,)))
    assert_kept(problem, result)
    assert result.max_over_mean[0] <= 1.05


def test_borders_follow_drawn_lines() -> None:
    # the road runs a little beside the border that the shortest line and an equal load would take
    plain = squares(60, 6)
    column = plain.centre[plain.edges][:, :, 0]
    on_road = (column.min(axis=1) < 2_900) & (column.max(axis=1) > 2_900)
    result = solve(squares(60, 6, drawn_m=np.where(on_road, 100.0, 0.0)), Params(counts=(2,), time_limit_s=10.0))
    cut = result.part[plain.edges[:, 0]] != result.part[plain.edges[:, 1]]
    assert on_road[cut].all()


def test_roads_are_cut_where_it_costs_least() -> None:
    plain = squares(12, 6)
    column = plain.centre[plain.edges][:, :, 0].max(axis=1)
    beside = np.abs(column - 650) < 100
    result = solve(squares(12, 6, cut_m=np.where(beside, 0.0, 80.0)), Params(counts=(2,), time_limit_s=5.0))
    cut = result.part[plain.edges[:, 0]] != result.part[plain.edges[:, 1]]
    assert beside[cut].all()


@pytest.mark.parametrize("cap_m", [900.0, 1_300.0])
def test_few_parts_come_near_the_bound(cap_m: float) -> None:
    problem = squares(20, 20, cap_m=cap_m)
    result = solve(problem, Params(time_limit_s=8.0))
    assert_kept(problem, result)
    assert result.count[0] <= 1.35 * result.lower_bound[0]
    assert result.lower_bound[0] > 4e6 / (np.pi / 4 * cap_m**2)


def test_a_town_of_many_islands_is_divided() -> None:
    # every other column is water
    problem = without(squares(21, 8, cap_m=500.0), np.arange(21 * 8) % 2 == 1)
    result = solve(problem, Params(time_limit_s=5.0))
    assert_kept(problem, result)


def test_the_time_limit_is_respected() -> None:
    problem = squares(60, 60, cap_m=1_000.0)
    solve(squares(6, 6, cap_m=300.0), Params(time_limit_s=5.0))  # compiles what there is to compile
    result = solve(problem, Params(time_limit_s=2.0))
    assert_kept(problem, result)
    assert result.cpu_s <= 4.0
