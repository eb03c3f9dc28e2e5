"""Establish, revise and dissolve units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.workforce.actions.guards import check_district, locked, translated
from gridwarden.workforce.domain.units import UnitKind, check_parent
from gridwarden.workforce.events import UnitChanged
from gridwarden.workforce.models import Staff, Unit, UnitGrid

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor


class CodeTaken(Conflict):
    """Another unit of the district has this code."""

    code = "unit_code_taken"


class StillInUse(Conflict):
    """The unit has people, grids or units below it."""

    code = "unit_in_use"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """What a unit is founded with."""

    district_id: int
    kind: UnitKind
    name: str
    code: str
    valid_from: date
    parent_id: int | None = None
    phone: str = ""


@transaction.atomic
def establish(*, by: Actor, at: datetime, new: NewUnit) -> Unit:
    """Found a unit in its place."""
    by.require(Permission.PEOPLE_EDIT)
    check_district(by, new.district_id)
    _check_named(new.name, new.code)
    parent = locked(Unit.objects.all(), new.parent_id, by=by) if new.parent_id else None
    _check_place(new.kind, parent, new.district_id)
    with translated({"workforce_unit_code_once": CodeTaken("The code is taken.", code="taken")}):
        unit = Unit.objects.create(
            district_id=new.district_id,
            kind=new.kind.value,
            name=new.name,
            code=new.code,
            parent=parent,
            phone=new.phone,
            valid_from=new.valid_from,
        )
    _tell("unit.established", unit, by=by, at=at)
    return unit


@transaction.atomic
def revise(*, by: Actor, at: datetime, unit_id: int, name: str, phone: str, parent_id: int | None) -> Unit:
    """Rename a unit, or hang it elsewhere."""
    by.require(Permission.PEOPLE_EDIT)
    unit = locked(Unit.objects.all(), unit_id, by=by)
    _check_named(name, unit.code)
    parent = locked(Unit.objects.all(), parent_id, by=by) if parent_id else None
    _check_place(UnitKind(unit.kind), parent, unit.district_id)
    unit.name, unit.phone, unit.parent = name, phone, parent
    unit.save(update_fields=["name", "phone", "parent"])
    _tell("unit.revised", unit, by=by, at=at)
    return unit


@transaction.atomic
def dissolve(*, by: Actor, at: datetime, unit_id: int, on: date) -> Unit:
    """End a unit on the day ``on``, once nobody and nothing belongs to it any more."""
    by.require(Permission.PEOPLE_EDIT)
    unit = locked(Unit.objects.all(), unit_id, by=by)
    if on <= unit.valid_from:
        raise Invalid("The end must lie after the first day.", valid_to="not after the first day")
    _check_unused(unit, on)
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    _tell("unit.dissolved", unit, by=by, at=at)
    return unit


def _check_named(name: str, code: str) -> None:
    missing = {field: "missing" for field, value in {"name": name, "code": code}.items() if not value.strip()}
    if missing:
        raise Invalid("A unit has a name and a code.", **missing)


def _check_place(kind: UnitKind, parent: Unit | None, district_id: int) -> None:
    check_parent(kind, UnitKind(parent.kind) if parent else None)
    if parent is not None and parent.district_id != district_id:
        raise Invalid("The parent lies in another district.", parent="another district")


def _check_unused(unit: Unit, on: date) -> None:
    used = {
        "people": Staff.objects.in_service(on).filter(unit=unit).exists(),
        "grids": UnitGrid.objects.ending_after(on).filter(unit=unit).exists(),
        "units": Unit.objects.ending_after(on).filter(parent=unit).exists(),
    }
    left = [what for what, is_left in used.items() if is_left]
    if left:
        raise StillInUse(f"{unit.name} still has {', '.join(left)}.")


def _tell(what: str, unit: Unit, *, by: Actor, at: datetime) -> None:
    record(
        what,
        by=by,
        at=at,
        subject_type="unit",
        subject_id=unit.pk,
        district_id=unit.district_id,
        code=unit.code,
        name=unit.name,
        parent_id=unit.parent_id,
    )
    publish(UnitChanged(district_id=unit.district_id, at=at, unit_id=unit.pk))
