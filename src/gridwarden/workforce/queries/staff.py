"""The list of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from gridwarden.platform.access import Role
from gridwarden.platform.ui.paging import Page, page
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Leave, Staff, Unit
from gridwarden.workforce.queries import scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models.staff_query import StaffQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFilter:
    """What a list of people is narrowed by; ``below`` takes in the units below ``unit_id``."""

    text: str = ""
    unit_id: int | None = None
    below: bool = False
    role: Role | None = None
    away: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A person in a list."""

    id: int
    name: str
    username: str
    staff_number: str
    phone: str
    unit_id: int | None
    unit_name: str
    unit_kind: UnitKind | None
    roles: tuple[Role, ...]
    is_away: bool
    grids_now: int
    left_on: date | None
    has_login: bool


def listed(
    actor: Actor, wanted: StaffFilter, day: date, *, cursor: str | None = None, size: int = 50
) -> Page[StaffRow]:
    """Return one page of the people whom ``actor`` may see, by staff number; one SQL statement."""
    return page(_found(actor, wanted, day), order=("staff_number", "id"), cursor=cursor, size=size).map(_annotated)


def every(actor: Actor, wanted: StaffFilter, day: date) -> Iterator[StaffRow]:
    """Return all people whom ``actor`` may see, for a file."""
    return (_annotated(staff) for staff in _found(actor, wanted, day).order_by("staff_number", "pk").iterator())


def row(staff: Staff, *, is_away: bool, grids_now: int) -> StaffRow:
    """Return ``staff``, with user and unit fetched, as a row."""
    return StaffRow(
        id=staff.pk,
        name=staff.user.display_name,
        username=staff.user.username,
        staff_number=staff.staff_number,
        phone=staff.user.phone,
        unit_id=staff.unit_id,
        unit_name=staff.unit.name if staff.unit else "",
        unit_kind=UnitKind(staff.unit.kind) if staff.unit else None,
        roles=tuple(Role(role) for role in staff.roles),
        is_away=is_away,
        grids_now=grids_now,
        left_on=staff.left_on,
        has_login=staff.user.is_active,
    )


def _annotated(staff: Staff) -> StaffRow:
    return row(staff, is_away=staff.is_away, grids_now=staff.grids_now)  # type: ignore[attr-defined]


def _found(actor: Actor, wanted: StaffFilter, day: date) -> StaffQuerySet:
    found = scope.staff(actor, day).select_related("user", "unit")
    found = found.exclude(left_on=None).filter(left_on__lte=day) if wanted.gone else found.in_service(day)
    found = _narrowed(found, wanted)
    away = Exists(Leave.objects.on(day).filter(staff=OuterRef("pk")))
    if wanted.away:
        found = found.filter(away)
    return found.annotate(is_away=away, grids_now=Count("postings", filter=_holding(day), distinct=True))


def _narrowed(found: StaffQuerySet, wanted: StaffFilter) -> StaffQuerySet:
    for word in wanted.text.split():
        found = found.filter(
            Q(user__display_name__icontains=word)
            | Q(staff_number__icontains=word)
            | Q(user__username__icontains=word)
            | Q(user__phone__contains=word)
        )
    if wanted.role is not None:
        found = found.filter(roles__contains=[wanted.role.value])
    if wanted.unit_id is not None:
        found = found.filter(unit__in=_units(wanted.unit_id, below=wanted.below))
    return found


def _units(unit_id: int, *, below: bool) -> list[int]:
    """Return the unit, with everything below it when asked: the order is at most three deep."""
    if not below:
        return [unit_id]
    chain = Q(pk=unit_id) | Q(parent=unit_id) | Q(parent__parent=unit_id)
    return list(Unit.objects.filter(chain).values_list("pk", flat=True))


def _holding(day: date) -> Q:
    valid = Q(postings__valid_to=None) | Q(postings__valid_to__gt=day)
    return Q(postings__valid_from__lte=day) & valid
