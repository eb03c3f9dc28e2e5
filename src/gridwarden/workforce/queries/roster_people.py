"""Who stands on a roster, in which group, and when each of them is away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.platform.calendars.queries.work import calendar_for
from gridwarden.workforce.domain.rostering import ROSTERED_ROLES, GroupKind, group_kind
from gridwarden.workforce.models import Leave, Posting, Staff, Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.workforce.models.staff_query import StaffQuerySet


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a roster; the grid is the one of an officer's first posting."""

    staff_id: int
    kind: GroupKind
    unit_name: str
    grid_id: int | None
    #: Days within the roster on which the person is on leave or not in service.
    away: frozenset[date]


def days_of(first: date, days: int) -> list[date]:
    """Return the days of a roster."""
    return [first + timedelta(days=number) for number in range(days)]


def below(unit: Unit) -> StaffQuerySet:
    """Return the people of ``unit`` and everything below it; with the top unit those outside every unit."""
    chain = Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit)
    if unit.parent_id is None:
        chain |= Q(unit=None)
    return Staff.objects.filter(chain, district=unit.district_id)


def members(unit: Unit, first: date, days: int) -> list[Member]:
    """Return who stands on a roster of ``unit``, by staff number; three SQL statements."""
    last = first + timedelta(days=days)
    staff = list(
        below(unit)
        .filter(Q(left_on=None) | Q(left_on__gt=first), joined_on__lt=last)
        .filter(roles__overlap=sorted(map(str, ROSTERED_ROLES)))
        .select_related("unit")
        .order_by("staff_number", "pk")
    )
    away = _away(staff, first, days)
    grids = _grids(staff, first)
    return [
        Member(one.pk, kind, one.unit.name if one.unit else "", grids.get(one.pk), away[one.pk])
        for one in staff
        if (kind := group_kind(one.roles)) is not None and (kind is not GroupKind.GRIDS or one.pk in grids)
    ]


def rest_days(district_id: int, first: date, days: int, at: datetime) -> frozenset[date]:
    """Return the days of a roster on which offices are closed: weekends and holidays, make-up days left out."""
    calendar = calendar_for(district_id, at)
    return frozenset(day for day in days_of(first, days) if not calendar.day(day).kind.is_worked)


def _away(staff: list[Staff], first: date, days: int) -> dict[int, frozenset[date]]:
    whole = days_of(first, days)
    leaves = defaultdict(list)
    found = Leave.objects.filter(staff__in=staff, valid_from__lte=whole[-1], valid_to__gt=first)
    for leave in found:
        leaves[leave.staff_id].append(leave)
    return {
        one.pk: frozenset(
            day
            for day in whole
            if day < one.joined_on
            or (one.left_on is not None and day >= one.left_on)
            or any(leave.valid_from <= day < leave.valid_to for leave in leaves[one.pk])
        )
        for one in staff
    }


def _grids(staff: list[Staff], day: date) -> dict[int, int]:
    """Return the grid of each officer: the own posting before one as a substitute, the oldest first."""
    postings = Posting.objects.on(day).filter(staff__in=staff, role="enforcement_officer")
    found: dict[int, int] = {}
    for staff_id, grid_id in postings.order_by("substitute_for", "valid_from", "pk").values_list("staff_id", "grid_id"):
        found.setdefault(staff_id, grid_id)
    return found
