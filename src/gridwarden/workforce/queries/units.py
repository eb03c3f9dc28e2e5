"""Find a unit by what it keeps or by its place in the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils.timezone import localdate

from gridwarden.platform.refusals import NotFound
from gridwarden.workforce.domain.units import UnitKind, UnitRef
from gridwarden.workforce.models import Unit, UnitGrid

if TYPE_CHECKING:
    from datetime import date, datetime

_PARENTS = """
WITH RECURSIVE above(id, kind, name, parent_id) AS (
    SELECT id, kind, name, parent_id FROM workforce_unit WHERE id = %s
    UNION
    SELECT unit.id, unit.kind, unit.name, unit.parent_id
    FROM workforce_unit unit JOIN above ON unit.id = above.parent_id
)
SELECT id, kind, name FROM above WHERE kind = %s
"""


class NoSuchUnit(NotFound):
    """The district has no such unit."""

    code = "no_such_unit"


def ref(unit: Unit) -> UnitRef:
    """Return ``unit`` as other contexts name it."""
    return UnitRef(unit.pk, UnitKind(unit.kind), unit.name)


def refs(unit_ids: list[int]) -> dict[int, UnitRef]:
    """Return the units with these ids, by id; one SQL statement."""
    return {unit.pk: ref(unit) for unit in Unit.objects.filter(pk__in=unit_ids)}


def keeper_of_grid(grid_id: int, kind: UnitKind, at: datetime) -> UnitRef | None:
    """Return the unit of ``kind`` that keeps the grid at ``at``."""
    keeper = UnitGrid.objects.on(localdate(at)).select_related("unit").filter(grid=grid_id, unit_kind=kind).first()
    return ref(keeper.unit) if keeper else None


def team_of_grid(grid_id: int, at: datetime) -> UnitRef | None:
    """Return the grid team that keeps the grid at ``at``."""
    return keeper_of_grid(grid_id, UnitKind.GRID_TEAM, at)


def parent_of_kind(unit_id: int, kind: UnitKind) -> UnitRef | None:
    """Return the unit of ``kind`` at or above the unit; one SQL statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PARENTS, [unit_id, kind.value])
        row = cursor.fetchone()
    return UnitRef(row[0], UnitKind(row[1]), row[2]) if row else None


def desk(district_id: int) -> UnitRef:
    """Return the district's complaint desk."""
    return _only(district_id, UnitKind.DESK)


def brigade(district_id: int) -> UnitRef:
    """Return the district's brigade."""
    return _only(district_id, UnitKind.BRIGADE)


def of_kind(district_id: int, kind: UnitKind, day: date) -> list[UnitRef]:
    """Return the district's units of ``kind`` on ``day``, by code."""
    units = Unit.objects.on(day).filter(district=district_id, kind=kind).order_by("code", "pk")
    return [ref(unit) for unit in units]


def _only(district_id: int, kind: UnitKind) -> UnitRef:
    # The oldest open one: a district has one, and a second would be a branch of it.
    unit = Unit.objects.filter(district=district_id, kind=kind, valid_to=None).order_by("valid_from", "pk").first()
    if unit is None:
        raise NoSuchUnit(f"District {district_id} has no {kind}.")
    return ref(unit)
