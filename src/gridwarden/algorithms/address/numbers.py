"""House numbers: how far two are apart, and where between two known ones a third lies."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.algorithms.address.problem import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.algorithms.address.problem import Entry

#: Beyond so many numbers another house says nothing about this one.
_FARTHEST = 60


@dataclass(frozen=True, slots=True)
class Housing:
    """The known numbers of one road, in order, and where they are."""

    numbers: tuple[int, ...]
    places: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Housing:
        """Return those of ``entries``; of several at one number the first."""
        known: dict[int, tuple[float, float]] = {}
        for entry in entries:
            known.setdefault(entry.number, (entry.lon, entry.lat))
        numbers = tuple(sorted(known))
        return cls(numbers, tuple(known[number] for number in numbers))

    def place(self, number: int) -> tuple[float, float, tuple[int, ...]] | None:
        """Return where ``number`` probably is, and between which two; ``None`` where nothing known is near."""
        index = bisect_left(self.numbers, number)
        if index < len(self.numbers) and self.numbers[index] == number:
            return (*self.places[index], (number,))
        if not 0 < index < len(self.numbers):
            return self._end(number, max(0, index - 1))
        low, high = self.numbers[index - 1 : index + 1]
        share = (number - low) / (high - low)
        (lon, lat), (lon_to, lat_to) = self.places[index - 1 : index + 1]
        return lon + share * (lon_to - lon), lat + share * (lat_to - lat), (low, high)

    def _end(self, number: int, index: int) -> tuple[float, float, tuple[int, ...]] | None:
        near = abs(self.numbers[index] - number) <= _FARTHEST
        return (*self.places[index], (self.numbers[index],)) if near else None


def number_score(typed: int, entry: Entry) -> float:
    """Return the factor by which the house number bears on an entry: above 1 only for the very house."""
    if not typed:
        # Nobody named a house: the road is meant rather than one of its houses.
        return 0.94 if entry.kind is Kind.ADDRESS else 1.0
    if not entry.number:
        return 0.9
    apart = abs(typed - entry.number)
    if not apart:
        return 1.15
    return 0.9 - 0.35 * min(apart, _FARTHEST) / _FARTHEST - (0.02 if apart % 2 else 0.0)
