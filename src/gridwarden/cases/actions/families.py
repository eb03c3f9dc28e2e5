"""Divide a case into parts for several units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions._execution import Moved, execute
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.queries.givens import Given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.platform.access import Actor


def split(
    *, by: Actor, at: datetime, case_id: int, unit_ids: Sequence[int], instruction: str, version: int | None = None
) -> Moved:
    """Open a part for each unit and send it there; the whole waits until every part is done."""
    given = Given(text=instruction, unit_ids=tuple(unit_ids))
    return execute(MoveName.SPLIT, by=by, at=at, case_id=case_id, given=given, version=version)
