"""Small problems beside the truth: every set of units is looked at to know the least number of parts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.partition import CapNotReached, Params, Problem, WrongCount, solve
from gridwarden.algorithms.partition.bound import packing
from gridwarden.algorithms.partition.core import condensed
from gridwarden.algorithms.partition.islands import islands_of
from tests.factories.squares import squares, without
from tests.unit.algorithms.partition.oracle import MOST_UNITS, Oracle
from tests.unit.algorithms.partition.promises import assert_kept

QUICK = 0.5
SETTINGS = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


@st.composite
def small(draw: st.DrawFn, kinds: int = 1) -> Problem:
    """A lattice with holes of at most as many units as the oracle can look at."""
    columns, rows = draw(st.sampled_from([(3, 3), (4, 3), (4, 4), (5, 3), (6, 2), (11, 1)]))
    n = columns * rows
    seed = draw(st.integers(0, 10_000))
    rng = np.random.default_rng(seed)
    caps = draw(st.lists(st.sampled_from([150.0, 230.0, 290.0, 330.0, 430.0]), min_size=kinds, max_size=kinds))
    whole = squares(columns, rows, cap_m=caps, kind=rng.integers(0, kinds, n), load=rng.integers(1, 5, n))
    kept = rng.permutation(n)[: draw(st.integers(2, min(n, MOST_UNITS)))]
    return without(whole, ~np.isin(np.arange(n), kept))


@given(problem=small())
@SETTINGS
def test_the_fewest_parts_are_the_fewest_there_are(problem: Problem) -> None:
    least = Oracle(problem).least()
    result = solve(problem, Params(time_limit_s=QUICK))
    assert_kept(problem, result)
    assert least is not None
    assert result.lower_bound[0] <= least == result.count[0]


@given(problem=small(kinds=2))
@SETTINGS
def test_each_kind_gets_the_fewest_parts_it_needs(problem: Problem) -> None:
    oracle = Oracle(problem)
    result = solve(problem, Params(time_limit_s=QUICK))
    assert_kept(problem, result)
    for kind in range(2):
        least = oracle.least(kind)
        assert least is not None
        assert result.lower_bound[kind] <= least == result.count[kind]


@given(problem=small(), limit=st.sampled_from([4.0, 6.0, 9.0]))
@SETTINGS
def test_the_bound_by_load_is_never_above_the_truth(problem: Problem, limit: float) -> None:
    least = Oracle(problem, max_load=limit).least()
    result = solve(problem, Params(time_limit_s=QUICK, max_load=(limit,)))
    assert_kept(problem, result)
    assert result.load.max() <= limit
    assert least is not None
    assert result.lower_bound[0] <= least <= result.count[0] <= least + 1


@given(problem=small(), data=st.data())
@SETTINGS
def test_wishes_cost_no_more_parts_than_they_must(problem: Problem, data: st.DataObject) -> None:
    units = st.integers(0, problem.size - 1)
    apart = data.draw(st.lists(st.tuples(units, units).filter(lambda pair: pair[0] != pair[1]), max_size=3))
    fixed = np.full(problem.size, -1)
    for label, unit in enumerate(data.draw(st.lists(units, max_size=2, unique=True))):
        fixed[unit] = label
    wished = replace(problem, apart=apart, fixed=fixed)
    least = Oracle(wished).least()
    result = solve(wished, Params(time_limit_s=QUICK))
    assert_kept(wished, result)
    assert least is not None
    assert result.lower_bound[0] <= least <= result.count[0] <= least + 1


@given(problem=small(), data=st.data())
@SETTINGS
def test_neighbours_tied_together_cost_no_more_parts_than_they_must(problem: Problem, data: st.DataObject) -> None:
    assume(len(problem.edges))
    pair = data.draw(st.sampled_from(problem.edges.tolist()))
    wished = replace(problem, together=[pair])
    least = Oracle(wished).least()
    assume(least is not None)
    result = solve(wished, Params(time_limit_s=QUICK))
    assert_kept(wished, result)
    assert least is not None
    assert result.lower_bound[0] <= least == result.count[0]


@given(problem=small())
@SETTINGS
def test_one_part_less_than_the_least_is_refused(problem: Problem) -> None:
    least = Oracle(problem).least()
    assert least is not None
    with pytest.raises((WrongCount, CapNotReached)) as refused:
        solve(problem, Params(time_limit_s=QUICK, counts=(least - 1,)))
    assert "counts" in refused.value.fields


@given(problem=small(), more=st.integers(0, 3))
@SETTINGS
def test_what_is_possible_is_never_called_impossible(problem: Problem, more: int) -> None:
    least = Oracle(problem).least()
    assert least is not None
    count = min(least + more, problem.size)
    result = solve(problem, Params(time_limit_s=QUICK, counts=(count,)))
    assert_kept(problem, result)
    assert result.count == (count,)


@given(problem=small(), seed=st.integers(0, 99))
@SETTINGS
def test_packing_is_never_larger_than_the_largest_set_of_strangers(problem: Problem, seed: int) -> None:
    core = condensed(problem, Params())
    most = Oracle(problem).most_apart()
    found = [packing(core, one.atoms, float(problem.cap_m[0]), seed) for one in islands_of(core)]
    assert all(one <= most for one in found)


def test_the_oracle_knows_a_row_by_heart() -> None:
    oracle = Oracle(squares(6, 1, cap_m=float(np.hypot(200, 100))))
    assert (oracle.least(), oracle.most_apart()) == (3, 3)
    assert Oracle(squares(4, 1), max_load=1.0).least() == 4


def test_the_oracle_finds_no_plan_for_what_cannot_be() -> None:
    assert Oracle(squares(3, 1, together=[[0, 2]], apart=[[0, 1]])).least() is None
    assert Oracle(squares(3, 1, cap_m=100.0)).least() is None
