"""Which fixes count, between which of them the way is known, and how far apart they lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Bools, Floats
    from gridwarden.algorithms.coverage.params import Params
    from gridwarden.algorithms.coverage.problem import Track

#: Receivers waver: over a second a place may jump so far without anybody having moved.
_WAVER_M = 30.0
#: Fixes nearer than this tell that somebody stood, not how closely a way was sampled.
STANDING_M = 5.0
_MS_OF_KMH = 1 / 3.6


@dataclass(frozen=True, eq=False)
class Clean:
    """The fixes of a track that count.

    Parameters
    ----------
    at_s, xy
        As in the track.
    is_linked
        ``?[n]`` the way from the fix before is known.
    dropped
        How many fixes of the track do not count.
    """

    at_s: Floats = field(repr=False)
    xy: Floats = field(repr=False)
    is_linked: Bools = field(repr=False)
    dropped: int = 0

    @property
    def gaps_m(self) -> Floats:
        """Return how far fixes lie from the fix before, where the device moved."""
        step = np.diff(self.xy, axis=0)
        apart = np.hypot(step[:, 0], step[:, 1])
        return np.asarray(apart[apart >= STANDING_M])

    @property
    def median_gap_m(self) -> float:
        """Return the median of the gaps, 0 where nobody moved."""
        gaps = self.gaps_m
        return float(np.median(gaps)) if len(gaps) else 0.0


def clean(track: Track, params: Params) -> Clean:
    """Return the fixes of a track that count under ``params``."""
    rough = track.accuracy_m > params.accuracy_m  # not a number is not rough
    good = np.flatnonzero(~(track.is_false | rough))
    good = good[_reachable(track.at_s[good], track.xy[good], params.most_kmh * _MS_OF_KMH)]
    at_s, xy = track.at_s[good], np.ascontiguousarray(track.xy[good])
    step = np.diff(xy, axis=0)
    linked = np.zeros(len(good), dtype=np.bool_)
    linked[1:] = (np.diff(at_s) <= params.link_s) & (np.hypot(step[:, 0], step[:, 1]) <= params.link_m)
    return Clean(at_s, xy, linked, track.size - len(good))


@compiled
def _reachable(at_s: Floats, xy: Floats, most_ms: float) -> Bools:
    """Return which fixes could be reached from the last one that could."""
    kept = np.zeros(len(at_s), dtype=np.bool_)
    last = -1
    for fix in range(len(at_s)):
        if last < 0:
            kept[fix] = True
        else:
            away = np.hypot(xy[fix, 0] - xy[last, 0], xy[fix, 1] - xy[last, 1])
            kept[fix] = away - _WAVER_M <= most_ms * (at_s[fix] - at_s[last])
        if kept[fix]:
            last = fix
    return kept
