"""Do the work (处置)."""

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


def accept(*, by: Actor, at: datetime, case_id: int, note: str = "", version: int | None = None) -> Moved:
    """Take up a case that was dispatched to the actor's unit."""
    return execute(MoveName.ACCEPT, by=by, at=at, case_id=case_id, given=Given(text=note), version=version)


def finish(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    photos_after: Collection[UUID] = (),
    note: str = "",
    version: int | None = None,
) -> Moved:
    """Report the work as done, with photos where the condition demands them."""
    given = Given(text=note, photos={EvidenceKind.AFTER: photos_after})
    return execute(MoveName.FINISH, by=by, at=at, case_id=case_id, given=given, version=version)


def handle_on_the_spot(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    photos_after: Collection[UUID],
    photos_before: Collection[UUID] = (),
    note: str = "",
    version: int | None = None,
) -> Moved:
    """Put it right at once (自处置), proved by photos from before and after."""
    given = Given(text=note, photos={EvidenceKind.BEFORE: photos_before, EvidenceKind.AFTER: photos_after})
    return execute(MoveName.HANDLE_ON_THE_SPOT, by=by, at=at, case_id=case_id, given=given, version=version)
