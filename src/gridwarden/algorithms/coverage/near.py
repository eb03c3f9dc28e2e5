"""Method of cells: what lies near the straight line between two fixes, and runs the same way, was visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.coverage.bins import square_of
from gridwarden.algorithms.coverage.visits import Offsets, Visits, grown
from gridwarden.algorithms.partition.compiled import compiled

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Bools, Floats, Ints
    from gridwarden.algorithms.coverage.bins import Bins
    from gridwarden.algorithms.coverage.cleaning import Clean
    from gridwarden.algorithms.coverage.params import Params
    from gridwarden.algorithms.coverage.streets import Streets

#: The line between two fixes is looked at this often.
_STEP_M = 5.0
#: A cell is told again only after so long.
_AGAIN_S = 20.0
#: Along shorter lines nobody knows which way somebody went.
_COURSE_M = 2.0


class CellMatcher:
    """Streets made ready for many tracks."""

    def __init__(self, streets: Streets, params: Params) -> None:
        self.streets, self.params = streets, params
        self._bins: Bins = streets.cell_bins(params.radius_m)

    def match(self, fixes: Clean) -> tuple[Visits, Offsets]:
        """Return the cells visited, and when."""
        parallel = float(np.sin(np.radians(self.params.heading_deg)))
        cell, at_s = _visited(fixes, self.streets.cell_places, self._bins, self.params.radius_m, parallel)
        return Visits(cell, at_s), Offsets.none()


def _visited(fixes: Clean, places: Floats, bins: Bins, radius_m: float, parallel: float) -> tuple[Ints, Floats]:
    points = _samples(fixes.at_s, fixes.xy, fixes.is_linked)
    return _beside(points, places, bins, radius_m, parallel)


@compiled
def _samples(at_s: Floats, xy: Floats, is_linked: Bools) -> Floats:
    """Return x, y, course and time of places along the lines between linked fixes."""
    dx, dy = xy[1:, 0] - xy[:-1, 0], xy[1:, 1] - xy[:-1, 1]
    length = np.hypot(dx, dy)
    steps = np.where(is_linked[1:] & (length >= _COURSE_M), np.ceil(length / _STEP_M), 0.0).astype(np.int64)
    found, size = np.empty((steps.sum(), 4)), 0
    for link in range(len(steps)):
        for step in range(1, steps[link] + 1):
            part = step / steps[link]
            found[size, 0] = xy[link, 0] + part * dx[link]
            found[size, 1] = xy[link, 1] + part * dy[link]
            found[size, 2] = np.arctan2(dy[link], dx[link])
            found[size, 3] = at_s[link] + part * (at_s[link + 1] - at_s[link])
            size += 1
    return found


@compiled
def _beside(points: Floats, places: Floats, bins: Bins, radius_m: float, parallel: float) -> tuple[Ints, Floats]:
    """Return the cells around each place that run as it does."""
    found, when, size = np.empty(1024, dtype=np.int64), np.empty(1024), 0
    told = np.full(len(places), -np.inf)
    for point in points:
        square = square_of(point[0], point[1], bins)
        if square < 0:
            continue
        for index in range(bins.first[square], bins.first[square + 1]):
            cell = bins.member[index]
            far = np.hypot(places[cell, 0] - point[0], places[cell, 1] - point[1]) > radius_m
            if far or point[3] - told[cell] < _AGAIN_S or abs(np.sin(places[cell, 2] - point[2])) > parallel:
                continue
            told[cell] = point[3]
            if size == len(found):
                found, when = grown(found, when)
            found[size], when[size] = cell, point[3]
            size += 1
    return found[:size], when[:size]
