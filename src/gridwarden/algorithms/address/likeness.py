"""Where in a text a word stands, although it may be misspelt: the cheapest alignment inside the text."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.algorithms.address.reading import GENERIC, GENERIC_WEIGHT, weight_of
from gridwarden.algorithms.address.sounds import difference

#: Something typed inside a word that does not belong there.
_INSERTED = 0.7


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the text and how like the word it is."""

    begin: int
    end: int
    likeness: float


def best_window(word: str, text: str) -> Window:
    """Return the stretch of ``text`` that is most like ``word``.

    Notes
    -----
    Sellers' alignment: the word must be used up, the text may begin and end anywhere. Characters that sound alike
    cost less than others, and generic ones (路, 村) less than those that make the name. Two neighbours that changed
    places cost as much as half a character.
    """
    width = len(text)
    before: list[tuple[float, int]] = []
    above: list[tuple[float, int]] = [(0.0, column) for column in range(width + 1)]
    for row, character in enumerate(word):
        weight = GENERIC_WEIGHT if character in GENERIC else 1.0
        here = [(above[0][0] + weight, above[0][1])]
        for column, other in enumerate(text):
            best = min(
                _plus(above[column], weight * difference(character, other)),
                _plus(above[column + 1], weight),
                _plus(here[column], _INSERTED),
            )
            if row and column and character == text[column - 1] and other == word[row - 1] and character != other:
                best = min(best, _plus(before[column - 1], 0.5))
            here.append(best)
        before, above = above, here
    end = min(range(width + 1), key=lambda column: (above[column][0], column))
    cost, begin = above[end]
    return Window(begin, end, max(0.0, 1.0 - cost / (weight_of(word) or 1.0)))


def _plus(cell: tuple[float, int], cost: float) -> tuple[float, int]:
    return cell[0] + cost, cell[1]
