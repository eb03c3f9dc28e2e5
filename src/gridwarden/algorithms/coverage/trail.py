"""From likely steps to the cells on the ways between their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.coverage.net import row_of
from gridwarden.algorithms.coverage.visits import grown
from gridwarden.algorithms.coverage.walking import way_m
from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Floats, Ints
    from gridwarden.algorithms.coverage.candidates import Candidates
    from gridwarden.algorithms.coverage.net import Net


@compiled
def trail(at_s: Floats, likely: Ints, near: Candidates, net: Net) -> tuple[Ints, Floats]:
    """Return the cells passed, one step after the other, and when; times run evenly along each way."""
    found, when, size = np.empty(1024, dtype=np.int64), np.empty(1024), 0
    for number in range(len(likely)):
        last, fix = likely[number, 0], likely[number, 2]
        one, one_m = near.segment[last, likely[number, 1]], near.along[last, likely[number, 1]]
        two, two_m = near.segment[fix, likely[number, 3]], near.along[fix, likely[number, 3]]
        way = way_m(one, one_m, two, two_m, net)
        steps = _steps(one, one_m, two, two_m, way, net)
        walked, pace = 0.0, (at_s[fix] - at_s[last]) / max(way[0], 1e-9)
        for step in range(len(steps)):
            begun_s = at_s[last] + walked * pace
            size, found, when = _mark(steps[step], begun_s, pace, net, found, when, size)
            walked += abs(steps[step, 2] - steps[step, 1])
    return found[:size], when[:size]


@compiled
def _steps(one: int, one_m: float, two: int, two_m: float, way: tuple[float, int, int], net: Net) -> Floats:
    """Return the way between two places: a segment a row, from where to where along it."""
    _, out, into = way
    if out < 0:
        return np.array([[float(one), one_m, two_m]])
    begin, corner = net.ends[one, out], net.ends[two, into]
    count, at = 0, corner
    while at != begin:
        at = net.before[row_of(net, begin, at)]
        count += 1
    steps = np.empty((count + 2, 3))
    steps[0, 0], steps[0, 1], steps[0, 2] = one, one_m, out * net.length_m[one]
    steps[-1, 0], steps[-1, 1], steps[-1, 2] = two, into * net.length_m[two], two_m
    at = corner
    for place in range(count, 0, -1):
        row = row_of(net, begin, at)
        road, at = net.by[row], net.before[row]
        begun_m = 0.0 if net.ends[road, 0] == at else net.length_m[road]
        steps[place, 0], steps[place, 1], steps[place, 2] = road, begun_m, net.length_m[road] - begun_m
    return steps


@compiled
def _mark(
    step: Floats, begun_s: float, pace: float, net: Net, found: Ints, when: Floats, size: int
) -> tuple[int, Ints, Floats]:
    """Add the cells of a segment whose middles lie between two places of it."""
    road, begin, end = int(step[0]), step[1], step[2]
    per_m = net.cells[road] / net.length_m[road]
    low, high = min(begin, end) * per_m, max(begin, end) * per_m
    number = int(np.ceil(low - 0.5))
    while number + 0.5 <= high and number < net.cells[road]:
        if size == len(found):
            found, when = grown(found, when)
        found[size] = net.first_cell[road] + number
        when[size] = begun_s + abs((number + 0.5) / per_m - begin) * pace
        size += 1
        number += 1
    return size, found, when
