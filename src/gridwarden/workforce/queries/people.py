"""Find people for a task: of a grid, of a unit, or by what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef
from django.utils.timezone import localdate

from gridwarden.platform.access import Role
from gridwarden.workforce.models import Leave, Posting, Staff

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Permission
    from gridwarden.workforce.models.staff_query import StaffQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as other contexts name them."""

    user_id: int
    staff_id: int
    name: str
    unit_id: int | None
    roles: frozenset[Role]
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedPerson(Person):
    """Somebody at work in a grid."""

    role: Role
    #: The absent colleague's staff id, when this person stands in.
    substitute_for_id: int | None


def of_grid(grid_id: int, at: datetime) -> list[PostedPerson]:
    """Return who works in the grid at ``at``: substitutes count, the absent and the stripped of the role do not."""
    day = localdate(at)
    postings = (
        Posting.objects.on(day)
        .filter(grid=grid_id, staff__in=_present(day), staff__roles__contains=[F("role")])
        .select_related("staff__user")
        .order_by("role", "staff__staff_number", "pk")
    )
    return [_posted(posting) for posting in postings]


def of_unit(unit_id: int, role: Role | None = None, *, at: datetime | None = None) -> list[Person]:
    """Return the unit's own people in service at ``at``, those of ``role`` only when one is named.

    Without ``at``: those who serve with no end set.
    """
    staff = _serving(unit_id, at)
    if role is not None:
        staff = staff.filter(roles__contains=[role.value])
    return [person(one) for one in staff.select_related("user").order_by("staff_number", "pk")]


def user_ids_with(permission: Permission, unit_id: int, *, at: datetime | None = None) -> list[int]:
    """Return the accounts of the unit's own people whose roles carry ``permission``; one SQL statement.

    Without ``at``: of those who serve with no end set.
    """
    return list(_serving(unit_id, at).holding(permission).order_by("pk").values_list("user_id", flat=True))


def user_ids_in_district(permission: Permission, district_id: int, *, at: datetime) -> list[int]:
    """Return the accounts of the district's people in service whose roles carry ``permission``; one SQL statement."""
    staff = Staff.objects.in_service(localdate(at)).filter(district=district_id, user__is_active=True)
    return list(staff.holding(permission).order_by("pk").values_list("user_id", flat=True))


def person(staff: Staff) -> Person:
    """Return ``staff`` (with its user fetched) as other contexts name them."""
    return Person(**_common(staff))


def _posted(posting: Posting) -> PostedPerson:
    return PostedPerson(**_common(posting.staff), role=Role(posting.role), substitute_for_id=posting.substitute_for_id)


def _common(staff: Staff) -> dict[str, Any]:
    return {
        "user_id": staff.user_id,
        "staff_id": staff.pk,
        "name": staff.user.display_name,
        "unit_id": staff.unit_id,
        "roles": frozenset(Role(role) for role in staff.roles),
        "phone": staff.user.phone,
    }


def _serving(unit_id: int, at: datetime | None) -> StaffQuerySet:
    staff = Staff.objects.filter(unit=unit_id, user__is_active=True)
    return staff.filter(left_on=None) if at is None else staff.in_service(localdate(at))


def _present(day: date) -> StaffQuerySet:
    away = Leave.objects.on(day).filter(staff=OuterRef("pk"))
    return Staff.objects.in_service(day).filter(~Exists(away), user__is_active=True)
