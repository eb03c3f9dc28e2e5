"""Ask for more time, and give it (延期)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import _clocks, _requests
from gridwarden.cases.actions._clocks import Kept
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.deadlines import extended
from gridwarden.cases.domain.extensions import ProofMissing, check_extendable
from gridwarden.cases.domain.requests import Standing, Turn, check_asker, first_station
from gridwarden.cases.models import ChangeCause, DeadlineChange, Request
from gridwarden.cases.queries.chains import case_unit

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.actions._requests import Asked
    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor


@transaction.atomic
def ask(*, by: Actor, at: datetime, case_id: int, reason: str, proofs: Collection[UUID]) -> Asked:
    """Ask for the original limit once more from the present deadline, with a photo that bears out the reason."""
    case = _requests.locked_case(by, case_id)
    check_asker(by, case.owner_unit_id)
    at = _requests.booked(case, at)
    _extendable(case, at)
    if not proofs:
        raise ProofMissing("The request must be proved by a photo.", proofs="missing")
    station = first_station(Turn.EXTENSION, by, case_unit(case.owner_unit))
    return _requests.file(case, Turn.EXTENSION, station, by=by, at=at, reason=reason, proofs=proofs)


def grant(case: Case, row: Request, *, at: datetime) -> None:
    """Move the deadline, its warning and its timers; refused where the limit has been broken meanwhile."""
    one = _extendable(case, at, beside=row.pk)
    after = Kept(one.row, extended(one.value, _clocks.calendars_of(case.district_id)))
    if one.value.due_at and after.value.due_at:
        DeadlineChange.objects.create(
            clock=one.row,
            old_due_at=one.value.due_at,
            new_due_at=after.value.due_at,
            cause=ChangeCause.EXTENSION.value,
            at=at,
        )
    live = {stage: kept.value for stage, kept in _clocks.live_of(case.pk).items()}
    _clocks.change(case, [after])
    _clocks.set_lights(case, {**live, Stage.HANDLE: after.value}.values())


def _extendable(case: Case, at: datetime, *, beside: int = 0) -> Kept:
    live = _clocks.live_of(case.pk)
    one = live.get(Stage.HANDLE)
    granted = Request.objects.filter(case=case, turn=Turn.EXTENSION.value, standing=Standing.GRANTED.value)
    before = granted.exclude(pk=beside).count()
    clock = check_extendable(one.value if one else None, granted=before, at=at)
    return Kept(live[Stage.HANDLE].row, clock)
