"""The way walked without patrolling, told for each class."""

from __future__ import annotations

import pytest

from gridwarden.grids.domain.design.params import DesignParams
from gridwarden.grids.domain.design.solving import worked_out
from gridwarden.grids.domain.design.walks import deadhead_by_class

from .invented import town


def test_the_classes_together_walk_what_the_plan_walks() -> None:
    plan, outcome = worked_out(town(1, 1800.0, 1200.0), DesignParams(time_limit_s=1.0, seed=1))
    shares = deadhead_by_class(outcome)
    assert set(shares) == set(plan.figures.by_class)
    assert all(share >= 0 for share in shares.values())
    assert plan.figures.deadhead_share is not None
    if len(shares) == 1:
        assert shares.popitem()[1] == pytest.approx(plan.figures.deadhead_share, abs=1e-3)
    else:
        assert min(shares.values()) <= plan.figures.deadhead_share <= max(shares.values())
