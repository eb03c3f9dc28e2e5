"""Open the case of something that a vehicle's camera has seen, or add what it has seen to one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import evidence
from gridwarden.cases.domain.sources import Source
from gridwarden.intake.actions import reception
from gridwarden.platform.attachments.actions import copy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.intake.actions.reception import NewReport, Received
    from gridwarden.platform.access import Actor


@transaction.atomic
def take(*, by: Actor, at: datetime, report: NewReport, photo_id: UUID) -> Received:
    """Open the case as a finding of the district's own patrol, with the photo as its first evidence.

    The photo stays with the vehicle; the case gets a copy with the same place and time.
    """
    seen = copy(by=by, at=at, photo_id=photo_id)
    report = replace(report, channel=Source.PATROL, photo_ids=(seen.pk, *report.photo_ids))
    return reception.receive(by=by, at=at, report=report)


@transaction.atomic
def add(*, by: Actor, at: datetime, case_id: int, photo_id: UUID) -> str:
    """Add a copy of the photo to the file of an open case and return the case's number; the vehicle keeps its own.

    Raises ``CaseNotFound``, ``MoveNotAllowed``, ``PhotoUsed`` as ``cases.actions.evidence.add`` does.
    """
    seen = copy(by=by, at=at, photo_id=photo_id)
    return evidence.add(by=by, at=at, case_id=case_id, photo_id=seen.pk)
