"""Write, read and work contact slips through the API; the same actions as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema, Status

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.actions.moving import Moved
from gridwarden.cases.presenting.schemas import CaseBody, MovedBody
from gridwarden.inspections.actions import slips
from gridwarden.inspections.actions.slips import NewSlip
from gridwarden.inspections.queries import slip_results
from gridwarden.inspections.queries import slips as found
from gridwarden.inspections.queries.slips import SlipFilter, SlipRow
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import LARGEST_ID
from gridwarden.platform.api.paging import PageBody, body_of
from gridwarden.platform.api.permissions import requires
from gridwarden.platform.api.schemas import InputBody

router = Router()


class SlipQuery(Schema):
    """Which slips are wanted; what is left out does not narrow."""

    tile: str = Field("", pattern="^(|desk|work|check|closed)$", description="With whom the slip waits.")
    unit_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    item: int | None = Field(None, ge=1, le=99, description="Number of the menu item.")
    contract: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    text: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    cursor: str | None = Field(None, max_length=2000)
    size: int = Field(50, ge=1, le=200)


class ResultQuery(Schema):
    """Which results are wanted."""

    month: str | None = Field(None, pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="Year and month of the closure.")
    contract: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    cursor: str | None = Field(None, max_length=2000)


class SlipBody(Schema):
    """A slip with its case."""

    id: int
    number: str
    requirement: str
    issued_at: datetime
    issued_by_name: str
    contract_number: str
    case: CaseBody


class ResultBody(InputBody):
    """The frozen result of a slip, as the assessment counts it."""

    slip_id: int
    number: str
    case_id: int
    contract_number: str
    unit_id: int
    unit_name: str
    item: int
    condition: str
    grid_code: str
    found_by_name: str
    closed_at: datetime
    due_at: datetime | None
    handled_at: datetime
    days_late: int
    rework_count: int
    refusals: int
    photos_before: list[UUID]
    photos_after: list[UUID]


class NewSlipBody(InputBody):
    """What an officer has found that a contractor has to put right."""

    condition_id: int = Field(ge=1, le=LARGEST_ID)
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    crs: Crs = Crs.WGS84
    address: str = Field("", max_length=200, pattern=r"^[^\x00]*$")
    description: str = Field("", max_length=2000, pattern=r"^[^\x00]*$")
    requirement: str = Field("", max_length=500, pattern=r"^[^\x00]*$")
    photo_ids: list[UUID] = Field(min_length=1, max_length=6)


class SendBody(InputBody):
    """The unit that the desk chose; left out, the one whose contract covers the slip."""

    unit_id: int | None = Field(None, ge=1, le=LARGEST_ID)


class RefusalBody(InputBody):
    """Why a contractor gives a slip back."""

    reason: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")


class CrewBody(InputBody):
    """The crew that goes."""

    crew_id: int = Field(ge=1, le=LARGEST_ID)


class WorkBody(InputBody):
    """Photos of the work before and after."""

    before_ids: list[UUID] = Field(default_factory=list, max_length=6)
    after_ids: list[UUID] = Field(min_length=1, max_length=6)
    note: str = Field("", max_length=500, pattern=r"^[^\x00]*$")


@router.get("", response=PageBody[SlipBody], operation_id="list_slips", summary="Contact slips in sight")
@requires()
def list_slips(request: ActingRequest, query: Query[SlipQuery]) -> dict[str, Any]:
    """The slips that the caller may see, newest first, page by page."""
    wanted = SlipFilter(**query.dict(exclude={"cursor", "size"}))
    return body_of(found.page(request.actor, wanted, timezone.now(), cursor=query.cursor, size=query.size))


@router.post("", response={201: SlipBody}, operation_id="write_slip", summary="Write a contact slip")
@requires(Permission.SLIP_ISSUE)
def write_slip(request: ActingRequest, body: NewSlipBody) -> Status[SlipRow]:
    """Open the case of a finding and send its slip to the desk."""
    now = timezone.now()
    given = body.dict(exclude={"photo_ids"})
    slip = slips.issue(by=request.actor, at=now, new=NewSlip(**given, photos=tuple(body.photo_ids)))
    return Status(201, found.slip_page(request.actor, slip.pk, now).row)


@router.get("/results", response=PageBody[ResultBody], operation_id="list_slip_results", summary="Results of slips")
@requires()
def list_results(request: ActingRequest, query: Query[ResultQuery]) -> dict[str, Any]:
    """Frozen results for the assessment; a contractor reads its own."""
    month = date.fromisoformat(f"{query.month}-01") if query.month else None
    return body_of(slip_results.page(request.actor, month, contract=query.contract, cursor=query.cursor))


@router.get("/{slip_id}", response=SlipBody, operation_id="show_slip", summary="One contact slip")
@requires()
def show_slip(request: ActingRequest, slip_id: Path[int]) -> SlipRow:
    """One slip with its case."""
    return found.slip_page(request.actor, min(slip_id, LARGEST_ID), timezone.now()).row


@router.post("/{slip_id}/receive", response=MovedBody, operation_id="receive_slip", summary="Take a slip in")
@requires(Permission.CASE_REGISTER)
def receive_slip(request: ActingRequest, slip_id: Path[int]) -> Moved:
    """Register the slip at the desk."""
    return slips.receive(by=request.actor, at=timezone.now(), slip_id=min(slip_id, LARGEST_ID))


@router.post("/{slip_id}/send", response=MovedBody, operation_id="send_slip", summary="Send a slip out")
@requires(Permission.CASE_DISPATCH)
def send_slip(request: ActingRequest, slip_id: Path[int], body: SendBody) -> Moved:
    """Send the slip to the contractor whose contract covers it, or to the unit that the desk chose."""
    here = min(slip_id, LARGEST_ID)
    return slips.send(by=request.actor, at=timezone.now(), slip_id=here, unit_id=body.unit_id)


@router.post("/{slip_id}/accept", response=MovedBody, operation_id="accept_slip", summary="Accept a slip")
@requires(Permission.CASE_HANDLE)
def accept_slip(request: ActingRequest, slip_id: Path[int]) -> Moved:
    """Take the work on."""
    return slips.accept(by=request.actor, at=timezone.now(), slip_id=min(slip_id, LARGEST_ID))


@router.post("/{slip_id}/refuse", response=MovedBody, operation_id="refuse_slip", summary="Refuse a slip")
@requires(Permission.CASE_HANDLE)
def refuse_slip(request: ActingRequest, slip_id: Path[int], body: RefusalBody) -> Moved:
    """Give the slip back to the desk."""
    here = min(slip_id, LARGEST_ID)
    return slips.refuse(by=request.actor, at=timezone.now(), slip_id=here, reason=body.reason)


@router.post("/{slip_id}/crew", response=SlipBody, operation_id="send_crew", summary="Send a crew")
@requires(Permission.CREW_EDIT)
def send_crew(request: ActingRequest, slip_id: Path[int], body: CrewBody) -> SlipRow:
    """Send a crew out for the slip."""
    here, now = min(slip_id, LARGEST_ID), timezone.now()
    slips.assign(by=request.actor, at=now, slip_id=here, crew_id=body.crew_id)
    return found.slip_page(request.actor, here, now).row


@router.post("/{slip_id}/finish", response=MovedBody, operation_id="finish_slip", summary="Show the work done")
@requires(Permission.CASE_HANDLE)
def finish_slip(request: ActingRequest, slip_id: Path[int], body: WorkBody) -> Moved:
    """Show the work with photos; its check is somebody else's."""
    return slips.finish(
        by=request.actor,
        at=timezone.now(),
        slip_id=min(slip_id, LARGEST_ID),
        before=body.before_ids,
        after=body.after_ids,
        note=body.note,
    )
