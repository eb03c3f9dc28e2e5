"""Take up the case of a paper: whoever issues or rechecks one has it in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions import handling
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.queries.moves import names_open_to
from gridwarden.cases.queries.situations import to_move

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


def take_up(case_id: int, *, by: Actor, at: datetime) -> None:
    """Accept the case if it waits for that."""
    if MoveName.ACCEPT in names_open_to(by, to_move(by, case_id)):
        handling.accept(by=by, at=at, case_id=case_id)
