"""What the desk writes down: calls, letters, instructions and transfers, each with its case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gridwarden.intake.actions import reception
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.models import Call, Filing, Report
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.intake.actions.reception import NewReport, Received
    from gridwarden.platform.access import Actor


class NumberTaken(Conflict):
    """A matter with this number of this sender is here already."""

    code = "number_taken"


class SenderMissing(Invalid):
    """A number says nothing without whoever gave it."""

    code = "sender_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A report with its form; ``report.channel`` follows from the medium."""

    report: NewReport
    medium: Medium
    sender: str = ""
    external_number: str = ""
    external_due_at: datetime | None = None
    digest: str = ""


@transaction.atomic
def take(*, by: Actor, at: datetime, filed: Filed) -> Received:
    """Open the case of what came to the desk; a call by telephone is noted as one.

    Raises:
        SenderMissing: there is a number but nobody who gave it.
        NumberTaken: the sender's number is here already; nothing is opened twice.
    """
    sender, number = filed.sender.strip(), filed.external_number.strip()
    if number and not sender:
        raise SenderMissing("Say who gave the number.", sender="is missing")
    received = reception.receive(by=by, at=at, report=filed.report)
    report_id = Report.objects.values_list("pk", flat=True).get(code=received.code)
    try:
        with transaction.atomic():
            Filing.objects.create(
                report_id=report_id,
                district_id=filed.report.district_id,
                medium=filed.medium.value,
                sender=sender,
                external_number=number,
                external_due_at=filed.external_due_at,
                digest=filed.digest,
            )
    except IntegrityError:
        raise NumberTaken("A matter with this number of this sender is here already.") from None
    if filed.medium is Medium.HOTLINE and filed.report.reporter_phone:
        Call.objects.create(
            report_id=report_id,
            direction=Direction.IN.value,
            outcome=Outcome.REACHED.value,
            at=at,
            by_id=by.user_id,
            by_name=by.name,
        )
    return received
