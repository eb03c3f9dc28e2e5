"""Chinese has no spaces: index every two neighbouring characters, and look for all of a query's.

``占道经营`` is stored as 占道, 道经, 经营; a query for 道经营 asks for 道经 and 经营 and finds it. Two
characters decide nearly as sharply as a word and need no dictionary, which would not know the names
of lanes and shops. Latin words and numbers are stored whole and in lower case.
"""

from __future__ import annotations

import re
import unicodedata

#: Runs of Chinese characters, or of other letters and digits.
_RUNS = re.compile(r"([㐀-䶿一-鿿豈-﫿〇𠀀-𲎯]+)|([^\W_㐀-䶿一-鿿豈-﫿〇𠀀-𲎯]+)")
#: A lexeme of PostgreSQL holds at most 2 046 bytes; nothing that long is a word.
_LONGEST = 100
#: A query with more terms than this is a pasted letter; its beginning decides.
_MOST_TERMS = 64


def lexemes(text: str) -> list[str]:
    """Return what ``text`` is found by, each once, in a stable order."""
    found: set[str] = set()
    for chinese, word in _runs(text):
        if chinese:
            found.update(_pairs(chinese))
            # The last character begins no pair; alone it lets a search for that one character find it.
            found.add(chinese[-1])
        else:
            found.add(word[:_LONGEST])
    return sorted(found)


def tsquery(text: str) -> str:
    """Return the PostgreSQL query that finds texts with everything in ``text``; empty when it asks for nothing.

    A single Chinese character finds every text that holds it, a word every text with a word that begins so.
    """
    terms: list[str] = []
    for chinese, word in _runs(text):
        if chinese and len(chinese) > 1:
            terms += [_quoted(pair) for pair in _pairs(chinese)]
        else:
            terms.append(f"{_quoted((chinese or word)[:_LONGEST])}:*")
    return " & ".join(dict.fromkeys(terms[:_MOST_TERMS]))


def _runs(text: str) -> list[tuple[str, str]]:
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def _pairs(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(len(run) - 1)]


def _quoted(lexeme: str) -> str:
    # Runs hold neither quotes nor backslashes, so nothing needs to be escaped.
    return f"'{lexeme}'"
