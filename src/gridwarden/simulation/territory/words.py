"""The words of which names of streets, people and shops are made."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random


@lru_cache(maxsize=1)
def load_words() -> dict[str, list[str]]:
    """Return the word lists that lie beside this module."""
    raw = json.loads(resources.files(__package__).joinpath("words.json").read_text("utf-8"))
    return {key: list(dict.fromkeys(words)) for key, words in raw.items()}


def pairs(first: str, second: str, chance: Random) -> Iterator[str]:
    """Return every joining of a word of one list with a word of another, in random order, none twice."""
    words = load_words()
    joined = ["".join(pair) for pair in product(words[first], words[second])]
    chance.shuffle(joined)
    return iter(joined)
