"""What is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gridwarden.algorithms.address.problem import Entry, Part


@dataclass(frozen=True, slots=True)
class Match:
    """One part of an entry that was recognised in what was typed."""

    part: Part
    #: The entry's words.
    text: str
    #: What was typed there.
    typed: str
    #: 1 for the same, less for what sounds alike, is misspelt or incomplete.
    likeness: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that what was typed may mean.

    Parameters
    ----------
    entry
        The place.
    score
        0 to 1; the order of the hits.
    matches
        The parts that were recognised, in the order in which they were typed.
    lon, lat
        Where it probably is: the entry's own place, or a point between two known house numbers of its road.
    between
        Those two numbers; one where the house itself, or nothing beyond, is known; empty where the entry's own place
        is meant.
    number
        The house number that was typed; 0 where none was.
    """

    entry: Entry
    score: float
    matches: tuple[Match, ...]
    lon: float
    lat: float
    between: tuple[int, ...] = ()
    number: int = 0
