"""Ask about units, people and postings; everything is scoped as on the pages."""

from __future__ import annotations

from django.utils import timezone
from ninja import Query, Router

from gridwarden.grids.queries.grids import NoGrid
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.fields import Day
from gridwarden.platform.api.paging import PageBody
from gridwarden.platform.api.permissions import requires
from gridwarden.workforce.api.schemas import (
    GridId,
    OnDutyBody,
    PostingBody,
    PostingQuery,
    StaffBody,
    StaffQuery,
    UnitBody,
)
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries import directory, duty, scope
from gridwarden.workforce.queries import staff as staff_queries
from gridwarden.workforce.queries.directory import PostingFilter, UnitRow
from gridwarden.workforce.queries.duty import OnDuty
from gridwarden.workforce.queries.profile import profile
from gridwarden.workforce.queries.staff import StaffFilter, StaffRow

units_router = Router()
staff_router = Router()
postings_router = Router()


@units_router.get("", response=list[UnitBody], operation_id="list_units", summary="Units")
@requires(Permission.PEOPLE_SEE)
def list_units(request: ActingRequest, kind: UnitKind | None = None, on: Day | None = None) -> list[UnitRow]:
    """The units of a day, today when left out, that the caller may see."""
    return directory.units(request.actor, on or timezone.localdate(), kind)


@units_router.get("/{unit_id}", response=UnitBody, operation_id="get_unit", summary="One unit")
@requires(Permission.PEOPLE_SEE)
def get_unit(request: ActingRequest, unit_id: int) -> UnitRow:
    """One unit that the caller may see."""
    return directory.unit(request.actor, unit_id)


@staff_router.get("", response=PageBody[StaffBody], operation_id="list_staff", summary="People in service")
@requires(Permission.PEOPLE_SEE)
def list_staff(request: ActingRequest, wanted: Query[StaffQuery]) -> dict[str, object]:
    """The people in service whom the caller may see, by staff number."""
    narrowed = StaffFilter(text=wanted.text, unit_id=wanted.unit_id, below=True, role=wanted.role)
    page = staff_queries.listed(request.actor, narrowed, timezone.localdate(), cursor=wanted.after, size=wanted.size)
    return {"items": page.rows, "next": page.next}


@staff_router.get(
    "/on-duty", response=list[OnDutyBody], operation_id="list_on_duty", summary="Who is on duty in a grid"
)
@requires(Permission.PEOPLE_SEE)
def list_on_duty(request: ActingRequest, grid_id: GridId) -> list[OnDuty]:
    """Those whose shift on a roster in force runs now in a grid that the caller may see, people on leave left out."""
    if not scope.grids(request.actor, timezone.localdate()).filter(pk=grid_id).exists():
        raise NoGrid("There is no such grid.")
    return duty.on_duty(grid_id, timezone.now())


@staff_router.get("/{staff_id}", response=StaffBody, operation_id="get_staff", summary="One person")
@requires(Permission.PEOPLE_SEE)
def get_staff(request: ActingRequest, staff_id: int) -> StaffRow:
    """One person whom the caller may see."""
    return profile(request.actor, staff_id, timezone.localdate()).staff


@postings_router.get("", response=PageBody[PostingBody], operation_id="list_postings", summary="Postings")
@requires(Permission.PEOPLE_SEE)
def list_postings(request: ActingRequest, wanted: Query[PostingQuery]) -> dict[str, object]:
    """The postings that the caller may see, latest first."""
    narrowed = PostingFilter(staff_id=wanted.staff_id, grid_id=wanted.grid_id, on=wanted.on)
    page = directory.postings(request.actor, narrowed, cursor=wanted.after, size=wanted.size)
    return {"items": page.rows, "next": page.next}
