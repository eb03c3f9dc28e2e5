"""Rule on a request, or take an own one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import _requests, appeals, extensions, suspensions
from gridwarden.cases.actions._requests import Asked
from gridwarden.cases.domain.requests import Standing, Turn

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Case, Request
    from gridwarden.platform.access import Actor

__all__ = ["Asked", "rule", "withdraw"]


@transaction.atomic
def rule(*, by: Actor, at: datetime, request_id: int, grants: bool, note: str = "") -> Asked:
    """Grant or refuse at the actor's station; the last grant does what was asked for, in the same transaction."""
    case, row = _requests.find(by, request_id)
    at = _requests.booked(case, at)
    ruled = _requests.rule(case, row, by=by, at=at, grants=grants, note=note)
    if ruled.standing is Standing.GRANTED:
        _carry_out(case, row, by=by, at=at)
    return ruled


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, request_id: int) -> Asked:
    """Take back an own request that waits; it counts as never made."""
    case, row = _requests.find(by, request_id)
    return _requests.withdraw(case, row, by=by, at=_requests.booked(case, at))


def _carry_out(case: Case, row: Request, *, by: Actor, at: datetime) -> None:
    turn = Turn(row.turn)
    if turn is Turn.EXTENSION:
        extensions.grant(case, row, at=at)
    elif turn is Turn.SUSPENSION:
        suspensions.grant(case, row, by=by, at=at)
    else:
        appeals.grant(row, at=at)
