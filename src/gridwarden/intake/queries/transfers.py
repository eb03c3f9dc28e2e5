"""Matters that somebody passed on with a number: which wait for their reply, and till when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from gridwarden.cases.domain.states import CaseState
from gridwarden.intake.models import Filing
from gridwarden.platform.access import Permission
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


class Standing(StrEnum):
    """Where a transfer stands with its sender."""

    WAITING = "waiting"
    LATE = "late"
    REPLIED = "replied"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferItem:
    """One transfer: the sender's day beside ours."""

    id: int
    sender: str
    number: str
    text: str
    received_at: datetime
    external_due_at: datetime | None
    case_id: int
    case_number: str
    case_state: CaseState
    due_at: datetime | None
    reply: str
    replied_at: datetime | None
    returned_at: datetime | None
    return_reason: str
    standing: Standing


def _condition(standing: Standing, now: datetime) -> Q:
    waits = Q(replied_at=None, returned_at=None)
    match standing:
        case Standing.WAITING:
            return waits
        case Standing.LATE:
            return waits & Q(external_due_at__lt=now)
        case Standing.REPLIED:
            return Q(replied_at__isnull=False)
        case Standing.RETURNED:
            return Q(returned_at__isnull=False)


def page(
    actor: Actor, now: datetime, *, standing: Standing | None = None, cursor: str | None = None, size: int = 50
) -> Page[TransferItem]:
    """Return the district's transfers, newest first; one SQL statement."""
    actor.require(Permission.INTAKE_REGISTER if actor.may(Permission.INTAKE_REGISTER) else Permission.CASE_REGISTER)
    rows = Filing.objects.filter(district=actor.district_id).exclude(external_number="")
    if standing is not None:
        rows = rows.filter(_condition(standing, now))
    rows = rows.select_related("report__case").defer("report__case__search")
    found = paging.page(rows, order=("-pk",), cursor=cursor, size=size)
    return found.map(lambda row: item(row, now))


def counts(actor: Actor, now: datetime) -> dict[Standing, int]:
    """Return how many transfers stand where; one SQL statement."""
    rows = Filing.objects.filter(district=actor.district_id).exclude(external_number="")
    asked = {one.value: Count("pk", filter=_condition(one, now)) for one in Standing}
    return {Standing(name): number for name, number in rows.aggregate(**asked).items()}


def item(row: Filing, now: datetime) -> TransferItem:
    """Return a filing with its report and case as a row."""
    case = row.report.case
    return TransferItem(
        id=row.report_id,
        sender=row.sender,
        number=row.external_number,
        text=row.report.text,
        received_at=row.report.received_at,
        external_due_at=row.external_due_at,
        case_id=case.pk,
        case_number=case.number,
        case_state=CaseState(case.state),
        due_at=case.due_at,
        reply=row.reply,
        replied_at=row.replied_at,
        returned_at=row.returned_at,
        return_reason=row.return_reason,
        standing=_standing(row, now),
    )


def _standing(row: Filing, now: datetime) -> Standing:
    if row.returned_at:
        return Standing.RETURNED
    if row.replied_at:
        return Standing.REPLIED
    return Standing.LATE if row.external_due_at and row.external_due_at < now else Standing.WAITING
