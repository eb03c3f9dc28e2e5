"""Rechecks and parties through the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from ninja import Path, Query, Router, Status

from gridwarden.inspections.actions import rechecking
from gridwarden.inspections.actions.rechecking import Rechecked
from gridwarden.inspections.api.schemas import (
    EarlierBody,
    LikenessBody,
    PartyQuery,
    PartyRowBody,
    RecheckedBody,
    RecheckQuery,
    RecheckRowBody,
    ResultBody,
)
from gridwarden.inspections.labels import ALIKE, NOTICE_STATES
from gridwarden.inspections.queries import lists, parties
from gridwarden.inspections.queries.parties import Likeness, PartyRow
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import LARGEST_ID
from gridwarden.platform.api.paging import PageBody, body_of
from gridwarden.platform.api.permissions import looks_up, requires

router = Router()
parties_router = Router()


@router.get("", response=PageBody[RecheckRowBody], operation_id="list_rechecks", summary="Rechecks in sight")
@requires()
def list_rechecks(request: ActingRequest, query: Query[RecheckQuery]) -> dict[str, Any]:
    """Planned and done rechecks, page by page."""
    now = timezone.now()
    return body_of(lists.rechecks(request.actor, query.filter(), now, cursor=query.cursor, size=query.size))


@router.post(
    "/{recheck_id}/result", response={201: RecheckedBody}, operation_id="record_recheck", summary="Result of a recheck"
)
@requires(Permission.NOTICE_ISSUE)
def record_recheck(request: ActingRequest, recheck_id: Path[int], body: ResultBody) -> Status[Rechecked]:
    """Write down what was found; the case is moved accordingly."""
    recheck_id = min(recheck_id, LARGEST_ID)
    done = rechecking.record(by=request.actor, at=timezone.now(), recheck_id=recheck_id, result=body.result())
    return Status(201, done)


@parties_router.post(
    "/search", response=list[PartyRowBody], operation_id="find_parties", summary="Parties by name or place"
)
@requires(Permission.NOTICE_ISSUE)
@looks_up
def find_parties(request: ActingRequest, body: PartyQuery) -> list[PartyRow]:
    """Up to eight parties by name, address or whole telephone number, or those near a place; nothing is changed."""
    return parties.search(request.actor, body.text, body.lon, body.lat)


@parties_router.post(
    "/earlier", response=list[EarlierBody], operation_id="find_earlier_papers", summary="Earlier papers to a party"
)
@requires(Permission.NOTICE_ISSUE)
@looks_up
def find_earlier_papers(request: ActingRequest, body: LikenessBody) -> list[dict[str, Any]]:
    """Earlier papers to what seems to be the same party, newest first; nothing is changed."""
    found = parties.earlier(request.actor, Likeness(**body.dict()))
    words = [{"state_label": str(NOTICE_STATES[one.state]), "alike_label": str(ALIKE[one.alike])} for one in found]
    return [asdict(one) | said for one, said in zip(found, words, strict=True)]
