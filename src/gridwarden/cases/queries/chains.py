"""Who stands on the levels around a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localdate

from gridwarden.cases.domain.situation import CaseUnit, Chain
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit, UnitGrid
from gridwarden.workforce.queries.units import NoSuchUnit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_TOP = (UnitKind.DESK.value, UnitKind.BRIGADE.value)


def chain_of(district_id: int, grid_id: int | None, at: datetime, owner: Unit | None = None) -> Chain:
    """Return the units on the levels around a grid at ``at``; one SQL statement.

    A team or squad that owns the case stands for its level itself, wherever the place lies.
    """
    found = _units(district_id, grid_id, at)
    team = _first(UnitKind.GRID_TEAM, [owner] if owner else [], found)
    squad = _first(UnitKind.SQUADRON, [owner] if owner else [], [team.parent] if team and team.parent else [])
    desk = _first(UnitKind.DESK, found)
    if desk is None:
        raise NoSuchUnit("The district has no desk.")
    brigade = _first(UnitKind.BRIGADE, found)
    return Chain(
        team=case_unit(team) if team else None,
        squad=case_unit(squad) if squad else None,
        desk=case_unit(desk),
        brigade=case_unit(brigade) if brigade else None,
    )


def case_unit(unit: Unit) -> CaseUnit:
    """Return a unit as the workflow knows it."""
    return CaseUnit(unit.pk, UnitKind(unit.kind), unit.parent_id)


def _units(district_id: int, grid_id: int | None, at: datetime) -> list[Unit]:
    """The grid's team of that day, desk and brigade of today; of two desks the older one counts."""
    team = UnitGrid.objects.on(localdate(at)).filter(grid=grid_id, unit_kind=UnitKind.GRID_TEAM.value).values("unit")
    wanted = Q(kind__in=_TOP, valid_to=None) | Q(pk__in=team)
    units = Unit.objects.filter(wanted, district=district_id).select_related("parent")
    return list(units.order_by("valid_from", "pk"))


def _first(kind: UnitKind, *places: Iterable[Unit]) -> Unit | None:
    return next((unit for place in places for unit in place if unit.kind == kind), None)
