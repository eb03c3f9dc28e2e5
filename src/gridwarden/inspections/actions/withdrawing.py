"""Take papers back, or let them go with their case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.inspections.actions import _records, planning
from gridwarden.inspections.domain.errors import PaperClosed, ReasonMissing
from gridwarden.inspections.domain.words import NoticeState
from gridwarden.inspections.events import NoticeVoided
from gridwarden.inspections.models import Notice
from gridwarden.inspections.queries import visibility
from gridwarden.platform.access import Permission, system_for

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: A paper that was obeyed is no mistake.
_WITHDRAWABLE = (NoticeState.ISSUED.value, NoticeState.NOT_CORRECTED.value)


@transaction.atomic
def void(*, by: Actor, at: datetime, notice_id: int, reason: str) -> None:
    """Withdraw a paper; its number stays taken and its public page says so."""
    by.require(Permission.NOTICE_VOID)
    notice = visibility.get(by, notice_id)
    if not reason.strip():
        raise ReasonMissing("Say why the paper is withdrawn.", reason="is missing")
    still = Notice.objects.filter(pk=notice.pk, state__in=_WITHDRAWABLE)
    if not still.update(state=NoticeState.VOID.value, settled_at=at, void_reason=reason.strip()):
        raise PaperClosed("The paper is settled or withdrawn already.")
    planning.unplan(notice)
    _records.tell(NoticeVoided, notice, at=at)
    _records.audit(notice, "notice.voided", by=by, at=at, reason=reason.strip())


@transaction.atomic
def drop_of_case(*, case_id: int, at: datetime) -> None:
    """Let go the papers of a case that has ended otherwise; nobody looks again."""
    waiting = Notice.objects.select_for_update().filter(case=case_id, state=NoticeState.ISSUED.value).order_by("pk")
    for notice in waiting.defer("search"):
        Notice.objects.filter(pk=notice.pk).update(state=NoticeState.DROPPED.value, settled_at=at)
        planning.unplan(notice)
        _records.audit(notice, "notice.dropped", by=system_for(notice.district_id), at=at)
