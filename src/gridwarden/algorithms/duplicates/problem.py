"""What is compared: matters at a place and a time."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gridwarden.algorithms.refusals import Invalid


class BadMatter(Invalid):
    """A matter without a place or a time."""

    code = "bad_matter"


@dataclass(frozen=True, slots=True)
class Matter:
    """Something told or known.

    Parameters
    ----------
    key
        The caller's own.
    lon, lat
        Where, in degrees.
    at_s
        When it was told, in seconds of any clock that all matters share.
    sort
        What kind of thing it is; 0 while nobody knows.
    text
        What was said.
    prints
        Fingerprints of its photos: 64 bits each, alike for photos that look alike.
    """

    key: int
    lon: float
    lat: float
    at_s: float
    sort: int = 0
    text: str = ""
    prints: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.lon, self.lat, self.at_s))):
            raise BadMatter("A matter has a place and a time.", lon="must be a number")
