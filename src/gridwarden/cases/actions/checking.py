"""Have the work checked by somebody who had no hand in it (核查)."""

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


def send_to_check(
    *, by: Actor, at: datetime, case_id: int, person_id: int, note: str = "", version: int | None = None
) -> Moved:
    """Send somebody independent of the work to look at it."""
    given = Given(text=note, person_id=person_id)
    return execute(MoveName.SEND_TO_CHECK, by=by, at=at, case_id=case_id, given=given, version=version)


def pass_check(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    photos_check: Collection[UUID],
    note: str = "",
    version: int | None = None,
) -> Moved:
    """Say that the work is good, with a photo of it."""
    given = Given(text=note, photos={EvidenceKind.CHECK: photos_check})
    return execute(MoveName.PASS_CHECK, by=by, at=at, case_id=case_id, given=given, version=version)


def fail_check(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    reason: str,
    photos_check: Collection[UUID] = (),
    version: int | None = None,
) -> Moved:
    """Send the work back to the same hands (返工); their clock goes on."""
    given = Given(text=reason, photos={EvidenceKind.CHECK: photos_check})
    return execute(MoveName.FAIL_CHECK, by=by, at=at, case_id=case_id, given=given, version=version)
