"""A fixed cast: one district with two squads, their people, a contractor, and a stranger next door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.platform.access import Role
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.grids import Territory, territory
from tests.factories.workforce import (
    AdministratorFactory,
    BrigadeFactory,
    ContractorFactory,
    DeskFactory,
    GridTeamFactory,
    PostingFactory,
    SquadronFactory,
    StaffFactory,
    UnitGridFactory,
)

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Staff, Unit


@dataclass(frozen=True)
class Cast:
    """Everybody by name. East keeps A01 and A02, west keeps B01; nobody keeps C01."""

    territory: Territory
    brigade: Unit
    desk: Unit
    east: Unit
    west: Unit
    east_team: Unit
    west_team: Unit
    contractor: Unit
    #: Administrators of the district.
    keeper: Staff
    security: Staff
    leader: Staff
    #: Squad leader, enforcement and information officer of the east, enforcement officer of the west.
    east_leader: Staff
    east_officer: Staff
    east_informant: Staff
    west_officer: Staff
    dispatcher: Staff
    foreman: Staff
    #: System administrator of another district.
    stranger: Staff


def build() -> Cast:
    """Set the stage."""
    land = territory()
    district = land.district
    brigade = BrigadeFactory.create(district=district, name="城管大队")
    desk = DeskFactory.create(district=district, name="受理中心", parent=brigade)
    east, west = (
        SquadronFactory.create(district=district, parent=brigade, name=name) for name in ("城东中队", "城西中队")
    )
    east_team = GridTeamFactory.create(district=district, parent=east, name="城东一组")
    west_team = GridTeamFactory.create(district=district, parent=west, name="城西一组")
    contractor = ContractorFactory.create(district=district, name="清洁公司")
    for unit, code in ((east, "A01"), (east_team, "A01"), (east_team, "A02"), (west_team, "B01"), (contractor, "A01")):
        UnitGridFactory.create(unit=unit, grid=land.grids[code])
    east_officer = _member(east_team, "张东升", Role.ENFORCEMENT_OFFICER)
    west_officer = _member(west_team, "李西明", Role.ENFORCEMENT_OFFICER)
    east_informant = _member(east_team, "周巡", Role.INFORMATION_OFFICER)
    PostingFactory.create(staff=east_officer, grid=land.grids["A01"])
    PostingFactory.create(staff=west_officer, grid=land.grids["B01"])
    PostingFactory.create(staff=east_informant, grid=land.grids["A01"], role=Role.INFORMATION_OFFICER.value)
    return Cast(
        territory=land,
        brigade=brigade,
        desk=desk,
        east=east,
        west=west,
        east_team=east_team,
        west_team=west_team,
        contractor=contractor,
        keeper=AdministratorFactory.create(district=district, user__display_name="系统员"),
        security=AdministratorFactory.create(
            district=district, user__display_name="安全员", roles=[Role.SECURITY_ADMINISTRATOR.value]
        ),
        leader=_member(brigade, "王大队", Role.BRIGADE_LEADER),
        east_leader=_member(east, "赵东", Role.SQUAD_LEADER),
        east_officer=east_officer,
        east_informant=east_informant,
        west_officer=west_officer,
        dispatcher=_member(desk, "钱派", Role.DISPATCHER),
        foreman=_member(contractor, "孙洁", Role.CONTRACTOR_OFFICER),
        stranger=AdministratorFactory.create(user__display_name="邻区系统员"),
    )


def acting(staff: Staff, at: datetime) -> Actor:
    """Return ``staff`` as the one who acts."""
    return actor_for(staff.user, at)


def _member(unit: Unit, name: str, role: Role) -> Staff:
    return StaffFactory.create(unit=unit, user__display_name=name, roles=[role.value])
