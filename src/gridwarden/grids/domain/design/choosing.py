"""Which of several plans is drawn: one of the fewest grids, as even as is asked, with the shortest patrol loops.

Loops differ by a fifth from plan to plan and by a fiftieth from one trading to the next, so that many plans with a
glance at their trades bring more than one plan with many trades.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from gridwarden.grids.domain.design.walking import EVEN, walked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gridwarden.grids.domain.design.outcome import Outcome
    from gridwarden.grids.domain.design.params import DesignParams

#: So many of the usual trades tell a plan with short loops from one with long ones.
_GLANCE = 0.4
#: Excesses of load that differ by less are alike.
_ALIKE = 3


def chosen(found: Sequence[Outcome], params: DesignParams, stop: Callable[[], bool] | None = None) -> Outcome:
    """Return the best of the plans after its grids have traded.

    Parameters
    ----------
    found
        Plans of one town before any trade, at least one.
    params
        How even loads should be, and how much time there is.
    stop
        Asked now and then; when it answers true, there are no more trades.
    """
    fewest = min(len(one.part_kind) for one in found)
    plans = [one for one in found if len(one.part_kind) == fewest]
    if len(plans) == 1:
        return walked(plans[0], params, stop)
    glances = [walked(one, params, stop, _GLANCE) for one in plans]
    prices = [_price(glance, params) for glance in glances]
    best = prices.index(min(prices))
    full = walked(plans[best], params, stop)
    return min(full, glances[best], key=lambda one: _price(one, params))


def _price(outcome: Outcome, params: DesignParams) -> tuple[float, float]:
    """Return by how much loads exceed what is asked, over all classes, and what is walked twice."""
    even = params.even or EVEN
    excess = sum(max(0.0, ratio - even) for ratio in outcome.max_over_mean.values())
    return round(excess, _ALIKE), inf if outcome.again_m is None else outcome.again_m
