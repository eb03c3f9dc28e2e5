"""Sums by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.problem import Floats, Ints


def summed(group: Ints, values: Floats, groups: int) -> Floats:
    """Return the sum of the values of each group 0..groups-1, ``f8[groups]``."""
    return np.bincount(group, values, groups).astype(np.float64)
