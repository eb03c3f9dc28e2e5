"""Steps between fixes that are nearly as likely as the likeliest way: roads that fixes cannot tell apart both count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.coverage.walking import way_m
from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints
    from gridwarden.algorithms.coverage.candidates import Candidates
    from gridwarden.algorithms.coverage.net import Net

#: Two sums of the same numbers in another order differ by less.
_SAME = 1e-9


@compiled
def likely_steps(
    xy: Floats, before: Ints, near: Candidates, net: Net, noise_m: float, detour_m: float, doubt: float
) -> Ints:
    """Return the steps of all ways whose log-likelihood lies at most ``doubt`` below that of the likeliest.

    ``i8[e, 4]`` a row: the fix before and its candidate, the fix and its candidate; by fix. With a ``doubt`` of 0 these
    are the steps of the likeliest way.
    """
    stand = -0.5 * (near.left / noise_m) ** 2
    go = _between(xy, before, near, net, detour_m)
    ahead, behind = _so_far(before, go, stand), _from_here(before, go, stand)
    found, size = np.empty((len(before) + 16, 4), dtype=np.int64), 0
    for fix in range(len(before)):
        last = before[fix]
        if last < 0:
            continue
        least = (ahead[fix] + behind[fix]).max() - doubt - _SAME
        for one in range(near.segment.shape[1]):
            for two in range(near.segment.shape[1]):
                if ahead[last, one] + go[fix, one, two] + stand[fix, two] + behind[fix, two] >= least:
                    if size == len(found):
                        found = _grown(found)
                    found[size, 0], found[size, 1], found[size, 2], found[size, 3] = last, one, fix, two
                    size += 1
    return found[:size]


@compiled
def _between(xy: Floats, before: Ints, near: Candidates, net: Net, detour_m: float) -> Floats:
    """Return how likely one goes from each candidate of the fix before to each of a fix; minus infinity: not at all."""
    fixes, most = near.segment.shape
    go = np.full((fixes, most, most), -np.inf)
    for fix in range(fixes):
        last = before[fix]
        if last < 0:
            continue
        straight_m = np.hypot(xy[fix, 0] - xy[last, 0], xy[fix, 1] - xy[last, 1])
        for one in range(most):
            for two in range(most):
                if near.segment[last, one] >= 0 and near.segment[fix, two] >= 0:
                    ends = near.segment[last, one], near.along[last, one], near.segment[fix, two], near.along[fix, two]
                    go[fix, one, two] = -abs(way_m(ends[0], ends[1], ends[2], ends[3], net)[0] - straight_m) / detour_m
    return go


@compiled
def _so_far(before: Ints, go: Floats, stand: Floats) -> Floats:
    """Return the log-likelihood of the likeliest way up to each candidate, with it."""
    ahead = stand.copy()
    for fix in range(len(before)):
        if before[fix] >= 0:
            for two in range(stand.shape[1]):
                ahead[fix, two] += (ahead[before[fix]] + go[fix, :, two]).max()
    return ahead


@compiled
def _from_here(before: Ints, go: Floats, stand: Floats) -> Floats:
    """Return the log-likelihood of the likeliest way that goes on from each candidate, without it."""
    behind = np.zeros_like(stand)
    for fix in range(len(before) - 1, -1, -1):
        if before[fix] >= 0:
            for one in range(stand.shape[1]):
                behind[before[fix], one] = (go[fix, one] + stand[fix] + behind[fix]).max()
    return behind


@compiled
def _grown(rows: Ints) -> Ints:
    more = np.empty((2 * len(rows), 4), dtype=np.int64)
    more[: len(rows)] = rows
    return more
