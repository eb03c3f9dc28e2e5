"""Appeal against a fact that counts against the unit (申诉)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from gridwarden.cases.actions import _requests
from gridwarden.cases.domain.appeals import AppealedBefore, NothingToAppeal, SubjectKind, check_appealable
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.errors import NotYourCase
from gridwarden.cases.domain.requests import PATHS, Turn, check_asker
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Clock
from gridwarden.cases.queries.appeals import answerable, appealed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.actions._requests import Asked
    from gridwarden.cases.models import Case, Request
    from gridwarden.platform.access import Actor


@transaction.atomic
def ask(
    *, by: Actor, at: datetime, case_id: int, reason: str, clock_id: int | None = None, proofs: Collection[UUID] = ()
) -> Asked:
    """Appeal against a broken handling limit of a closed case, once, for the unit that had the case when it broke.

    Without ``clock_id`` against the latest that the unit broke.
    """
    case = _requests.locked_case(by, case_id)
    check_asker(by, by.unit_id or 0)
    units = answerable(case.pk)
    own = max((pk for pk, unit_id in units.items() if unit_id == by.unit_id), default=None)
    clock = _broken(case, clock_id or own)
    if units.get(clock.pk) != by.unit_id:
        raise NotYourCase("The case belonged to another unit when the limit ran out.")
    if appealed([clock.pk]):
        raise AppealedBefore("An appeal against this was made before.")
    at = _requests.booked(case, at)
    station, subject = PATHS[Turn.APPEAL][0], (SubjectKind.OVERDUE.value, clock.pk)
    return _requests.file(case, Turn.APPEAL, station, by=by, at=at, reason=reason, proofs=proofs, subject=subject)


def grant(row: Request, *, at: datetime) -> None:
    """Mark the breach as excused; that it was one stays."""
    Clock.objects.filter(pk=row.subject_id or 0).update(exempted_at=at, exempt_reason=row.reason)


def _broken(case: Case, clock_id: int | None) -> Clock:
    clocks = Clock.objects.filter(case=case, stage=Stage.HANDLE.value).order_by(
        F("breached_at").desc(nulls_last=True), "-pk"
    )
    clock = clocks.filter(pk=clock_id).first() if clock_id else clocks.first()
    check_appealable(CaseState(case.state), clock.breached_at if clock else None)
    if clock is None:
        raise NothingToAppeal("The limit was kept.")
    return clock
