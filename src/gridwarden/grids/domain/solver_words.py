"""The solver divides units into parts; people read of blocks and grids."""

from __future__ import annotations

import re

_WORDS = {"unit": "block", "part": "grid"}
_ONE = re.compile(r"\b([Uu]nit|[Pp]art)(s?)\b")


def of_grids(sentence: str) -> str:
    """Return a sentence of the solver in the words of the town."""
    return _ONE.sub(_other, sentence)


def _other(found: re.Match[str]) -> str:
    word = _WORDS[found[1].lower()]
    return (word.capitalize() if found[1][0].isupper() else word) + found[2]
