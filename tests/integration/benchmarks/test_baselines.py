"""What designs are measured against: a floor that no plan is below, and packages that are ended at their limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks import baselines
from benchmarks.floor import least_deadhead

from gridwarden.grids.domain.design import DesignParams
from gridwarden.grids.domain.design.figures import deadhead_share
from gridwarden.grids.domain.design.solving import worked_out
from tests.factories.squares import squares
from tests.unit.grids.design.invented import town

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition import Problem


def forever(problem: Problem, parts: int) -> NDArray[np.int64]:
    while True:
        pass


def halves(problem: Problem, parts: int) -> NDArray[np.int64]:
    return (np.arange(problem.size) * parts) // problem.size


def broken(problem: Problem, parts: int) -> NDArray[np.int64]:
    raise ValueError("no such thing")


@pytest.fixture(autouse=True)
def ways(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"forever": forever, "halves": halves, "broken": broken}
    found = {name: ("json", way) for name, way in known.items()} | {"missing": ("no_such_package", halves)}
    monkeypatch.setattr(baselines, "WAYS", found)


def test_a_baseline_that_does_not_end_is_ended_and_told_so() -> None:
    assert baselines.divided("forever", squares(4, 4), 2, 1.0) == "did not finish in 1 CPU-s"


def test_one_that_ends_is_measured_and_one_that_fails_or_is_not_there_is_told() -> None:
    found = baselines.baselines(squares(4, 4), 2, 5.0, ("halves", "broken", "missing"))
    assert (found["halves"]["parts"], found["halves"]["pieces"], found["halves"]["max_over_mean"]) == (2, 2, 1.0)
    assert found["broken"] == "failed: ValueError: no such thing"
    assert found["missing"] == "absent"


def test_no_sharing_of_the_roads_walks_less_than_the_floor() -> None:
    outcome = worked_out(town(1), DesignParams(seed=1, time_limit_s=2.0))[1]
    fabric, grids = outcome.fabric, len(outcome.part_kind)
    floor = least_deadhead(fabric)
    assert floor is not None
    chance = np.where(fabric.is_road, np.random.default_rng(1).integers(0, grids, len(fabric.is_road)), -1)
    alone = np.where(fabric.is_road, 0, -1)
    for grid in (outcome.shares.grid, chance, alone):
        walked = deadhead_share(fabric, grid)
        assert walked is not None
        assert 0.0 < floor <= walked + 1e-6
