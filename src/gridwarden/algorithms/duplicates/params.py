"""What counts as near, recent and alike."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.algorithms.refusals import BadParams

_MOST_BITS = 64
_MOST_REACH_M = 2_000.0


@dataclass(frozen=True, slots=True)
class Params:
    """Limits and weights.

    Parameters
    ----------
    reach_m
        Farther apart is another place.
    days
        Longer ago, or later, is another matter.
    least_score
        What scores less is not told; 0 to 1.
    photo_bits
        Photos that differ in more bits of their fingerprints are different photos.
    near, fresh, alike
        Weights of distance, of time, and of text or photo.
    limit
        Most candidates.
    """

    reach_m: float = 50.0
    days: float = 14.0
    least_score: float = 0.4
    photo_bits: int = 10
    near: float = 0.4
    fresh: float = 0.15
    alike: float = 0.45
    limit: int = 5

    def __post_init__(self) -> None:
        if not 0 < self.reach_m <= _MOST_REACH_M or self.days <= 0 or self.limit < 1:
            raise BadParams("Reach, days and limit must be positive.", reach_m="out of range")
        if not 0 <= self.least_score <= 1 or not 0 <= self.photo_bits <= _MOST_BITS:
            raise BadParams("Scores lie between 0 and 1, bits between 0 and 64.", least_score="out of range")
        if min(self.near, self.fresh, self.alike) < 0 or self.near + self.fresh + self.alike <= 0:
            raise BadParams("Weights are not negative, and not all zero.", alike="out of range")
