"""Which segments were passed when, by whom, and on which side."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints


class Side(IntEnum):
    """On which side of a segment, as it is drawn, somebody went."""

    RIGHT = -1
    #: The fixes lie too near the middle, or are too few, to say.
    UNKNOWN = 0
    LEFT = 1


@dataclass(frozen=True, eq=False)
class Passes:
    """Passes of segments, by segment and time.

    Parameters
    ----------
    segment, track
        ``i8[p]`` what was passed, and by which of the tracks.
    begun_s, ended_s
        ``f8[p]`` when.
    share
        ``f8[p]`` how much of the segment's cells was visited.
    side
        ``i8[p]`` values of ``Side``.
    left_m
        ``f8[p]`` mean distance of the fixes to the left of the line as drawn; not a number where none was laid on it.
    """

    segment: Ints = field(repr=False)
    track: Ints = field(repr=False)
    begun_s: Floats = field(repr=False)
    ended_s: Floats = field(repr=False)
    share: Floats = field(repr=False)
    side: Ints = field(repr=False)
    left_m: Floats = field(repr=False)

    @property
    def size(self) -> int:
        """Return the number of passes."""
        return len(self.segment)

    def count(self, segments: int) -> Ints:
        """Return how often each of ``segments`` segments was passed."""
        return np.bincount(self.segment, minlength=segments).astype(np.int64)

    def longest_gap_s(self, segments: int) -> Floats:
        """Return the longest time for which nobody came back to each segment; not a number below two passes.

        It runs from the last moment that anybody was there to the next beginning.
        """
        found = np.full(segments, np.nan)
        until: dict[int, float] = {}
        order = np.lexsort((self.begun_s, self.segment))
        rows = zip(self.segment[order].tolist(), self.begun_s[order], self.ended_s[order], strict=True)
        for segment, begun, ended in rows:
            if segment in until:
                found[segment] = np.fmax(found[segment], max(0.0, begun - until[segment]))
            until[segment] = max(ended, until.get(segment, ended))
        return found


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a figure rests on.

    Parameters
    ----------
    fixes
        Fixes that count.
    dropped
        Fixes that do not: rough, made up, or impossible to reach.
    median_gap_m
        Half of the fixes of a moving device lie farther from the one before; 0 where nobody moved.
    """

    fixes: int
    dropped: int
    median_gap_m: float
