"""Who is on duty: at a moment in a grid, and what one person has ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from gridwarden.grids.models import Grid
from gridwarden.workforce.domain.rostering import ShiftCode
from gridwarden.workforce.models import DutyShift, Leave, RosterGroup

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Somebody at work."""

    staff_id: int
    user_id: int
    name: str
    phone: str
    code: ShiftCode
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MyShift:
    """One shift of the reader, and who else of the group is there."""

    day: date
    code: ShiftCode
    starts_at: datetime
    ends_at: datetime
    group: str
    is_away: bool
    beside: tuple[str, ...]


def on_duty(grid_id: int, at: datetime) -> list[OnDuty]:
    """Return who is on duty for the grid at ``at``, whoever is on leave left out; two SQL statements.

    A grid that was redrawn keeps its duty: it is found by its code.
    """
    grid = Grid.objects.filter(pk=grid_id).values_list("district_id", "code").first()
    if grid is None:
        return []
    groups = RosterGroup.objects.filter(grids__code=grid[1])
    shifts = _in_force().filter(
        district=grid[0], day__lte=localdate(at), starts_at__lte=at, ends_at__gt=at, group__in=groups
    )
    return [_on_duty(shift) for shift in shifts.exclude(_on_leave()).order_by("starts_at", "staff__staff_number", "pk")]


def is_rostered(actor: Actor) -> bool:
    """Tell whether a roster in force has, or had, shifts for the reader; one SQL statement."""
    return _in_force().filter(staff__user=actor.user_id).exists()


def mine(actor: Actor, first: date, last: date) -> list[MyShift]:
    """Return the reader's own shifts from a day to another, both included; two SQL statements."""
    shifts = list(
        _in_force()
        .filter(staff__user=actor.user_id, day__gte=first, day__lte=last)
        .select_related("group")
        .annotate(is_away=_on_leave())
        .order_by("starts_at", "pk")
    )
    beside: dict[tuple[int, date, str], list[tuple[int, str]]] = {}
    others = _in_force().filter(group__in={shift.group_id for shift in shifts}, day__gte=first, day__lte=last)
    rows = others.exclude(_on_leave()).order_by("staff__staff_number", "pk")
    for shift in rows:
        key = (shift.group_id, shift.day, shift.code)
        beside.setdefault(key, []).append((shift.staff_id, shift.staff.user.display_name))
    return [_mine(shift, beside.get((shift.group_id, shift.day, shift.code), [])) for shift in shifts]


def _in_force() -> QuerySet[DutyShift]:
    return DutyShift.objects.filter(in_force=True).select_related("staff__user")


def _on_leave() -> Exists:
    days = {"valid_from__lte": OuterRef("day"), "valid_to__gt": OuterRef("day")}
    return Exists(Leave.objects.filter(staff=OuterRef("staff"), **days))


def _on_duty(shift: DutyShift) -> OnDuty:
    user = shift.staff.user
    return OnDuty(
        staff_id=shift.staff_id,
        user_id=user.pk,
        name=user.display_name,
        phone=user.phone,
        code=ShiftCode(shift.code),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
    )


def _mine(shift: DutyShift, there: list[tuple[int, str]]) -> MyShift:
    return MyShift(
        day=shift.day,
        code=ShiftCode(shift.code),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        group=shift.group.code,
        is_away=shift.is_away,  # type: ignore[attr-defined] # annotated above
        beside=tuple(name for staff_id, name in there if staff_id != shift.staff_id),
    )
