"""Enrol people, describe them, move them between units and let them go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.platform.access import Permission, Role
from gridwarden.platform.accounts.actions import accounts
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.workforce.actions.guards import check_district, locked, translated
from gridwarden.workforce.domain.days import EndBeforeStart
from gridwarden.workforce.domain.roles import check_place
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.events import StaffChanged
from gridwarden.workforce.models import Leave, Posting, Staff, Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor


class NumberTaken(Conflict):
    """Somebody of the district already has this staff number."""

    code = "staff_number_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What is known of somebody who joins. Roles come later, from the security administrator."""

    district_id: int
    username: str
    display_name: str
    staff_number: str
    joined_on: date
    #: ``None`` for a future administrator only.
    unit_id: int | None = None
    phone: str = ""
    card_number: str = ""


@transaction.atomic
def enrol(*, by: Actor, at: datetime, new: NewPerson) -> Staff:
    """Open an account without a password and enrol its owner, as yet without any role."""
    by.require(Permission.PEOPLE_EDIT)
    check_district(by, new.district_id)
    _check_said(username=new.username, display_name=new.display_name, staff_number=new.staff_number)
    unit = _unit(new.unit_id, by=by)
    if unit is not None and unit.district_id != new.district_id:
        raise Invalid("The unit lies in another district.", unit="another district")
    staff = _enrolled(new, unit, by=by, at=at)
    _tell("staff.enrolled", staff, by=by, at=at, unit_id=new.unit_id, staff_number=new.staff_number)
    return staff


@transaction.atomic
def revise(
    *, by: Actor, at: datetime, staff_id: int, display_name: str, staff_number: str, phone: str, card_number: str
) -> Staff:
    """Correct how a person is called, numbered and reached."""
    by.require(Permission.PEOPLE_EDIT)
    staff = locked(Staff.objects.select_related("user"), staff_id, by=by)
    _check_said(display_name=display_name, staff_number=staff_number)
    staff.staff_number, staff.card_number = staff_number, card_number
    staff.user.display_name, staff.user.phone = display_name, phone
    with translated(_taken()):
        staff.save(update_fields=["staff_number", "card_number"])
    staff.user.save(update_fields=["display_name", "phone"])
    _tell("staff.revised", staff, by=by, at=at, staff_number=staff_number)
    return staff


@transaction.atomic
def move(*, by: Actor, at: datetime, staff_id: int, unit_id: int) -> Staff:
    """Move a person to another unit; the roles held must fit there."""
    by.require(Permission.PEOPLE_EDIT)
    staff = locked(Staff.objects.all(), staff_id, by=by)
    unit = locked(Unit.objects.all(), unit_id, by=by)
    if unit.district_id != staff.district_id:
        raise Invalid("The unit lies in another district.", unit="another district")
    check_place([Role(role) for role in staff.roles], UnitKind(unit.kind))
    before, staff.unit = staff.unit_id, unit
    staff.save(update_fields=["unit"])
    _tell("staff.moved", staff, by=by, at=at, from_unit_id=before, unit_id=unit.pk)
    return staff


@transaction.atomic
def discharge(*, by: Actor, at: datetime, staff_id: int, on: date) -> Staff:
    """Let a person go: from the day ``on`` nothing may be done under the account, and every posting ends.

    An end that has come closes the account at once, with its sessions and tokens.
    """
    by.require(Permission.PEOPLE_EDIT)
    staff = locked(Staff.objects.all(), staff_id, by=by)
    if on <= staff.joined_on:
        raise EndBeforeStart("Nobody leaves before the second day.", left_on="not after the first day")
    staff.left_on = on
    staff.save(update_fields=["left_on"])
    Posting.objects.filter(staff=staff, valid_from__gte=on).delete()
    Posting.objects.ending_after(on).filter(staff=staff).update(valid_to=on)
    Leave.objects.filter(staff=staff, valid_from__gte=on).delete()
    if on <= localdate(at):
        accounts.disable(by=by, at=at, user_id=staff.user_id, reason="left the service")
    _tell("staff.discharged", staff, by=by, at=at, left_on=on.isoformat())
    return staff


def _check_said(**values: str) -> None:
    missing = {field: "missing" for field, value in values.items() if not value.strip()}
    if missing:
        raise Invalid("Somebody is enrolled under a name and a number.", **missing)


def _unit(unit_id: int | None, *, by: Actor) -> Unit | None:
    return None if unit_id is None else locked(Unit.objects.all(), unit_id, by=by)


def _taken() -> dict[str, Conflict]:
    return {"workforce_staff_number_once": NumberTaken("The staff number is taken.", staff_number="taken")}


def _enrolled(new: NewPerson, unit: Unit | None, *, by: Actor, at: datetime) -> Staff:
    user = accounts.open_account(
        by=by,
        at=at,
        username=new.username,
        display_name=new.display_name,
        phone=new.phone,
        district_id=new.district_id,
    )
    with translated(_taken()):
        return Staff.objects.create(
            district_id=new.district_id,
            user=user,
            unit=unit,
            staff_number=new.staff_number,
            card_number=new.card_number,
            joined_on=new.joined_on,
        )


def _tell(what: str, staff: Staff, *, by: Actor, at: datetime, **data: Any) -> None:
    record(what, by=by, at=at, subject_type="staff", subject_id=staff.pk, district_id=staff.district_id, **data)
    publish(StaffChanged(district_id=staff.district_id, at=at, staff_id=staff.pk, user_id=staff.user_id))
