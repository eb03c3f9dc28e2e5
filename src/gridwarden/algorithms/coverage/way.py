"""Method of ways: the likeliest way through the streets, found for a whole track at once.

A hidden Markov model: each fix was made on one of the segments around it, the nearer the likelier; from one fix to the
next one goes along streets, and a way about as long as the straight line is likelier than a detour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.coverage.candidates import candidates
from gridwarden.algorithms.coverage.doubts import likely_steps
from gridwarden.algorithms.coverage.net import Net, net
from gridwarden.algorithms.coverage.trail import trail
from gridwarden.algorithms.coverage.visits import Offsets, Visits
from gridwarden.algorithms.coverage.walking import way_m
from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Bools, Floats, Ints
    from gridwarden.algorithms.coverage.bins import Bins
    from gridwarden.algorithms.coverage.candidates import Candidates
    from gridwarden.algorithms.coverage.cleaning import Clean
    from gridwarden.algorithms.coverage.params import Params
    from gridwarden.algorithms.coverage.streets import Streets

#: Fixes nearer than this times the noise tell nothing that the one before did not.
_THIN = 0.6
#: A way between two linked fixes is at most this much longer than the longest link.
_LONGER = 2.0


class WayMatcher:
    """Streets made ready for many tracks."""

    def __init__(self, streets: Streets, params: Params) -> None:
        self.streets, self.params = streets, params
        self._places, self._segment = streets.pieces
        self._bins: Bins = streets.piece_bins(params.reach_m)
        self._net: Net = net(streets, _LONGER * params.link_m)

    def match(self, fixes: Clean) -> tuple[Visits, Offsets]:
        """Return the cells on the likely ways, when each was passed, and how far beside the line each fix lay."""
        at_s, xy, broken = _thinned(fixes, _THIN * self.params.noise_m)
        near = candidates(xy, self._places, self._segment, self._bins, self.params.reach_m)
        before, chosen = chosen_of(xy, broken, near, self._net, self.params.noise_m, self.params.detour_m)
        weights = self.params.noise_m, self.params.detour_m, self.params.doubt
        steps = likely_steps(xy, before, near, self._net, *weights)
        cell, when = trail(at_s, steps, near, self._net)
        on = np.flatnonzero(chosen >= 0)
        pick = chosen[on]
        return Visits(cell, when), Offsets(near.segment[on, pick], at_s[on], near.left[on, pick])


def _thinned(fixes: Clean, least_m: float) -> tuple[Floats, Floats, Bools]:
    """Return the fixes that lie apart, and before which of them the way is broken."""
    kept = _apart(fixes.xy, fixes.is_linked, least_m)
    breaks = np.cumsum(~fixes.is_linked)
    broken = np.ones(len(kept), dtype=np.bool_)
    broken[1:] = np.diff(breaks[kept]) > 0
    return fixes.at_s[kept], np.ascontiguousarray(fixes.xy[kept]), broken


@compiled
def _apart_m(xy: Floats, one: int, two: int) -> float:
    return float(np.hypot(xy[one, 0] - xy[two, 0], xy[one, 1] - xy[two, 1]))


@compiled
def _apart(xy: Floats, is_linked: Bools, least_m: float) -> Ints:
    kept, size, last = np.empty(len(xy), dtype=np.int64), 0, -1
    for fix in range(len(xy)):
        is_last = fix + 1 == len(xy) or not is_linked[fix + 1]
        if last < 0 or not is_linked[fix] or is_last or _apart_m(xy, fix, last) >= least_m:
            kept[size] = last = fix
            size += 1
    return kept[:size]


@compiled
def chosen_of(
    xy: Floats, broken: Bools, near: Candidates, net: Net, noise_m: float, detour_m: float
) -> tuple[Ints, Ints]:
    """Return for each fix the fix before it on its way (-1: a way begins) and which candidate is the likeliest."""
    fixes, most = near.segment.shape
    score = np.full((fixes, most), -np.inf)
    back = np.full((fixes, most), -1, dtype=np.int64)
    before = np.full(fixes, -1, dtype=np.int64)
    last = -1
    for fix in range(fixes):
        if broken[fix]:
            last = -1
        if near.segment[fix, 0] < 0:
            continue  # off the streets: the next fix that is on them goes on from the last that was
        if last >= 0:
            _go_on(last, fix, _apart_m(xy, fix, last), near, net, detour_m, score, back)
        goes_on = score[fix].max() > -np.inf
        before[fix] = last if goes_on else -1
        for two in range(most):
            if near.segment[fix, two] >= 0:
                score[fix, two] = (score[fix, two] if goes_on else 0.0) - 0.5 * (near.left[fix, two] / noise_m) ** 2
        last = fix
    return before, _traced(score, back, before, near.segment)


@compiled
def _go_on(
    last: int, fix: int, straight_m: float, near: Candidates, net: Net, detour_m: float, score: Floats, back: Ints
) -> None:
    """Score each place of a fix by the likeliest place before it."""
    for one in range(near.segment.shape[1]):
        for two in range(near.segment.shape[1]):
            if near.segment[last, one] < 0 or near.segment[fix, two] < 0:
                continue
            ends = near.segment[last, one], near.along[last, one], near.segment[fix, two], near.along[fix, two]
            way = way_m(ends[0], ends[1], ends[2], ends[3], net)[0]
            likely = score[last, one] - abs(way - straight_m) / detour_m
            if likely > score[fix, two]:
                score[fix, two], back[fix, two] = likely, one


@compiled
def _traced(score: Floats, back: Ints, before: Ints, segment: Ints) -> Ints:
    chosen = np.full(len(before), -1, dtype=np.int64)
    for fix in range(len(before) - 1, -1, -1):
        if segment[fix, 0] < 0:
            continue
        if chosen[fix] < 0:
            chosen[fix] = np.argmax(score[fix])
        if before[fix] >= 0:
            chosen[before[fix]] = back[fix, chosen[fix]]
    return chosen
