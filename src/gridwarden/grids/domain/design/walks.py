"""The way walked without patrolling, class by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms import roadnet, routing
from gridwarden.grids.domain.design.sorting import CLASSES

if TYPE_CHECKING:
    from gridwarden.grids.domain.design.outcome import Outcome


def deadhead_by_class(outcome: Outcome) -> dict[str, float]:
    """Return for each class with roads the way walked without patrolling over the patrolled length, a loop per grid."""
    fabric, grid = outcome.fabric, outcome.shares.grid
    stretches = roadnet.stretches(fabric.mesh, fabric.is_road, grid)
    if not stretches.size:
        return {}
    nodes, ends = np.unique(stretches.ends, return_inverse=True)
    network = routing.Network(len(nodes), ends.reshape(-1, 2), stretches.length_m)
    required_m, deadhead_m = np.zeros(len(CLASSES)), np.zeros(len(CLASSES))
    for loop in routing.loops(network, stretches.first_of(grid)):
        kind = outcome.part_kind[loop.part]
        required_m[kind] += loop.required_m
        deadhead_m[kind] += loop.deadhead_m
    return {
        one.value: round(float(deadhead_m[kind] / required_m[kind]), 4)
        for kind, one in enumerate(CLASSES)
        if required_m[kind] > 0
    }
