"""Codes with which a reporter follows a case without an account."""

from __future__ import annotations

import secrets
import unicodedata

#: Digits and letters that are not mistaken for one another when read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
#: What people write between the signs to read them better.
_BETWEEN = "-_.‐‑‒–—·"


def new_code() -> str:
    """Return a random code; 30^10 possible ones cannot be tried out through a rate limit."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(code: str) -> str:
    """Return ``code`` as stored, whatever spaces, dashes and case somebody typed; nothing else is left out.

    A sign that no code has stays, so that a mistyped code is not found rather than taken for another.
    """
    plain = unicodedata.normalize("NFKC", code).upper()  # Chinese keyboards write wide letters and digits
    return "".join(character for character in plain if not character.isspace() and character not in _BETWEEN)


def is_code(code: str) -> bool:
    """Tell whether ``code``, normalised, can be one of ours: as long, and of our signs only."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)
