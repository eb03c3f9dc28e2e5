"""Find the rung below each of a million heights without searching.

A binary search costs a dozen jumps through memory for every height. Where rungs keep a distance, the height
itself says where to look: the span is cut into bins no wider than the narrowest gap, so that a bin holds one
rung at most, and one table look-up and one comparison find it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: Whole seconds.
Seconds = npt.NDArray[np.int64]

#: With more bins than this the table would no longer fit the processor's cache; then the heights are searched.
_MOST_BINS = 1 << 20


class Ladder:
    """Rungs in ascending order.

    Parameters
    ----------
    rungs
        Heights in whole seconds, at least one; only the first may be there twice.
    """

    def __init__(self, rungs: Seconds) -> None:
        self.rungs = rungs
        gaps = np.diff(rungs)
        self._width = int(gaps[gaps > 0].min(initial=np.iinfo(np.int64).max))
        self._table: npt.NDArray[np.int32] | None = None
        bins = int(rungs[-1] - rungs[0]) // self._width + 1
        if bins <= _MOST_BINS:
            bottoms = rungs[0] + np.arange(bins) * self._width
            self._table = (np.searchsorted(rungs, bottoms, side="right") - 1).astype(np.int32)
            # The rung above the last one is never reached.
            self._above = np.append(rungs[1:], np.iinfo(np.int64).max)

    def below(self, heights: Seconds) -> npt.NDArray[np.intp]:
        """Return for each height, none below the first rung, the index of the last rung not above it."""
        if self._table is None:
            return np.asarray(np.searchsorted(self.rungs, heights, side="right") - 1)
        bins = np.minimum((heights - self.rungs[0]) // self._width, len(self._table) - 1)
        index = self._table[bins].astype(np.intp)
        return np.asarray(index + (self._above[index] <= heights))
