"""What is given: tracks in a plane, in metres."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from gridwarden.algorithms.coverage.arrays import Bools, Floats


class BadTrack(Invalid):
    """A track whose columns differ in length, or whose fixes are out of order."""

    code = "bad_track"


@dataclass(frozen=True, eq=False)
class Track:
    """The fixes of one device, oldest first.

    Parameters
    ----------
    at_s
        ``f8[n]`` when, in seconds of a clock that all tracks share.
    xy
        ``f8[n, 2]`` where, in metres of the plane in which the roads lie.
    accuracy_m
        ``f8[n]`` what the receiver said of itself; not a number where it said nothing.
    is_false
        ``?[n]`` fixes that are known to be none: without a satellite, or made up.
    """

    at_s: Floats = field(repr=False)
    xy: Floats = field(repr=False)
    accuracy_m: Floats = field(repr=False)
    is_false: Bools = field(repr=False)

    def __post_init__(self) -> None:
        size = len(self.at_s)
        if self.xy.shape != (size, 2) or len(self.accuracy_m) != size or len(self.is_false) != size:
            raise BadTrack("Every fix has a time, a place, an accuracy and a mark.", xy="differs in length")
        if not (np.isfinite(self.at_s).all() and np.isfinite(self.xy).all()):
            raise BadTrack("Times and places are numbers.", xy="must be numbers")
        if (np.diff(self.at_s) < 0).any():
            raise BadTrack("Fixes come oldest first.", at_s="out of order")

    @property
    def size(self) -> int:
        """Return the number of fixes."""
        return len(self.at_s)


def track(at_s: Floats, xy: Floats, accuracy_m: Floats | None = None, is_false: Bools | None = None) -> Track:
    """Return a track of fixes of which nothing bad is known unless it is told."""
    size = len(at_s)
    return Track(
        np.asarray(at_s, dtype=np.float64),
        np.ascontiguousarray(xy, dtype=np.float64).reshape(-1, 2),
        np.full(size, np.nan) if accuracy_m is None else np.asarray(accuracy_m, dtype=np.float64),
        np.zeros(size, dtype=np.bool_) if is_false is None else np.asarray(is_false, dtype=np.bool_),
    )
