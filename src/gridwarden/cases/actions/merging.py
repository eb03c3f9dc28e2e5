"""Merge duplicates, and undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions._execution import Moved, execute
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.queries.givens import Given

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


def merge(*, by: Actor, at: datetime, case_id: int, into_id: int, reason: str, version: int | None = None) -> Moved:
    """End a case because another one goes on for both; its reporters hear from that one from now on."""
    given = Given(text=reason, case_id=into_id)
    return execute(MoveName.MERGE, by=by, at=at, case_id=case_id, given=given, version=version)


def unmerge(*, by: Actor, at: datetime, case_id: int, reason: str, version: int | None = None) -> Moved:
    """Make a merged case its own again, at the desk, while the other one is open."""
    return execute(MoveName.UNMERGE, by=by, at=at, case_id=case_id, given=Given(text=reason), version=version)
