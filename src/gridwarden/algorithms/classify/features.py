"""Texts as n-grams of characters: Chinese needs no words for that, and no dictionary."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Reports are read to here; what matters is said by then.
LONGEST_TEXT = 2000
_NUMBERS = re.compile(r"\d+")
_NO_WORDS = re.compile(r"[^\w]|_")


def spelled(text: str) -> str:
    """Return ``text`` in one width and case; every number is 0, everything that is no letter a blank.

    Characters keep their places as far as numbers and width allow, so ``spans`` may point into it.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    return _NO_WORDS.sub(" ", _NUMBERS.sub("0", plain))


def grams(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """Return every n-gram of a spelled text and where it begins; none reaches over a blank."""
    for begin in range(len(text)):
        for size in range(1, longest + 1):
            gram = text[begin : begin + size]
            if len(gram) < size or " " in gram:
                break
            yield begin, gram


def vocabulary(texts: Iterable[str], longest: int, most: int) -> tuple[dict[str, int], np.ndarray]:
    """Return the n-grams of ``texts`` with their columns, and how rare each is (inverse document frequency)."""
    count, seen = 0, Counter[str]()
    for text in texts:
        count += 1
        seen.update({gram for _, gram in grams(text, longest)})
    kept = sorted(sorted(seen, key=lambda gram: (-seen[gram], gram))[:most])
    rarity = np.array([math.log((1 + count) / (1 + seen[gram])) + 1 for gram in kept], dtype=np.float64)
    return {gram: column for column, gram in enumerate(kept)}, rarity


def weights(text: str, longest: int, columns: dict[str, int], rarity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns and the weights of one text, of length one; empty where it knows nothing of the text."""
    counted = Counter(columns[gram] for _, gram in grams(text, longest) if gram in columns)
    places = np.fromiter(sorted(counted), dtype=np.int64, count=len(counted))
    often = np.array([1 + math.log(counted[place]) for place in places.tolist()], dtype=np.float64)
    values = often * rarity[places]
    return places, values / (np.linalg.norm(values) or 1.0)


def matrix(texts: Sequence[str], longest: int, columns: dict[str, int], rarity: np.ndarray) -> sparse.csr_matrix:
    """Return many texts as rows."""
    rows = [weights(text, longest, columns, rarity) for text in texts]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows]) if rows else np.zeros(0, dtype=np.int64)
    values = np.concatenate([values for _, values in rows]) if rows else np.zeros(0)
    return sparse.csr_matrix((values, places, starts), shape=(len(rows), len(columns)))
