"""Enrol a whole table of people, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.grids.models import Grid
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Refusal
from gridwarden.workforce.actions import people, postings, roles
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.domain.roster import Fault, columns, head_faults, parse
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.domain.roster import RosterRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a table; with faults nothing was enrolled."""

    people: int
    postings: int
    faults: tuple[Fault, ...]
    was_taken: bool


@dataclass(frozen=True, slots=True)
class _Places:
    """Units and grids of the district by code."""

    units: dict[str, int]
    grids: dict[str, int]


def import_people(
    *, by: Actor, at: datetime, district_id: int, rows: list[list[str]], dry_run: bool = False
) -> Outcome:
    """Enrol everybody in the table with roles and postings; one fault anywhere, and nothing happens.

    A dry run does everything and takes it back, so that it finds every fault that a real run would.
    """
    by.require(Permission.PEOPLE_EDIT)
    by.require(Permission.SECURITY_MANAGE)
    people_rows, faults = _parsed(rows)
    with transaction.atomic():
        posted = _enrol_all(people_rows, faults, by=by, at=at, district_id=district_id)
        taken = not faults and not dry_run
        if taken:
            record(
                "staff.imported", by=by, at=at, subject_type="district", subject_id=district_id, people=len(people_rows)
            )
        else:
            transaction.set_rollback(True)
    ordered = tuple(sorted(faults, key=lambda fault: fault.row))
    return Outcome(people=len(people_rows), postings=posted, faults=ordered, was_taken=taken)


def _parsed(rows: list[list[str]]) -> tuple[list[RosterRow], list[Fault]]:
    places = columns(rows[0]) if rows else {}
    faults = head_faults(places)
    if faults:
        return [], faults
    found = []
    for number, cells in enumerate(rows[1:], start=2):
        named = {column: cells[place] for column, place in places.items() if place < len(cells)}
        person, wrong = parse(number, named)
        faults += wrong
        if person is not None:
            found.append(person)
    return found, faults


def _enrol_all(found: list[RosterRow], faults: list[Fault], *, by: Actor, at: datetime, district_id: int) -> int:
    day = localdate(at)
    places = _Places(
        units=dict(Unit.objects.on(day).filter(district=district_id).values_list("code", "pk")),
        grids=dict(Grid.objects.on(day).filter(district=district_id).values_list("code", "pk")),
    )
    posted = 0
    for row in found:
        wrong = _place_faults(row, places)
        faults += wrong
        if not wrong:
            posted += _enrol(row, places, faults, by=by, at=at, district_id=district_id)
    return posted


def _place_faults(row: RosterRow, places: _Places) -> list[Fault]:
    faults = [] if row.unit in places.units else [Fault(row.row, "unit", f"there is no unit {row.unit}")]
    faults += [Fault(row.row, "grids", f"there is no grid {code}") for code in row.grids if code not in places.grids]
    if row.grids and not set(row.roles) & set(GRID_ROLES):
        faults.append(Fault(row.row, "grids", "none of the roles works in a grid"))
    return faults


def _enrol(row: RosterRow, places: _Places, faults: list[Fault], *, by: Actor, at: datetime, district_id: int) -> int:
    """Enrol one person in a savepoint of its own, so that the rows after a refused one are still judged."""
    joined_on = row.joined_on or localdate(at)
    try:
        with transaction.atomic():
            staff = people.enrol(by=by, at=at, new=_person(row, places, district_id, joined_on))
            roles.grant(by=by, at=at, staff_id=staff.pk, roles=row.roles)
            return _post(staff.pk, row, places, joined_on, by=by, at=at)
    except Refusal as refusal:
        faults += [
            Fault(row.row, _COLUMNS.get(field, field), refusal.message) for field in refusal.fields or {"row": ""}
        ]
        return 0


def _person(row: RosterRow, places: _Places, district_id: int, joined_on: date) -> people.NewPerson:
    return people.NewPerson(
        district_id=district_id,
        username=row.username,
        display_name=row.name,
        staff_number=row.staff_number,
        unit_id=places.units[row.unit],
        phone=row.phone,
        card_number=row.card_number,
        joined_on=joined_on,
    )


def _post(staff_id: int, row: RosterRow, places: _Places, day: date, *, by: Actor, at: datetime) -> int:
    wanted = [(code, role) for code in row.grids for role in GRID_ROLES if role in row.roles]
    for code, role in wanted:
        new = postings.NewPosting(staff_id=staff_id, grid_id=places.grids[code], role=role, valid_from=day)
        postings.post(by=by, at=at, new=new)
    return len(wanted)


#: Fields of the actions → columns of the table.
_COLUMNS = {"display_name": "name", "grid": "grids", "role": "roles", "valid_from": "joined_on"}
