"""Hotlines pass matters on and read the replies through the API."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from ninja import Path, Query, Router, Status

from gridwarden.intake.actions import desk, transfers
from gridwarden.intake.actions.reception import Received
from gridwarden.intake.api.schemas import ReceivedBody
from gridwarden.intake.api.transfer_schemas import ReturnBody, TransferBody, TransferQuery, TransferRowBody
from gridwarden.intake.queries import transfers as listing
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import LARGEST_ID
from gridwarden.platform.api.paging import PageBody, body_of
from gridwarden.platform.api.permissions import requires

router = Router()


@router.post("", response={201: ReceivedBody}, operation_id="take_transfer", summary="Pass a matter on")
@requires(Permission.INTAKE_IMPORT)
def take_transfer(request: ActingRequest, body: TransferBody) -> Status[Received]:
    """Open the case of a transfer; a number of the same sender that is here already is a conflict."""
    return Status(201, desk.take(by=request.actor, at=timezone.now(), filed=body.filed(request.actor.district_id or 0)))


@router.get(
    "", response=PageBody[TransferRowBody], operation_id="list_transfers", summary="Transfers and their replies"
)
@requires(Permission.INTAKE_REGISTER, Permission.CASE_REGISTER)
def list_transfers(request: ActingRequest, query: Query[TransferQuery]) -> dict[str, Any]:
    """Transfers, newest first, with the reply text or the reason of the return."""
    now = timezone.now()
    page = listing.page(request.actor, now, standing=query.standing, cursor=query.cursor, size=query.size)
    return body_of(page)


@router.post("/{report_id}/return", response={204: None}, operation_id="return_transfer", summary="Return a transfer")
@requires(Permission.CASE_REGISTER)
def return_transfer(request: ActingRequest, report_id: Path[int], body: ReturnBody) -> Status[None]:
    """Send a transfer that was not ours back to its sender; its case ends."""
    report_id = min(report_id, LARGEST_ID)
    transfers.send_back(by=request.actor, at=timezone.now(), report_id=report_id, reason=body.reason)
    return Status(204, None)
