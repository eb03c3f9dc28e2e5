"""Chance that falls the same way on every run."""

from __future__ import annotations

from random import Random


def chance_of(seed: int, *topic: object) -> Random:
    """Return a source of chance of its own for ``topic``: what one topic draws moves no other."""
    return Random(":".join(map(str, (seed, *topic))))  # noqa: S311 - reproducible, not secret
