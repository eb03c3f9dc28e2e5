"""Ask who answers for what."""

from __future__ import annotations

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gridwarden.console.queries.accountability import Answer, accountability
from gridwarden.platform.access import Permission, Role
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import LARGEST_ID
from gridwarden.platform.api.permissions import requires

router = Router()


class AnswerBody(Schema):
    """Who answers for an item of the menu in a grid in a role."""

    grid_id: int
    grid_code: str
    item_number: int
    item_name: str
    role: Role
    staff_id: int | None = Field(description="Null where nobody answers.")
    name: str
    substitute_for: str = Field(description="The absent colleague for whom the person stands in.")


class AnswerQuery(Schema):
    """Which part of the matrix is wanted."""

    grid_id: int | None = Field(None, ge=1, le=LARGEST_ID)
    only_holes: bool = False


@router.get("", response=list[AnswerBody], operation_id="list_accountability", summary="Duty matrix")
@requires(Permission.PEOPLE_SEE)
def list_accountability(request: ActingRequest, wanted: Query[AnswerQuery]) -> list[Answer]:
    """Every grid, menu item and role of the grids in the caller's sight, with the one person who answers."""
    found = accountability(request.actor, timezone.now(), grid_id=wanted.grid_id)
    return [answer for answer in found.answers if not wanted.only_holes or answer.staff_id is None]
