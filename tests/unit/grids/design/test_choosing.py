"""Of several plans the one is drawn that has the fewest grids, is as even as is asked, and has the shortest loops."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from gridwarden.grids.domain.design import DesignParams, Wishes, choosing, solving
from gridwarden.grids.domain.design.outcome import Outcome
from gridwarden.grids.domain.design.sharing import Shares

if TYPE_CHECKING:
    from collections.abc import Callable

PARAMS = DesignParams(seed=1, time_limit_s=2.0)


def plan(*loads: float, again_m: float | None = None) -> Outcome:
    """A plan of one class of which the loads are known, and what is walked twice once it has traded."""
    kind, nothing = np.zeros(len(loads), dtype=np.int64), cast("Any", None)
    return Outcome(nothing, Wishes(), nothing, nothing, kind, kind, None, Shares(kind, np.array(loads)), again_m)


def trading(monkeypatch: pytest.MonkeyPatch, after: Callable[[Outcome, float], Outcome]) -> list[tuple[Outcome, float]]:
    """Let ``after`` tell what becomes of a plan by trades of an effort, and return what will have been traded."""
    asked: list[tuple[Outcome, float]] = []

    def walked(outcome: Outcome, _params: DesignParams, _stop: object = None, effort: float = 1.0) -> Outcome:
        asked.append((outcome, effort))
        return after(outcome, effort)

    monkeypatch.setattr(choosing, "walked", walked)
    return asked


def as_they_are(outcome: Outcome, _effort: float) -> Outcome:
    return outcome


def test_the_fewest_grids_come_before_even_loads_and_short_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    few = plan(50.0, 150.0, again_m=9_000.0)
    trading(monkeypatch, as_they_are)
    assert choosing.chosen([plan(100.0, 100.0, 100.0, again_m=1.0), few], PARAMS) is few


def test_a_plan_as_even_as_asked_comes_before_short_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    uneven, even = plan(80.0, 120.0, again_m=1_000.0), plan(91.0, 109.0, again_m=9_000.0)
    trading(monkeypatch, as_they_are)
    assert choosing.chosen([uneven, even], PARAMS) is even
    assert choosing.chosen([uneven, even], replace(PARAMS, even=1.2)) is uneven


def test_of_plans_even_enough_the_shortest_loops_win_not_the_most_even(monkeypatch: pytest.MonkeyPatch) -> None:
    most_even, shortest = plan(100.0, 100.0, again_m=5_000.0), plan(92.0, 108.0, again_m=4_000.0)
    trading(monkeypatch, as_they_are)
    assert choosing.chosen([most_even, shortest], PARAMS) is shortest


def test_only_the_best_at_a_glance_trades_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    long, short = plan(100.0, 100.0, again_m=5_000.0), plan(100.0, 100.0, again_m=4_000.0)
    asked = trading(monkeypatch, lambda one, effort: replace(one, again_m=cast("float", one.again_m) / (1 + effort)))
    assert choosing.chosen([long, short], PARAMS).again_m == 2_000.0
    assert [one for one, effort in asked if effort < 1.0] == [long, short]
    assert [one for one, effort in asked if effort == 1.0] == [short]


def test_trades_in_full_that_came_to_less_than_a_glance_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = [plan(100.0, 100.0), plan(100.0, 100.0)]
    trading(monkeypatch, lambda one, effort: replace(one, again_m=3_000.0 if effort < 1.0 else 3_500.0))
    assert choosing.chosen(plans, PARAMS).again_m == 3_000.0


def test_a_plan_that_could_trade_comes_before_one_that_could_not(monkeypatch: pytest.MonkeyPatch) -> None:
    untraded, traded = plan(100.0, 100.0), plan(95.0, 105.0, again_m=8_000.0)
    trading(monkeypatch, as_they_are)
    assert choosing.chosen([untraded, traded], PARAMS) is traded


def test_a_single_plan_trades_once(monkeypatch: pytest.MonkeyPatch) -> None:
    only = plan(100.0, 120.0)
    asked = trading(monkeypatch, as_they_are)
    assert choosing.chosen([only], PARAMS) is only
    assert asked == [(only, 1.0)]


@pytest.mark.parametrize("seed", [0, 1, 2**28, 2**31 - 1])
def test_every_attempt_has_a_seed_of_its_own_that_a_search_takes(seed: int) -> None:
    seeds = [solving._seed_of(seed, number) for number in range(solving._MOST_ATTEMPTS)]
    assert len(set(seeds)) == len(seeds)
    assert all(0 <= one < 2**31 for one in seeds)
