"""Read cases and move them through the API; the same actions as the pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from ninja import Path, Query, Router

from gridwarden.cases.actions import moving
from gridwarden.cases.actions.moving import Moved
from gridwarden.cases.api.schemas import (
    CasePageBody,
    CaseQuery,
    MoveBody,
    MoveOptionBody,
    TileBody,
)
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.presenting.schemas import CaseBody, MovedBody
from gridwarden.cases.queries import board, lists, moves, pages
from gridwarden.cases.queries.board import Tile
from gridwarden.cases.queries.moves import MoveOption
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import LARGEST_ID
from gridwarden.platform.api.paging import PageBody, body_of
from gridwarden.platform.api.permissions import requires

router = Router()


@router.get("", response=PageBody[CaseBody], operation_id="list_cases", summary="Cases in sight")
@requires()
def list_cases(request: ActingRequest, query: Query[CaseQuery]) -> dict[str, Any]:
    """The cases that the caller may see, filtered, page by page."""
    page = lists.page(
        request.actor, query.filter(), timezone.now(), order=query.order, cursor=query.cursor, size=query.size
    )
    return body_of(page)


@router.get("/board", response=list[TileBody], operation_id="show_board", summary="What to do now")
@requires()
def show_board(request: ActingRequest) -> list[Tile]:
    """The caller's duties with the number of cases that wait, and how everything open stands."""
    return board.tiles(request.actor, timezone.now())


@router.get("/{case_id}", response=CasePageBody, operation_id="show_case", summary="One case")
@requires()
def show_case(request: ActingRequest, case_id: Path[int]) -> dict[str, Any]:
    """One case with its tracking file and the moves open to the caller."""
    case_id = min(case_id, LARGEST_ID)
    now = timezone.now()
    page = pages.case_page(request.actor, case_id, now)
    names = [option.name for option in moves.open_to(request.actor, case_id, now)]
    return {"case": page.case, "entries": page.entries, "moves": names}


@router.get("/{case_id}/moves", response=list[MoveOptionBody], operation_id="list_moves", summary="Moves open now")
@requires()
def list_moves(request: ActingRequest, case_id: Path[int]) -> list[MoveOption]:
    """The moves open to the caller, each with what it asks for and whom it could go to."""
    return moves.open_to(request.actor, min(case_id, LARGEST_ID), timezone.now())


@router.post("/{case_id}/moves/{name}", response=MovedBody, operation_id="move_case", summary="Move a case")
@requires()
def move_case(request: ActingRequest, case_id: Path[int], name: MoveName, body: MoveBody) -> Moved:
    """Make one move of the workflow; what is not allowed is refused with the reason."""
    return moving.make(
        name,
        by=request.actor,
        at=timezone.now(),
        case_id=min(case_id, LARGEST_ID),
        given=body.given(),
        version=body.version,
    )
