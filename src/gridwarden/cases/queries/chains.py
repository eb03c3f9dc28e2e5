"""Who stands on the levels around a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.cases.domain.situation import CaseUnit, Chain
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit, UnitGrid
from gridwarden.workforce.queries.units import NoSuchUnit

if TYPE_CHECKING:
    from datetime import datetime


def chain_of(district_id: int, grid_id: int | None, at: datetime, owner: Unit | None = None) -> Chain:
    """Return the units on the levels around a grid; two SQL statements.

    A team or squad that owns the case stands for its level itself, wherever the place lies.
    """
    team = _team(grid_id, at, owner)
    squad = owner if owner is not None and owner.kind == UnitKind.SQUADRON else team.parent if team else None
    top = _top(district_id)
    desk = top.get(UnitKind.DESK)
    if desk is None:
        raise NoSuchUnit("The district has no desk.")
    return Chain(
        team=case_unit(team) if team else None,
        squad=case_unit(squad) if squad else None,
        desk=desk,
        brigade=top.get(UnitKind.BRIGADE),
    )


def case_unit(unit: Unit) -> CaseUnit:
    """Return a unit as the workflow knows it."""
    return CaseUnit(unit.pk, UnitKind(unit.kind), unit.parent_id)


def _team(grid_id: int | None, at: datetime, owner: Unit | None) -> Unit | None:
    if owner is not None and owner.kind == UnitKind.GRID_TEAM:
        return owner
    keepers = UnitGrid.objects.on(localdate(at)).filter(grid=grid_id, unit_kind=UnitKind.GRID_TEAM.value)
    keeper = keepers.select_related("unit__parent").order_by("pk").first() if grid_id else None
    return keeper.unit if keeper else None


def _top(district_id: int) -> dict[UnitKind, CaseUnit]:
    kinds = (UnitKind.DESK.value, UnitKind.BRIGADE.value)
    # The oldest open one first: a district has one, and a second would be a branch of it.
    units = Unit.objects.filter(district=district_id, kind__in=kinds, valid_to=None).order_by("-valid_from", "-pk")
    return {UnitKind(unit.kind): case_unit(unit) for unit in units}
