"""Units, staff, postings and duties for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from gridwarden.platform.access import Role
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Duty, Leave, Posting, Staff, Unit, UnitGrid

#: Before every moment that tests live in.
LONG_AGO = date(2024, 1, 1)


class UnitFactory(DjangoModelFactory[Unit]):
    """A division; the subclasses below stand in their proper places."""

    class Meta:
        model = Unit

    district = factory.SubFactory("tests.factories.grids.DistrictFactory")
    kind = UnitKind.DIVISION.value
    name = factory.Sequence(lambda n: f"处室{n}")
    code = factory.Sequence(lambda n: f"U{n:04d}")
    valid_from = LONG_AGO


class BrigadeFactory(UnitFactory):
    kind = UnitKind.BRIGADE.value
    name = factory.Sequence(lambda n: f"大队{n}")


class DeskFactory(UnitFactory):
    kind = UnitKind.DESK.value
    name = factory.Sequence(lambda n: f"指挥中心{n}")


class ContractorFactory(UnitFactory):
    kind = UnitKind.CONTRACTOR.value
    name = factory.Sequence(lambda n: f"保洁公司{n}")


class SquadronFactory(UnitFactory):
    kind = UnitKind.SQUADRON.value
    name = factory.Sequence(lambda n: f"中队{n}")
    parent = factory.SubFactory(BrigadeFactory, district=factory.SelfAttribute("..district"))


class GridTeamFactory(UnitFactory):
    kind = UnitKind.GRID_TEAM.value
    name = factory.Sequence(lambda n: f"网格小组{n}")
    parent = factory.SubFactory(SquadronFactory, district=factory.SelfAttribute("..district"))


class StaffFactory(DjangoModelFactory[Staff]):
    """An enforcement officer of a grid team."""

    class Meta:
        model = Staff

    unit = factory.SubFactory(GridTeamFactory)
    district = factory.SelfAttribute("unit.district")
    user = factory.SubFactory(
        "tests.factories.accounts.UserFactory", district_id=factory.SelfAttribute("..district.pk")
    )
    staff_number = factory.Sequence(lambda n: f"S{n:05d}")
    roles = factory.LazyFunction(lambda: [Role.ENFORCEMENT_OFFICER.value])
    joined_on = LONG_AGO


class AdministratorFactory(StaffFactory):
    """A system administrator, outside every unit; pass ``roles`` for the other offices."""

    unit: Any = None
    district = factory.SubFactory("tests.factories.grids.DistrictFactory")
    roles = factory.LazyFunction(lambda: [Role.SYSTEM_ADMINISTRATOR.value])


class PostingFactory(DjangoModelFactory[Posting]):
    class Meta:
        model = Posting

    staff = factory.SubFactory(StaffFactory)
    district = factory.SelfAttribute("staff.district")
    grid = factory.SubFactory("tests.factories.grids.GridFactory", district=factory.SelfAttribute("..district"))
    role = Role.ENFORCEMENT_OFFICER.value
    valid_from = LONG_AGO


class UnitGridFactory(DjangoModelFactory[UnitGrid]):
    class Meta:
        model = UnitGrid

    unit = factory.SubFactory(GridTeamFactory)
    unit_kind = factory.SelfAttribute("unit.kind")
    district = factory.SelfAttribute("unit.district")
    grid = factory.SubFactory("tests.factories.grids.GridFactory", district=factory.SelfAttribute("..district"))
    valid_from = LONG_AGO


class LeaveFactory(DjangoModelFactory[Leave]):
    class Meta:
        model = Leave

    staff = factory.SubFactory(StaffFactory)
    district = factory.SelfAttribute("staff.district")
    valid_from = date(2026, 3, 1)
    valid_to = date(2026, 3, 8)
    reason = "年休假"


class DutyFactory(DjangoModelFactory[Duty]):
    class Meta:
        model = Duty

    district = factory.SubFactory("tests.factories.grids.DistrictFactory")
    role = Role.ENFORCEMENT_OFFICER.value
    number = factory.Sequence(lambda n: n + 1)
    text = "每日巡查责任网格。"
