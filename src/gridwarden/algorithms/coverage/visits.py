"""What a matcher tells: cells visited, and how far beside the middle of the road somebody went."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints


@dataclass(frozen=True, eq=False)
class Visits:
    """Cells and when each was visited, ``i8[v]`` and ``f8[v]``."""

    cell: Ints = field(repr=False)
    at_s: Floats = field(repr=False)


@dataclass(frozen=True, eq=False)
class Offsets:
    """Fixes on segments: ``i8[o]`` segment, ``f8[o]`` when, ``f8[o]`` metres to the left of the line as drawn."""

    segment: Ints = field(repr=False)
    at_s: Floats = field(repr=False)
    left_m: Floats = field(repr=False)

    @classmethod
    def none(cls) -> Offsets:
        """Return nothing: the matcher cannot tell."""
        return cls(np.empty(0, dtype=np.int64), np.empty(0), np.empty(0))


@compiled
def grown(numbers: Ints, values: Floats) -> tuple[Ints, Floats]:
    """Return both with room for twice as many."""
    size = len(numbers)
    more, further = np.empty(2 * size, dtype=np.int64), np.empty(2 * size)
    more[:size], further[:size] = numbers, values
    return more, further
