"""Any move by its name: for forms and routes that offer what ``queries.moves.open_to`` lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions._execution import Moved, execute
from gridwarden.cases.queries.givens import Given

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.moves import MoveName
    from gridwarden.platform.access import Actor

__all__ = ["Given", "Moved", "make"]


def make(name: MoveName, *, by: Actor, at: datetime, case_id: int, given: Given, version: int | None = None) -> Moved:
    """Make the move ``name``; ``version`` is the one that the actor saw."""
    return execute(name, by=by, at=at, case_id=case_id, given=given, version=version)
