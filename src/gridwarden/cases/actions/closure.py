"""End a case, and take it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions._execution import Moved, execute
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.models import EvidenceKind
from gridwarden.cases.queries.givens import Given

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor


def close(*, by: Actor, at: datetime, case_id: int, reply: str, version: int | None = None) -> Moved:
    """Close a checked case (结案); every level below and the reporter hear the reply."""
    return execute(MoveName.CLOSE, by=by, at=at, case_id=case_id, given=Given(text=reply), version=version)


def force_close(
    *, by: Actor, at: datetime, case_id: int, reason: str, photos_paper: Collection[UUID], version: int | None = None
) -> Moved:
    """Close a case by order of the brigade (强制结案), proved by the signed paper; nobody claims a check."""
    given = Given(text=reason, photos={EvidenceKind.PAPER: photos_paper})
    return execute(MoveName.FORCE_CLOSE, by=by, at=at, case_id=case_id, given=given, version=version)


def cancel(*, by: Actor, at: datetime, case_id: int, reason: str, version: int | None = None) -> Moved:
    """Void a case that should not have been registered (作废)."""
    return execute(MoveName.CANCEL, by=by, at=at, case_id=case_id, given=Given(text=reason), version=version)


def reopen(*, by: Actor, at: datetime, case_id: int, reason: str, version: int | None = None) -> Moved:
    """Take a closed case up again at the desk; it keeps its number, and the first closure stays in its file."""
    return execute(MoveName.REOPEN, by=by, at=at, case_id=case_id, given=Given(text=reason), version=version)
