"""What may be the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known matter that may be the one told again, and why.

    Parameters
    ----------
    key
        Of the known matter.
    score
        0 to 1; the order of the candidates.
    distance_m
        Between the two places.
    days
        Between the two times.
    text
        How like the texts are; 0 to 1.
    photo_bits
        In how many bits the likest photos differ; ``None`` where none are alike.
    same_sort
        Both are known to be of one kind; ``False`` where nobody knows of one of them.
    """

    key: int
    score: float
    distance_m: float
    days: float
    text: float
    photo_bits: int | None
    same_sort: bool
