"""Report a problem through the API."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router, Status

from gridwarden.intake.actions import reception
from gridwarden.intake.actions.reception import NewReport, Received
from gridwarden.intake.api.schemas import ReceivedBody, ReportBody
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.permissions import requires

router = Router()


@router.post("", response={201: ReceivedBody}, operation_id="receive_report", summary="Report a problem")
@requires(Permission.CASE_REPORT, Permission.INTAKE_REGISTER)
def receive_report(request: ActingRequest, body: ReportBody) -> Status[Received]:
    """Open a case: the software finds the grid, the unit in charge and the deadline."""
    given = body.dict()
    photos = tuple(given.pop("photos"))
    report = NewReport(district_id=request.actor.district_id or 0, photo_ids=photos, **given)
    return Status(201, reception.receive(by=request.actor, at=timezone.now(), report=report))
