"""Add a photo to the file of a case that is under way, beside its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import _records
from gridwarden.cases.actions.findings import examine
from gridwarden.cases.domain.errors import CaseNotFound, MoveNotAllowed, PhotoUsed
from gridwarden.cases.domain.states import OPEN, CaseState
from gridwarden.cases.models import Case, Evidence, Step
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.models import Attachment

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor


@transaction.atomic
def add(*, by: Actor, at: datetime, case_id: int, photo_id: UUID) -> str:
    """Put a photo that ``by`` sent beside the case's latest step, look at it as at all evidence, return the number.

    It shows what was seen and stands for no state before or after, so that no move counts it as its own.
    Raises ``CaseNotFound``, ``MoveNotAllowed`` for a case that has ended, ``PhotoUsed`` where the file has the picture.
    """
    by.require(Permission.INTAKE_REGISTER)
    case = Case.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=case_id).defer("search").first()
    if case is None:
        raise CaseNotFound("There is no such case.")
    if CaseState(case.state) not in OPEN:
        raise MoveNotAllowed("The case has ended.")
    sent = Attachment.objects.filter(pk=photo_id).values("original_sha256")
    if Evidence.objects.filter(case=case, attachment__original_sha256__in=sent).exists():
        raise PhotoUsed("The photo is in the file already.")
    step = Step.objects.get(case=case, seq=case.version)
    _records.attach_photos(case, step, {EvidenceKind.OTHER: [photo_id]}, by=by)
    found = examine(case_id=case.pk, at=at)
    _records.audit(case, "case.photo_added", by=by, at=at, photo=str(photo_id), remarks=found)
    return case.number
