"""Search the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from gridwarden.algorithms.address.index import Index
from gridwarden.algorithms.address.likeness import Window, best_window
from gridwarden.algorithms.address.numbers import Housing, number_score
from gridwarden.algorithms.address.params import Params
from gridwarden.algorithms.address.problem import Kind, Part
from gridwarden.algorithms.address.reading import Read, read, spelled, weight_of
from gridwarden.algorithms.address.result import Hit, Match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.algorithms.address.problem import Entry

#: What a part is worth when one asks how much of an entry was typed.
_WORTH = {Part.NAME: 1.0, Part.ROAD: 1.0, Part.CROSS_ROAD: 1.0, Part.AREA: 0.35}
#: Of two equally good hits the simpler place comes first.
_ORDER = list(Kind)


class Gazetteer:
    """Places, indexed once and searched often; safe to share between threads, for nothing in it changes.

    Parameters
    ----------
    entries
        The places.
    common
        Names that every address here bears; they are not looked at.
    """

    def __init__(self, entries: Iterable[Entry], common: tuple[str, ...] = ()) -> None:
        self.entries = tuple(entries)
        self.common = common
        self.index = Index(self.entries)

    @cached_property
    def housing(self) -> dict[str, Housing]:
        """The known house numbers of every road."""
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.road and entry.number:
                found[entry.road].append(entry)
        return {road: Housing.of(entries) for road, entries in found.items()}

    def search(self, typed: str, params: Params | None = None) -> list[Hit]:
        """Return the places that ``typed`` may mean, the likeliest first.

        Parameters
        ----------
        typed
            An address in any order, with parts missing, misspelt or misheard.
        params
            Limits and weights.
        """
        params = params or Params()
        given = read(typed, self.common)
        windows: dict[str, Window] = {}
        hits = [
            self._hit(self.entries[row], given, params, windows)
            for row in self.index.candidates(given.text, given.number, params.candidates)
        ]
        good = [hit for hit in hits if hit.score >= params.least_score]
        good.sort(key=lambda hit: (-round(hit.score, 4), _ORDER.index(hit.entry.kind), hit.entry.key))
        return good[: params.limit]

    def _hit(self, entry: Entry, given: Read, params: Params, windows: dict[str, Window]) -> Hit:
        found = {}
        for part, word in entry.words.items():
            if word not in windows:
                windows[word] = best_window(spelled(word), given.text)
            found[part] = windows[word]
        explained = _explained(given, found, params)
        worth = sum(_WORTH[part] for part in found)
        typed = sum(_WORTH[part] * _counts(window, params) for part, window in found.items()) / worth
        score = params.explained * explained + (1 - params.explained) * typed
        score *= number_score(given.number, entry)
        lon, lat, between = self._where(entry, given.number)
        matches = sorted((window.begin, part) for part, window in found.items() if _counts(window, params))
        told = tuple(_match(entry, part, given, found) for _, part in matches)
        return Hit(entry, min(score, 1.0), told, lon, lat, between, given.number)

    def _where(self, entry: Entry, number: int) -> tuple[float, float, tuple[int, ...]]:
        if entry.kind is not Kind.ROAD or not number or entry.road not in self.housing:
            return entry.lon, entry.lat, ()
        return self.housing[entry.road].place(number) or (entry.lon, entry.lat, ())


def _counts(window: Window, params: Params) -> float:
    return window.likeness if window.likeness >= params.least_part else 0.0


def _explained(given: Read, found: dict[Part, Window], params: Params) -> float:
    """Return the share of what was typed that the entry explains; every character is explained once."""
    taken = [0.0] * len(given.text)
    for window in found.values():
        for index in range(window.begin, window.end):
            taken[index] = max(taken[index], _counts(window, params))
    explained = sum(weight_of(given.text[index]) * share for index, share in enumerate(taken))
    return explained / (given.weight or 1.0)


def _match(entry: Entry, part: Part, given: Read, found: dict[Part, Window]) -> Match:
    window = found[part]
    return Match(part, entry.words[part], given.text[window.begin : window.end], round(window.likeness, 3))
