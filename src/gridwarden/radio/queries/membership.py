"""Who may talk where, and who belongs to a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.cases.models import Case
from gridwarden.cases.queries import visibility
from gridwarden.grids.models import Grid
from gridwarden.platform.access import Permission
from gridwarden.radio.domain.talk import GroupKind, NoSuchTalk
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit
from gridwarden.workforce.queries import people, units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.radio.domain.talk import Where
    from gridwarden.workforce.queries.people import Person


def name_of(actor: Actor, where: Where, at: datetime) -> str:
    """Return what the group is called, or refuse as if it were not there to those who may not enter."""
    if not actor.may(Permission.TALK):
        raise NoSuchTalk("There is no such group.")
    named = _NAMES[where.kind](actor, where.id, at)
    if named is None:
        raise NoSuchTalk("There is no such group.")
    return named


def member_ids(where: Where, district_id: int, at: datetime) -> frozenset[int]:
    """Return the accounts of those who are told: the grid's or the squad's own people, or those with a part in a case.

    The desk may enter everywhere and is told nowhere; it watches the list.
    """
    if where.kind is GroupKind.GRID:
        return _ids(people.of_grid(where.id, at)) | _squad_of_grid(where.id, at)
    if where.kind is GroupKind.UNIT:
        below = (
            Unit.objects.on(localdate(at)).filter(parent=where.id, district=district_id).values_list("pk", flat=True)
        )
        return _ids(one for unit_id in (where.id, *below) for one in people.of_unit(unit_id, at=at))
    case = Case.objects.only("handler_id", "verifier_id", "checker_id", "owner_unit_id").get(pk=where.id)
    taking_part = {one for one in (case.handler_id, case.verifier_id, case.checker_id) if one}
    return frozenset(taking_part) | _ids(people.of_unit(case.owner_unit_id, at=at))


def _squad_of_grid(grid_id: int, at: datetime) -> frozenset[int]:
    team = units.team_of_grid(grid_id, at)
    squad = units.parent_of_kind(team.id, UnitKind.SQUADRON) if team else None
    return _ids(people.of_unit(squad.id, at=at)) if squad else frozenset()


def _ids(found: Iterable[Person]) -> frozenset[int]:
    return frozenset(one.user_id for one in found)


def _grid(actor: Actor, grid_id: int, at: datetime) -> str | None:
    if not (grid_id in actor.grid_ids or actor.may(Permission.CASE_SEE_DISTRICT)):
        return None
    grid = (
        Grid.objects.on(localdate(at))
        .filter(pk=grid_id, district=actor.district_id)
        .values_list("code", "name")
        .first()
    )
    return " ".join(grid) if grid else None


def _unit(actor: Actor, unit_id: int, at: datetime) -> str | None:
    squads = Unit.objects.on(localdate(at)).filter(pk=unit_id, district=actor.district_id, kind=UnitKind.SQUADRON.value)
    squad = squads.values_list("name", flat=True).first()
    is_ours = unit_id in actor.unit_ids or actor.may(Permission.CASE_SEE_DISTRICT)
    if squad is None or is_ours or actor.unit_id is None:
        return squad if is_ours else None
    above = units.parent_of_kind(actor.unit_id, UnitKind.SQUADRON)
    return squad if above and above.id == unit_id else None


def _case(actor: Actor, case_id: int, _at: datetime) -> str | None:
    if not visibility.sees(actor, case_id):
        return None
    return Case.objects.values_list("number", flat=True).get(pk=case_id)


_NAMES = {GroupKind.GRID: _grid, GroupKind.UNIT: _unit, GroupKind.CASE: _case}
