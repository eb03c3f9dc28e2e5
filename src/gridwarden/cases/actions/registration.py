"""Open cases, put them into the register, or refuse them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions._execution import Moved, execute
from gridwarden.cases.actions._opening import NewCase, Opened, open_case
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.queries.givens import Given
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

__all__ = ["Moved", "NewCase", "Opened", "open", "refuse", "register"]


def open(*, by: Actor, at: datetime, new: NewCase) -> Opened:  # noqa: A001 - the verb of the trade
    """Open a case: find the grid and the unit in charge, give it a number, start its clocks."""
    by.require(Permission.CASE_REPORT)
    return open_case(by=by, at=at, new=new)


def register(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    condition_id: int | None = None,
    note: str = "",
    version: int | None = None,
) -> Moved:
    """Put a verified case into the register (立案), under ``condition_id`` where it has none or another."""
    given = Given(text=note, condition_id=condition_id)
    return execute(MoveName.REGISTER, by=by, at=at, case_id=case_id, given=given, version=version)


def refuse(*, by: Actor, at: datetime, case_id: int, reason: str, version: int | None = None) -> Moved:
    """Refuse to register a case (不予立案); the reporter learns the reason."""
    return execute(MoveName.REFUSE, by=by, at=at, case_id=case_id, given=Given(text=reason), version=version)
