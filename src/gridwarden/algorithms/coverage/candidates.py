"""The segments on which a fix may have been made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gridwarden.algorithms.coverage.bins import square_of
from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints
    from gridwarden.algorithms.coverage.bins import Bins

#: So many segments around a fix are weighed.
MOST = 8


class Candidates(NamedTuple):
    """Segments around each fix, nearest first.

    Parameters
    ----------
    segment
        ``i8[n, MOST]`` -1 where there are no more.
    along
        ``f8[n, MOST]`` metres from the segment's begin to the place on it that is nearest to the fix.
    left
        ``f8[n, MOST]`` metres from there to the fix, negative to the right of the line as drawn.
    """

    segment: Ints
    along: Floats
    left: Floats


@compiled
def candidates(xy: Floats, places: Floats, owner: Ints, bins: Bins, reach_m: float) -> Candidates:
    """Return the nearest segments of each fix."""
    segment = np.full((len(xy), MOST), -1, dtype=np.int64)
    along, left = np.zeros((len(xy), MOST)), np.full((len(xy), MOST), np.inf)
    for fix in range(len(xy)):
        square = square_of(xy[fix, 0], xy[fix, 1], bins)
        if square < 0:
            continue
        for index in range(bins.first[square], bins.first[square + 1]):
            piece = bins.member[index]
            metres, aside = _beside(xy[fix], places[piece])
            if abs(aside) <= reach_m:
                _enter(owner[piece], metres, aside, segment[fix], along[fix], left[fix])
    return Candidates(segment, along, left)


@compiled
def _beside(place: Floats, piece: Floats) -> tuple[float, float]:
    """Return how far along its segment the nearest place of a piece lies, and how far to its left ``place`` does."""
    dx, dy = piece[2] - piece[0], piece[3] - piece[1]
    length = np.hypot(dx, dy)
    x, y = place[0] - piece[0], place[1] - piece[1]
    along = min(max((x * dx + y * dy) / max(length, 1e-12), 0.0), length)
    part = along / max(length, 1e-12)
    apart = np.hypot(x - part * dx, y - part * dy)
    return piece[4] + along, apart if dx * y - dy * x >= 0 else -apart


@compiled
def _enter(one: int, metres: float, aside: float, segment: Ints, along: Floats, left: Floats) -> None:
    """Put a segment among the nearest, which stay in order; each stands there once."""
    slot = 0
    while slot < MOST and segment[slot] >= 0 and abs(left[slot]) <= abs(aside):
        if segment[slot] == one:
            return
        slot += 1
    if slot == MOST:
        return
    end = slot
    while end < MOST - 1 and segment[end] >= 0 and segment[end] != one:
        end += 1
    for place in range(end, slot, -1):
        segment[place], along[place], left[place] = segment[place - 1], along[place - 1], left[place - 1]
    segment[slot], along[slot], left[slot] = one, metres, aside
