"""Post people to grids, and change or end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.grids.models import Grid
from gridwarden.platform.access import Permission, Role
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.workforce.actions.guards import locked, translated
from gridwarden.workforce.domain.days import check_span
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.events import PostingChanged
from gridwarden.workforce.models import Posting, Staff

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor


class AlreadyPosted(Conflict):
    """The person is already posted to this grid in this role in these days."""

    code = "already_posted"


class RoleNotHeld(Invalid):
    """A posting gives no role: the person must hold it."""

    code = "role_not_held"


class GridNotThere(Invalid):
    """The grid comes into force later."""

    code = "grid_not_there"


class NotInService(Invalid):
    """The person does not serve in these days."""

    code = "not_in_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPosting:
    """Who is posted where, as what, in which days."""

    staff_id: int
    grid_id: int
    role: Role
    valid_from: date
    valid_to: date | None = None
    substitute_for_id: int | None = None


@transaction.atomic
def post(*, by: Actor, at: datetime, new: NewPosting) -> Posting:
    """Post somebody to a grid."""
    by.require(Permission.PEOPLE_EDIT)
    staff = locked(Staff.objects.all(), new.staff_id, by=by)
    _check_same_district(staff, new, by=by)
    _check_fit(staff, new.role, new.valid_from, new.valid_to)
    with translated(_already()):
        posting = Posting.objects.create(
            district_id=staff.district_id,
            staff=staff,
            grid_id=new.grid_id,
            role=new.role.value,
            valid_from=new.valid_from,
            valid_to=new.valid_to,
            substitute_for_id=new.substitute_for_id,
        )
    tell("posting.begun", posting, by=by, at=at)
    return posting


@transaction.atomic
def change(*, by: Actor, at: datetime, posting_id: int, valid_from: date, valid_to: date | None) -> Posting:
    """Move the days of a posting."""
    by.require(Permission.PEOPLE_EDIT)
    posting = locked(Posting.objects.select_related("staff"), posting_id, by=by)
    _check_fit(posting.staff, Role(posting.role), valid_from, valid_to)
    posting.valid_from, posting.valid_to = valid_from, valid_to
    with translated(_already()):
        posting.save(update_fields=["valid_from", "valid_to"])
    tell("posting.changed", posting, by=by, at=at)
    return posting


@transaction.atomic
def end(*, by: Actor, at: datetime, posting_id: int, on: date) -> Posting:
    """End a posting: ``on`` is the first day without it."""
    by.require(Permission.PEOPLE_EDIT)
    posting = locked(Posting.objects.all(), posting_id, by=by)
    check_span(posting.valid_from, on)
    posting.valid_to = on
    posting.save(update_fields=["valid_to"])
    tell("posting.ended", posting, by=by, at=at)
    return posting


def tell(what: str, posting: Posting, *, by: Actor, at: datetime) -> None:
    """Audit and publish one change of a posting."""
    record(
        what,
        by=by,
        at=at,
        subject_type="posting",
        subject_id=posting.pk,
        district_id=posting.district_id,
        staff_id=posting.staff_id,
        grid_id=posting.grid_id,
        role=posting.role,
        valid_from=posting.valid_from.isoformat(),
        valid_to=posting.valid_to.isoformat() if posting.valid_to else None,
        substitute_for_id=posting.substitute_for_id,
    )
    publish(
        PostingChanged(
            district_id=posting.district_id,
            at=at,
            posting_id=posting.pk,
            staff_id=posting.staff_id,
            grid_id=posting.grid_id,
            role=posting.role,
        )
    )


def _already() -> dict[str, AlreadyPosted]:
    refusal = AlreadyPosted("Already posted to this grid in this role in these days.", valid_from="overlaps")
    return {"workforce_posting_no_overlap": refusal}


def _check_same_district(staff: Staff, new: NewPosting, *, by: Actor) -> None:
    grid = locked(Grid.objects.all(), new.grid_id, by=by)
    absent = locked(Staff.objects.all(), new.substitute_for_id, by=by) if new.substitute_for_id else staff
    if {grid.district_id, absent.district_id} != {staff.district_id}:
        raise Invalid("Person and grid lie in different districts.", grid="another district")
    if new.valid_from < grid.valid_from:
        raise GridNotThere("The grid is not there yet on that day.", valid_from="before the first day of the grid")
    if new.substitute_for_id == staff.pk:
        raise Invalid("Nobody stands in for himself.", substitute_for="the same person")


def _check_fit(staff: Staff, role: Role, valid_from: date, valid_to: date | None) -> None:
    check_span(valid_from, valid_to)
    if role not in GRID_ROLES:
        raise Invalid("This role works in no grid.", role="not a role of the grid")
    if role.value not in staff.roles:
        raise RoleNotHeld("The person does not hold this role; the security administrator grants it.", role="not held")
    if valid_from < staff.joined_on or _outlasts(staff.left_on, valid_to):
        raise NotInService("The person does not serve in these days.", valid_from="not in service")


def _outlasts(left_on: date | None, valid_to: date | None) -> bool:
    return left_on is not None and (valid_to is None or valid_to > left_on)
