"""Codes that open a paper's public page: too long to be guessed, short enough for a small QR."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
#: 30^16 is about 2^78: nobody tries that out through a rate limit.
LENGTH = 16


def new_code() -> str:
    """Return a random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_code(code: str) -> bool:
    """Return whether ``code`` can be one of ours."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)
