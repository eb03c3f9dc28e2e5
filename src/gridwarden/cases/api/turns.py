"""Ask, rule, order and answer through the API; moves of hard turns are moves like any other."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from ninja import Path, Query, Router

from gridwarden.cases.actions import asking, rulings, supervision
from gridwarden.cases.actions.asking import Wish
from gridwarden.cases.actions.rulings import Asked
from gridwarden.cases.actions.supervision import Ordered
from gridwarden.cases.api.turn_schemas import (
    AgainBody,
    AskBody,
    CaseTurnsBody,
    IssueBody,
    OrderBody,
    OrderedBody,
    RequestBody,
    ReturnBody,
    RulingBody,
    TurnAskedBody,
    WordsBody,
)
from gridwarden.cases.domain.requests import Turn
from gridwarden.cases.queries import turns
from gridwarden.cases.queries.turns import CaseTurns
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import LARGEST_ID
from gridwarden.platform.api.paging import PageBody, body_of
from gridwarden.platform.api.permissions import requires

router = Router()


@router.get("/requests", response=PageBody[RequestBody], operation_id="list_requests", summary="Requests in sight")
@requires()
def list_requests(
    request: ActingRequest,
    turn: Query[Turn | None] = None,
    waiting: Query[bool] = False,  # noqa: FBT002 - a query parameter
    cursor: Query[str | None] = None,
) -> dict[str, Any]:
    """Requests, newest first; with `waiting` those that wait for the caller's ruling."""
    return body_of(turns.requests(request.actor, turn=turn, waiting=waiting, cursor=cursor))


@router.get("/orders", response=PageBody[OrderBody], operation_id="list_supervision", summary="Supervision orders")
@requires()
def list_orders(request: ActingRequest, cursor: Query[str | None] = None) -> dict[str, Any]:
    """Supervision orders in sight, newest first."""
    return body_of(turns.orders(request.actor, timezone.now(), cursor=cursor))


@router.get(
    "/returns", response=PageBody[ReturnBody], operation_id="list_returned_cases", summary="Returned dispatches"
)
@requires()
def list_returns(request: ActingRequest, cursor: Query[str | None] = None) -> dict[str, Any]:
    """Returns of wrong dispatches in sight, newest first."""
    return body_of(turns.returns(request.actor, cursor=cursor))


@router.get("/cases/{case_id}", response=CaseTurnsBody, operation_id="show_turns", summary="Hard turns of a case")
@requires()
def show_turns(request: ActingRequest, case_id: Path[int]) -> CaseTurns:
    """Requests, orders, parts and merged cases of one case."""
    return turns.of_case(request.actor, min(case_id, LARGEST_ID), timezone.now())


@router.post("/cases/{case_id}/requests", response=TurnAskedBody, operation_id="ask_for_turn", summary="Ask for a turn")
@requires(Permission.CASE_HANDLE)
def ask_for_turn(request: ActingRequest, case_id: Path[int], body: AskBody) -> Asked:
    """Ask for an extension, a suspension or an appeal; others decide."""
    wish = Wish(**body.dict())
    return asking.ask(by=request.actor, at=timezone.now(), case_id=min(case_id, LARGEST_ID), wish=wish)


@router.post("/requests/{request_id}/ruling", response=TurnAskedBody, operation_id="rule_on_request", summary="Rule")
@requires(Permission.CASE_ENDORSE, Permission.CASE_GRANT, Permission.CASE_REGISTER)
def rule_on_request(request: ActingRequest, request_id: Path[int], body: RulingBody) -> Asked:
    """Grant or refuse a request at the caller's station."""
    return rulings.rule(
        by=request.actor,
        at=timezone.now(),
        request_id=min(request_id, LARGEST_ID),
        grants=body.grants,
        note=body.note,
    )


@router.post(
    "/requests/{request_id}/withdrawal", response=TurnAskedBody, operation_id="withdraw_request", summary="Take back"
)
@requires(Permission.CASE_HANDLE)
def withdraw_request(request: ActingRequest, request_id: Path[int]) -> Asked:
    """Take an own request back while it waits."""
    return rulings.withdraw(by=request.actor, at=timezone.now(), request_id=min(request_id, LARGEST_ID))


@router.post("/cases/{case_id}/orders", response=OrderedBody, operation_id="supervise_case", summary="Supervise a case")
@requires(Permission.CASE_SUPERVISE)
def issue_order(request: ActingRequest, case_id: Path[int], body: IssueBody) -> Ordered:
    """Demand an answer of the unit that has the case."""
    return supervision.issue(
        by=request.actor,
        at=timezone.now(),
        case_id=min(case_id, LARGEST_ID),
        urgency=body.urgency,
        requirement=body.requirement,
        reply_by=body.reply_by,
    )


@router.post("/orders/{order_id}/reply", response=OrderedBody, operation_id="answer_supervision", summary="Answer")
@requires(Permission.CASE_HANDLE, Permission.CASE_DISPATCH)
def reply_to_order(request: ActingRequest, order_id: Path[int], body: WordsBody) -> Ordered:
    """Answer an order for the unit that has the case."""
    return supervision.reply(by=request.actor, at=timezone.now(), order_id=min(order_id, LARGEST_ID), text=body.text)


@router.post("/orders/{order_id}/demands", response=OrderedBody, operation_id="demand_again", summary="Demand again")
@requires(Permission.CASE_SUPERVISE)
def demand_again(request: ActingRequest, order_id: Path[int], body: AgainBody) -> Ordered:
    """Find the answer wanting and demand another."""
    return supervision.demand_again(
        by=request.actor,
        at=timezone.now(),
        order_id=min(order_id, LARGEST_ID),
        requirement=body.requirement,
        reply_by=body.reply_by,
    )


@router.post(
    "/orders/{order_id}/sign_off", response=OrderedBody, operation_id="sign_off_supervision", summary="Sign off"
)
@requires(Permission.CASE_SUPERVISE)
def sign_off_order(request: ActingRequest, order_id: Path[int], body: WordsBody) -> Ordered:
    """End an order whose answer satisfies."""
    return supervision.sign_off(by=request.actor, at=timezone.now(), order_id=min(order_id, LARGEST_ID), note=body.text)
