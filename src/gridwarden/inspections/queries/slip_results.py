"""The frozen results of slips: what the assessment counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.inspections.models import SlipResult
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


class Blame(StrEnum):
    """What a result is held against its contractor for."""

    LATE = "late"
    REWORKED = "reworked"


_BLAMED = {Blame.LATE: Q(days_late__gt=0), Blame.REWORKED: Q(rework_count__gt=0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """The frozen result of a slip."""

    id: int
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
    source: str
    closed_at: datetime
    due_at: datetime | None
    handled_at: datetime
    days_late: int
    rework_count: int
    refusals: int
    photos_before: tuple[UUID, ...]
    photos_after: tuple[UUID, ...]


def of_contract(contract: str, month: date, *, district_id: int) -> list[ResultRow]:
    """Return the results of a contract's slips that were closed in a month, for its assessment; one SQL statement."""
    found = SlipResult.objects.filter(district=district_id, contract_number=contract, month=month.replace(day=1))
    return [_result(row) for row in _with_names(found).order_by("closed_at", "pk")]


def page(
    actor: Actor, month: date | None, *, contract: str = "", blame: Blame | None = None, cursor: str | None = None
) -> Page[ResultRow]:
    """Return one page of the results that the actor may know of, the latest first; one SQL statement."""
    found = SlipResult.objects.visible_to(actor)
    if month:
        found = found.filter(month=month.replace(day=1))
    if contract:
        found = found.filter(contract_number=contract)
    if blame:
        found = found.filter(_BLAMED[blame])
    return paging.page(_with_names(found), order=("-closed_at", "-id"), cursor=cursor).map(_result)


def _with_names(found: QuerySet[SlipResult]) -> QuerySet[SlipResult]:
    return found.select_related("slip", "unit", "condition")


def _result(row: SlipResult) -> ResultRow:
    return ResultRow(
        id=row.pk,
        slip_id=row.slip_id,
        number=row.slip.number,
        case_id=row.slip.case_id,
        contract_number=row.contract_number,
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        item=row.item,
        condition=row.condition.text,
        grid_code=row.grid_code,
        found_by_name=row.found_by_name,
        source=row.source,
        closed_at=row.closed_at,
        due_at=row.due_at,
        handled_at=row.handled_at,
        days_late=row.days_late,
        rework_count=row.rework_count,
        refusals=row.refusals,
        photos_before=tuple(row.photos_before),
        photos_after=tuple(row.photos_after),
    )
