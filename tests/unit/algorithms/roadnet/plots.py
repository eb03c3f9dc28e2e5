"""Pieces of land that are easy to understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.algorithms.roadnet.arrays import Shapes

#: 200 by 100 metres.
PLOT = shapely.box(0.0, 0.0, 200.0, 100.0)


def lines(*courses: Sequence[tuple[float, float]]) -> Shapes:
    return np.array([shapely.LineString(course) for course in courses], dtype=object)


#: A road across the middle of the plot, from the south edge to the north edge.
ACROSS = lines([(100.0, 0.0), (100.0, 100.0)])
#: A road from the west edge that ends in the middle.
DEAD_END = lines([(0.0, 50.0), (120.0, 50.0)])


def random_streets(seed: int, side_m: float = 1000.0, count: int = 12) -> Shapes:
    """Straight streets from edge to edge, crossing where they like."""
    rng = np.random.default_rng(seed)
    starts, ends = rng.uniform(-50, side_m + 50, (2, count, 2))
    return np.array([shapely.LineString(pair) for pair in zip(starts, ends, strict=True)], dtype=object)
