"""Who could take a case on, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case as When
from django.db.models import Exists, IntegerField, OuterRef, Q, Value
from django.db.models import When as If
from django.utils.timezone import localdate

from gridwarden.cases.queries import routing
from gridwarden.platform.access import Permission
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Leave, Posting, Staff, Unit, UnitGrid

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from gridwarden.cases.domain.routing import Rule
    from gridwarden.cases.models import Case

#: Whom the desk can give a case to.
DOERS = frozenset(UnitKind) - {UnitKind.DESK}


@dataclass(frozen=True, slots=True)
class Choice:
    """One unit, person or case to choose; ``is_near`` says that the place, the grid or the item points to it."""

    id: int
    label: str
    hint: str
    is_near: bool
    #: Number of the routing rule that names the unit.
    rule: int | None = None
    #: Whether words or photos say that this case is the same matter.
    is_twin: bool = False


def units(case: Case, at: datetime, *, kinds: Collection[UnitKind] = DOERS, below: int | None = None) -> list[Choice]:
    """Return the units of ``kinds`` that the case could go to; three SQL statements.

    First the one that the routing rules name, if one does: then it alone is near. Otherwise first those whose kind
    the condition names and which keep the case's grid. A contractor without any grid works in all of them: beside
    it, keeping the grid singles no contractor out. ``below`` keeps the units that stand directly below that one.
    """
    day = localdate(at)
    kept = UnitGrid.objects.on(day).filter(unit=OuterRef("pk"))
    is_everywhere = Q(kind=UnitKind.CONTRACTOR.value) & ~Exists(kept)
    found = Unit.objects.on(day).filter(district=case.district_id, kind__in=[kind.value for kind in kinds])
    if below is not None:
        found = found.filter(parent=below)
    named = case.condition.responsible_kind if case.condition else None
    rule = routing.winner(case, at) if below is None else None
    ranked = found.annotate(is_keeper=Exists(kept.filter(grid=case.grid_id))).annotate(
        rank=When(
            If(pk=rule.unit_id if rule else None, then=Value(-1)),
            If(Q(kind=named) & (Q(is_keeper=True) | is_everywhere), then=Value(0)),
            If(kind=named, then=Value(1)),
            If(is_keeper=True, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
    )
    return [_choice(unit, rank=unit.rank, rule=rule) for unit in ranked.order_by("rank", "name", "pk")]


def _choice(unit: Unit, *, rank: int, rule: Rule | None) -> Choice:
    if rule is None:
        return Choice(unit.pk, unit.name, unit.kind, is_near=rank == 0)
    is_named = unit.pk == rule.unit_id
    return Choice(unit.pk, unit.name, unit.kind, is_near=is_named, rule=rule.number if is_named else None)


def in_charge(case: Case, at: datetime) -> int | None:
    """Return the unit to which the desk sends such a case without asking, if there is exactly one.

    A routing rule names it; without one it is of the kind that the condition names and keeps the grid, or is the
    only one of that kind.
    """
    choices = units(case, at)
    near = [choice for choice in choices if choice.is_near]
    if near and near[0].rule is not None:
        return near[0].id
    named = [choice for choice in choices if case.condition and choice.hint == case.condition.responsible_kind]
    found = near or named
    return found[0].id if len(found) == 1 else None


def verifiers(case: Case, at: datetime) -> list[Choice]:
    """Return who could go and see whether the report is true, those posted to the grid first."""
    return _people(case, Permission.CASE_VERIFY, at)


def checkers(case: Case, at: datetime) -> list[Choice]:
    """Return who could check the result: nobody who had a hand in it, nor the owner's own doers."""
    doers = Staff.objects.holding(Permission.CASE_HANDLE).filter(unit=case.owner_unit_id)
    return _people(case, Permission.CASE_CHECK, at, without=Q(user__in=case.handlers) | Q(pk__in=doers))


def _people(case: Case, permission: Permission, at: datetime, *, without: Q | None = None) -> list[Choice]:
    day = localdate(at)
    posted = Posting.objects.on(day).filter(staff=OuterRef("pk"), grid=case.grid_id)
    away = Leave.objects.on(day).filter(staff=OuterRef("pk"))
    staff = (
        Staff.objects.in_service(day)
        .holding(permission)
        .filter(~Exists(away), unit__district=case.district_id, user__is_active=True)
        .exclude(unit__kind=UnitKind.CONTRACTOR.value)
        .annotate(is_posted=Exists(posted))
    )
    if without is not None:
        staff = staff.exclude(without)
    return [
        Choice(user_id, name, unit or "", is_near=is_posted)
        for user_id, name, unit, is_posted in staff.order_by("-is_posted", "staff_number", "pk").values_list(
            "user", "user__display_name", "unit__name", "is_posted"
        )
    ]
