"""Codes with which a reporter follows a case without an account."""

from __future__ import annotations

import secrets

#: Digits and letters that are not mistaken for one another when read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def new_code() -> str:
    """Return a random code; 30^10 possible ones cannot be tried out through a rate limit."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(code: str) -> str:
    """Return ``code`` as stored, whatever spaces, dashes and case somebody typed."""
    return "".join(character for character in code.upper() if character in ALPHABET)
