"""Have a report verified before it is registered (核实)."""

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


def send_to_verify(
    *, by: Actor, at: datetime, case_id: int, person_id: int, note: str = "", version: int | None = None
) -> Moved:
    """Send somebody to the place to say whether the report is true."""
    given = Given(text=note, person_id=person_id)
    return execute(MoveName.SEND_TO_VERIFY, by=by, at=at, case_id=case_id, given=given, version=version)


def confirm(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    note: str = "",
    photos: Collection[UUID] = (),
    version: int | None = None,
) -> Moved:
    """Say that the report is true; photos of the place count as photos before handling."""
    given = Given(text=note, photos={EvidenceKind.BEFORE: photos})
    return execute(MoveName.CONFIRM, by=by, at=at, case_id=case_id, given=given, version=version)


def deny(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    reason: str,
    photos: Collection[UUID] = (),
    version: int | None = None,
) -> Moved:
    """Say that there is nothing to be found; the desk decides what becomes of the report."""
    given = Given(text=reason, photos={EvidenceKind.VERIFY: photos})
    return execute(MoveName.DENY, by=by, at=at, case_id=case_id, given=given, version=version)
