"""The rung below a height."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.worktime import ladder
from gridwarden.algorithms.worktime.ladder import Ladder

if TYPE_CHECKING:
    import pytest

RUNGS = st.lists(st.integers(-1_000, 100_000), min_size=1, max_size=40, unique=True).map(sorted)


def searched(rungs: list[int], heights: list[int]) -> list[int]:
    return [max(index for index, rung in enumerate(rungs) if rung <= height) for height in heights]


@given(RUNGS, st.lists(st.integers(0, 200_000), max_size=30))
def test_the_rung_below_is_the_last_one_not_above(rungs: list[int], above: list[int]) -> None:
    heights = [rungs[0] + height for height in above] + rungs

    assert Ladder(np.array(rungs)).below(np.array(heights)).tolist() == searched(rungs, heights)


@given(RUNGS)
def test_the_first_rung_may_be_there_twice(rungs: list[int]) -> None:
    twice = [rungs[0], *rungs]

    assert Ladder(np.array(twice)).below(np.array(rungs)).tolist() == searched(twice, rungs)


def test_rungs_too_close_for_a_table_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    rungs, heights = [0, 1, 90_000], [0, 1, 2, 89_999, 90_000, 90_001]
    monkeypatch.setattr(ladder, "_MOST_BINS", 10)

    assert Ladder(np.array(rungs)).below(np.array(heights)).tolist() == searched(rungs, heights)


def test_a_single_rung_is_below_everything() -> None:
    assert Ladder(np.array([7])).below(np.array([7, 8, 10**12])).tolist() == [0, 0, 0]
