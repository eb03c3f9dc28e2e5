"""Found the units, enrol the people, give them roles and post them to their grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.grids.models import Grid
from gridwarden.platform.access import system_for
from gridwarden.simulation.people.staff import plan_people
from gridwarden.simulation.people.units import plan_units
from gridwarden.workforce.actions import duties, keepers, people, postings, roles, units
from gridwarden.workforce.models import Staff, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.grids.models import District
    from gridwarden.simulation.people.staff import PlannedPerson
    from gridwarden.simulation.people.units import PlannedUnit
    from gridwarden.simulation.territory.model import Territory


def establish(district: District, territory: Territory, *, at: datetime, seed: int) -> None:
    """Bring units and people into the district; whoever is there already is left alone."""
    work = _Work(district, at)
    for unit in plan_units(territory.grids):
        work.found(unit)
    duties.seed(by=work.by, at=at, district_id=district.pk)
    for person in plan_people(territory, seed=seed):
        work.enrol(person)


class _Work:
    """What is there already, and the one who does it."""

    def __init__(self, district: District, at: datetime) -> None:
        self.by, self.at, self.day, self.district_id = system_for(district.pk), at, localdate(at), district.pk
        self.grid_ids = dict(Grid.objects.on(self.day).filter(district=district).values_list("code", "pk"))
        self.unit_ids = dict(Unit.objects.filter(district=district).values_list("code", "pk"))
        self.numbers = set(Staff.objects.filter(district=district).values_list("staff_number", flat=True))

    def found(self, unit: PlannedUnit) -> None:
        """Found a unit and give it its grids."""
        if unit.code in self.unit_ids:
            return
        new = units.NewUnit(
            district_id=self.district_id,
            kind=unit.kind,
            name=unit.name,
            code=unit.code,
            valid_from=self.day,
            parent_id=self.unit_ids[unit.parent] if unit.parent else None,
        )
        founded = units.establish(by=self.by, at=self.at, new=new)
        self.unit_ids[unit.code] = founded.pk
        for code in unit.keeps:
            keepers.assign(by=self.by, at=self.at, unit_id=founded.pk, grid_id=self.grid_ids[code], valid_from=self.day)

    def enrol(self, person: PlannedPerson) -> None:
        """Enrol a person, grant the roles and post the person to the grids."""
        if person.staff_number in self.numbers:
            return
        new = people.NewPerson(
            district_id=self.district_id,
            username=person.username,
            display_name=person.name,
            staff_number=person.staff_number,
            joined_on=self.day,
            unit_id=self.unit_ids[person.unit] if person.unit else None,
            phone=person.phone,
        )
        staff = people.enrol(by=self.by, at=self.at, new=new)
        roles.grant(by=self.by, at=self.at, staff_id=staff.pk, roles=person.roles)
        for code in person.grids:
            posting = postings.NewPosting(
                staff_id=staff.pk, grid_id=self.grid_ids[code], role=person.roles[0], valid_from=self.day
            )
            postings.post(by=self.by, at=self.at, new=posting)
