"""Words as they can be shown anywhere: on pages, in messages, on paper and in files.

Signs that turn the direction of writing run on into what stands beside a name or an address, and make a file's or a
link's name look like another; control characters show nothing, and break files. Telephones copied from an address book
come with both. Stacks of marks on one letter cover what stands around it. Signs that letters and pictures are joined
with (emoji, Persian, Indian scripts) stay.
"""

from __future__ import annotations

import re
import unicodedata

#: Controls but tab and line feed, marks of direction, fillers without width, and what is no character.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"\s+")
#: Marks above and below one letter; no writing needs more, and hundreds of them run across the lines around.
_MOST_MARKS = 4


def plain_words(text: str) -> str:
    """Return ``text`` without hidden signs; its lines stay lines."""
    return _unstacked(_HIDDEN.sub("", _LINE_ENDS.sub("\n", text))).strip()


def plain_line(text: str) -> str:
    """Return ``text`` without hidden signs, on one line."""
    return _SPACE.sub(" ", plain_words(text))


def _unstacked(text: str) -> str:
    """Return ``text`` with no more marks on one letter than a language writes."""
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
