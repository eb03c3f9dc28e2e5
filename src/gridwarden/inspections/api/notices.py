"""Issue, read, withdraw and serve papers through the API; the same actions as the pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from ninja import Path, Query, Router, Status

from gridwarden.inspections.actions import issuing, serving, withdrawing
from gridwarden.inspections.actions.issuing import Issued
from gridwarden.inspections.api.schemas import (
    IssuedBody,
    NoticeBody,
    NoticeQuery,
    NoticeRowBody,
    OrderBody,
    ServedBody,
    VoidBody,
)
from gridwarden.inspections.domain.errors import NotInHand
from gridwarden.inspections.queries import lists, visibility
from gridwarden.inspections.queries.rows import NoticeRow, notice_row
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import LARGEST_ID
from gridwarden.platform.api.paging import PageBody, body_of
from gridwarden.platform.api.permissions import requires

router = Router()
orders_router = Router()


@router.get("", response=PageBody[NoticeRowBody], operation_id="list_notices", summary="Notices and orders in sight")
@requires()
def list_notices(request: ActingRequest, query: Query[NoticeQuery]) -> dict[str, Any]:
    """The papers that the caller may see, newest first, page by page."""
    now = timezone.now()
    return body_of(lists.notices(request.actor, query.filter(), now, cursor=query.cursor, size=query.size))


@router.post("", response={201: IssuedBody}, operation_id="issue_notice", summary="Issue a notice")
@requires(Permission.NOTICE_ISSUE)
def issue_notice(request: ActingRequest, body: NoticeBody) -> Status[Issued]:
    """Hand out a notice: with `case_id` for a case in hand, else with the finding that opens its case."""
    now, by, finding = timezone.now(), request.actor, body.finding()
    if body.case_id is not None:
        issued = issuing.issue_for_case(by=by, at=now, case_id=body.case_id, contents=body.contents(with_photos=True))
    elif finding is not None:
        issued = issuing.issue(by=by, at=now, finding=finding, contents=body.contents(with_photos=False))
    else:
        raise NotInHand("Name a case, or condition and place of a finding.")
    return Status(201, issued)


@router.get("/{notice_id}", response=NoticeRowBody, operation_id="show_notice", summary="One paper")
@requires()
def show_notice(request: ActingRequest, notice_id: Path[int]) -> NoticeRow:
    """One notice or order."""
    return notice_row(visibility.get(request.actor, min(notice_id, LARGEST_ID)), timezone.now())


@router.post("/{notice_id}/void", response=NoticeRowBody, operation_id="void_notice", summary="Withdraw a paper")
@requires(Permission.NOTICE_VOID)
def void_notice(request: ActingRequest, notice_id: Path[int], body: VoidBody) -> NoticeRow:
    """Withdraw a notice or order; its number stays taken."""
    now, notice_id = timezone.now(), min(notice_id, LARGEST_ID)
    withdrawing.void(by=request.actor, at=now, notice_id=notice_id, reason=body.reason)
    return notice_row(visibility.get(request.actor, notice_id), now)


@orders_router.post("", response={201: IssuedBody}, operation_id="issue_order", summary="Order to correct")
@requires(Permission.ORDER_ISSUE)
def issue_order(request: ActingRequest, body: OrderBody) -> Status[Issued]:
    """Order a party to correct, after a notice that was in vain."""
    contents = body.contents(with_photos=True)
    return Status(201, issuing.order(by=request.actor, at=timezone.now(), case_id=body.case_id, contents=contents))


@orders_router.post(
    "/{notice_id}/service", response=NoticeRowBody, operation_id="serve_order", summary="Write the receipt of an order"
)
@requires(Permission.NOTICE_ISSUE)
def serve_order(request: ActingRequest, notice_id: Path[int], body: ServedBody) -> NoticeRow:
    """Write down how, when and to whom an order was served."""
    now, notice_id = timezone.now(), min(notice_id, LARGEST_ID)
    serving.serve(by=request.actor, at=now, notice_id=notice_id, served=body.served())
    return notice_row(visibility.get(request.actor, notice_id), now)
