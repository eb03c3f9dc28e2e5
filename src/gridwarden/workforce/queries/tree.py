"""The organisation as its people see it: units in their order with what they have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count

from gridwarden.platform.access import Role
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Leave, Staff, UnitGrid
from gridwarden.workforce.queries import scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Unit

#: Who stands for a unit, first match first.
LEADING = (
    Role.BRIGADE_LEADER,
    Role.SQUAD_LEADER,
    Role.SHIFT_SUPERVISOR,
    Role.DIVISION_OFFICER,
    Role.CONTRACTOR_OFFICER,
)
#: In which order kinds are listed under one parent.
_ORDER = list(UnitKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNode:
    """A unit in the tree: its own people and grids, and those of everything below."""

    id: int
    kind: UnitKind
    name: str
    code: str
    phone: str
    leaders: tuple[str, ...]
    people: int
    people_below: int
    grids: int
    grids_below: int
    children: tuple[UnitNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The whole in figures."""

    people: int
    away: int
    grids_kept: int


def tree(actor: Actor, day: date) -> tuple[UnitNode, ...]:
    """Return the units that ``actor`` may see, each under its parent; three SQL statements."""
    units = list(scope.units(actor).on(day).order_by("code", "pk"))
    visible = {unit.pk for unit in units}
    people, leaders = _people(visible, day)
    grids = _grids(visible, day)
    leaves = [_leaf(unit, people, leaders, grids) for unit in units]
    parents = {unit.pk: unit.parent_id if unit.parent_id in visible else None for unit in units}
    return _grown(leaves, parents)


def totals(actor: Actor, day: date) -> Totals:
    """Return the figures of what ``actor`` may see; three SQL statements."""
    staff = scope.staff(actor, day).in_service(day)
    units = scope.units(actor).on(day)
    kept = UnitGrid.objects.on(day).filter(unit__in=units).values("grid").distinct()
    away = Leave.objects.on(day).filter(staff__in=staff)
    return Totals(people=staff.count(), away=away.count(), grids_kept=kept.count())


def _people(visible: set[int], day: date) -> tuple[dict[int, int], dict[int, dict[Role, list[str]]]]:
    """Return the number of people and the names of those who lead, by unit."""
    count: dict[int, int] = {}
    leading: dict[int, dict[Role, list[str]]] = {}
    staff = Staff.objects.in_service(day).filter(unit__in=visible).order_by("staff_number", "pk")
    for unit_id, roles, name in staff.values_list("unit_id", "roles", "user__display_name"):
        if unit_id is None:
            continue
        count[unit_id] = count.get(unit_id, 0) + 1
        for role in LEADING:
            if role.value in roles:
                leading.setdefault(unit_id, {}).setdefault(role, []).append(name)
    return count, leading


def _grids(visible: set[int], day: date) -> dict[int, int]:
    kept = UnitGrid.objects.on(day).filter(unit__in=visible).values("unit").annotate(count=Count("pk"))
    return {row["unit"]: row["count"] for row in kept.order_by("unit")}


def _leaf(
    unit: Unit, people: dict[int, int], leaders: dict[int, dict[Role, list[str]]], grids: dict[int, int]
) -> UnitNode:
    leading = leaders.get(unit.pk, {})
    first = next((leading[role] for role in LEADING if role in leading), [])
    own_people, own_grids = people.get(unit.pk, 0), grids.get(unit.pk, 0)
    return UnitNode(
        id=unit.pk,
        kind=UnitKind(unit.kind),
        name=unit.name,
        code=unit.code,
        phone=unit.phone,
        leaders=tuple(first),
        people=own_people,
        people_below=own_people,
        grids=own_grids,
        grids_below=own_grids,
        children=(),
    )


def _grown(leaves: Iterable[UnitNode], parents: dict[int, int | None]) -> tuple[UnitNode, ...]:
    below: dict[int | None, list[UnitNode]] = {}
    for leaf in leaves:
        below.setdefault(parents[leaf.id], []).append(leaf)
    return _branch(None, below)


def _branch(parent: int | None, below: dict[int | None, list[UnitNode]]) -> tuple[UnitNode, ...]:
    nodes = sorted(below.get(parent, []), key=lambda node: (_ORDER.index(node.kind), node.code))
    return tuple(_with_children(node, _branch(node.id, below)) for node in nodes)


def _with_children(node: UnitNode, children: tuple[UnitNode, ...]) -> UnitNode:
    """A squad and its teams keep the same grids twice, so grids below count where the unit keeps none itself."""
    return replace(
        node,
        children=children,
        people_below=node.people + sum(child.people_below for child in children),
        grids_below=node.grids or sum(child.grids_below for child in children),
    )
