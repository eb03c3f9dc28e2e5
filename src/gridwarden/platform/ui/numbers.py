"""Numbers that come in an address or a form."""

from __future__ import annotations

#: The largest number that a key of the database can be.
LARGEST_KEY = 2**63 - 1
_DIGITS = len(str(LARGEST_KEY))


def key_of(word: str | None) -> int | None:
    """Return the key that ``word`` writes; ``None`` for everything else, also for a number that no key can be.

    The length is looked at first: Python itself refuses to read thousands of digits.
    """
    if not word or len(word) > _DIGITS or not word.isdecimal():
        return None
    number = int(word)
    return number if number <= LARGEST_KEY else None
