"""The index: which entries share characters, pairs and sounds with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from gridwarden.algorithms.address.reading import spelled
from gridwarden.algorithms.address.sounds import blurred

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gridwarden.algorithms.address.problem import Entry


class Index:
    """Entries by their n-grams, weighted by how rare those are.

    Single characters, neighbouring pairs, and the same pairs by their sound. Order matters within a pair only, so
    it finds what was typed in another order.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        grams = [list(_grams_of_entry(entry)) for entry in entries]
        self.columns = {gram: column for column, gram in enumerate(dict.fromkeys(g for found in grams for g in found))}
        rows = np.repeat(np.arange(len(entries)), [len(found) for found in grams])
        columns = np.array([self.columns[gram] for found in grams for gram in found], dtype=np.int64)
        counts = np.bincount(columns, minlength=len(self.columns)) if len(columns) else np.zeros(0)
        self.rarity = np.log1p(len(entries) / np.maximum(counts, 1))
        shape = (len(self.columns), len(entries))
        ones = np.ones(len(columns))
        self.matrix = sparse.csr_matrix((ones, (columns, rows)), shape=shape)
        self.matrix.data[:] = 1.0
        lengths = np.sqrt(np.asarray(self.matrix.T @ self.rarity**2).ravel())
        self.lengths = np.maximum(lengths, 1e-9)

    def candidates(self, text: str, number: int, most: int) -> list[int]:
        """Return up to ``most`` entries that share something with ``text`` and house ``number``, the likest first."""
        grams = [*grams_of(text), _house(number)]
        wanted = sorted({self.columns[gram] for gram in grams if gram in self.columns})
        if not wanted:
            return []
        weights = self.rarity[wanted] ** 2
        # Half way between the plain sum, which favours long entries, and the cosine, which favours short ones.
        shared = np.asarray(self.matrix[wanted].T @ weights).ravel() / np.sqrt(self.lengths)
        found = np.flatnonzero(shared)
        if len(found) > most:
            found = found[np.argpartition(-shared[found], most - 1)[:most]]
        return sorted(found.tolist(), key=lambda row: (-shared[row], row))


def grams_of(text: str) -> Iterable[str]:
    """Return the n-grams of ``text``: characters, pairs, and pairs as they sound."""
    yield from text
    heard = [blurred(character) or character for character in text]
    for index in range(len(text) - 1):
        yield text[index : index + 2]
        yield f"{heard[index]} {heard[index + 1]}"


def _grams_of_entry(entry: Entry) -> Iterable[str]:
    for word in entry.words.values():
        yield from grams_of(spelled(word))
    if entry.number:
        yield _house(entry.number)


def _house(number: int) -> str:
    return f"#{number}"
