"""Transfers of hotlines: send a wrong one back with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import closure, registration
from gridwarden.cases.domain.states import ENDED, CaseState
from gridwarden.intake.events import TransferReturned
from gridwarden.intake.models import Filing
from gridwarden.intake.queries.reports import NoReport
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: From here a case is refused; later on it is cancelled.
_NOT_REGISTERED = frozenset({CaseState.REPORTED, CaseState.VERIFIED})


class NoTransfer(Conflict):
    """Nobody passed this report on, so it goes back to nobody."""

    code = "no_transfer"


class TransferSettled(Conflict):
    """The transfer has its reply, or has gone back already."""

    code = "transfer_settled"


class ReasonMissing(Invalid):
    """The sender wants to know why."""

    code = "reason_missing"


@transaction.atomic
def send_back(*, by: Actor, at: datetime, report_id: int, reason: str) -> None:
    """Return a transfer that was not ours: its case ends with the reason, and the sender reads it."""
    by.require(Permission.CASE_REGISTER)
    words = reason.strip()[:500]
    if not words:
        raise ReasonMissing("Say why it is not ours.", reason="is missing")
    row = Filing.objects.select_for_update(of=("self",)).select_related("report__case")
    row = row.defer("report__case__search").filter(pk=report_id, district=by.district_id)
    filing = row.first()
    if filing is None:
        raise NoReport("There is no such report.")
    if not filing.external_number:
        raise NoTransfer("Nobody passed this report on.")
    if filing.replied_at or filing.returned_at:
        raise TransferSettled("The transfer has been answered or returned already.")
    filing.returned_at, filing.returned_by_id, filing.return_reason = at, by.user_id, words
    filing.save(update_fields=["returned_at", "returned_by", "return_reason"])
    _end(filing, words, by=by, at=at)
    publish(
        TransferReturned(
            district_id=filing.district_id,
            at=at,
            case_id=filing.report.case_id,
            report_id=filing.report_id,
            reason=words,
        )
    )
    record("transfer.returned", by=by, at=at, subject_type="case", subject_id=filing.report.case_id)


def _end(filing: Filing, reason: str, *, by: Actor, at: datetime) -> None:
    case = filing.report.case
    state = CaseState(case.state)
    if state in ENDED:
        return
    if state in _NOT_REGISTERED:
        registration.refuse(by=by, at=at, case_id=case.pk, reason=reason)
    else:
        closure.cancel(by=by, at=at, case_id=case.pk, reason=reason)
