"""The moving part of a case as plain values, and its replay from the steps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gridwarden.cases.domain.situation import MOVING_PART, CaseUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gridwarden.cases.domain.situation import Situation


def first_changes(situation: Situation) -> dict[str, Any]:
    """Return the whole moving part: what the first step of a case sets."""
    return {name: getattr(situation, name) for name in MOVING_PART}


def plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes of the moving part as JSON can hold them."""
    return {name: _plain(value) for name, value in changes.items()}


def replayed(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the moving part, plain, after the given plain changes in order."""
    state: dict[str, Any] = {}
    for changes in steps:
        state |= changes
    return state


def _plain(value: Any) -> Any:
    if isinstance(value, CaseUnit):
        return value.id
    if isinstance(value, frozenset):
        return sorted(value)
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
