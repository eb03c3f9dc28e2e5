"""How far it is along streets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.coverage.net import row_of
from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.net import Net


@compiled
def way_m(one: int, one_m: float, two: int, two_m: float, net: Net) -> tuple[float, int, int]:
    """Return how far it is between two places on segments, and by which ends one leaves and enters (-1: neither)."""
    best, leave, enter = np.inf, -1, -1
    if one == two:
        best = abs(one_m - two_m)
    for out in range(2):
        begun = one_m if out == 0 else net.length_m[one] - one_m
        for into in range(2):
            rest = two_m if into == 0 else net.length_m[two] - two_m
            if begun + rest >= best:
                continue
            row = row_of(net, net.ends[one, out], net.ends[two, into])
            if row >= 0 and begun + net.metres[row] + rest < best:
                best, leave, enter = begun + net.metres[row] + rest, out, into
    return best, leave, enter
