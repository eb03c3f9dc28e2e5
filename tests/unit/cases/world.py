"""A district small enough to explore whole: one chain of units, a division, a contractor, a team next door."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gridwarden.cases.domain.opening import Outset, open_at
from gridwarden.cases.domain.situation import CaseUnit, Chain, Situation
from gridwarden.cases.domain.sources import Source
from gridwarden.menu.domain.words import PhotoRule, SlipType
from gridwarden.platform.access import Actor, Role, permissions_of, system_for
from gridwarden.workforce.domain.units import UnitKind

DISTRICT = 1
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LATER = NOW + timedelta(minutes=1)

BRIGADE = CaseUnit(1, UnitKind.BRIGADE)
DESK = CaseUnit(2, UnitKind.DESK, 1)
DIVISION = CaseUnit(3, UnitKind.DIVISION, 1)
SQUAD = CaseUnit(4, UnitKind.SQUADRON, 1)
TEAM = CaseUnit(5, UnitKind.GRID_TEAM, 4)
CONTRACTOR = CaseUnit(6, UnitKind.CONTRACTOR)
OTHER_SQUAD = CaseUnit(7, UnitKind.SQUADRON, 1)
OTHER_TEAM = CaseUnit(8, UnitKind.GRID_TEAM, 7)
UNITS = (BRIGADE, DESK, DIVISION, SQUAD, TEAM, CONTRACTOR, OTHER_SQUAD, OTHER_TEAM)
CHAIN = Chain(team=TEAM, squad=SQUAD, desk=DESK, brigade=BRIGADE)


def person(user_id: int, name: str, unit: CaseUnit, *roles: Role, district_id: int = DISTRICT) -> Actor:
    """Return somebody of ``unit`` with ``roles``."""
    return Actor(
        name=name,
        user_id=user_id,
        district_id=district_id,
        unit_id=unit.id,
        roles=frozenset(roles),
        permissions=permissions_of(frozenset(roles)),
        is_contractor=unit.kind is UnitKind.CONTRACTOR,
    )


OPERATOR = person(11, "operator", DESK, Role.DESK_OPERATOR)
SUPERVISOR = person(12, "supervisor", DESK, Role.SHIFT_SUPERVISOR)
DISPATCHER = person(13, "dispatcher", DESK, Role.DISPATCHER)
CHECKER = person(14, "checker", DESK, Role.CHECKER)
OFFICER = person(15, "officer", TEAM, Role.ENFORCEMENT_OFFICER)
INFORMANT = person(16, "informant", TEAM, Role.INFORMATION_OFFICER)
SQUAD_LEADER = person(17, "squad leader", SQUAD, Role.SQUAD_LEADER)
LEADER = person(18, "brigade leader", BRIGADE, Role.BRIGADE_LEADER)
DIVISION_OFFICER = person(19, "division officer", DIVISION, Role.DIVISION_OFFICER)
FOREMAN = person(20, "foreman", CONTRACTOR, Role.CONTRACTOR_OFFICER)
NEIGHBOUR = person(21, "officer next door", OTHER_TEAM, Role.ENFORCEMENT_OFFICER)
#: Holds every permission of a contractor's dreams, and must still not supervise.
PRESUMPTUOUS_FOREMAN = person(22, "presumptuous foreman", CONTRACTOR, *Role)
STRANGER = person(23, "stranger", DESK, *Role, district_id=2)
SOFTWARE = system_for(DISTRICT)
CAST = (
    OPERATOR, SUPERVISOR, DISPATCHER, CHECKER, OFFICER, INFORMANT, SQUAD_LEADER, LEADER,
    DIVISION_OFFICER, FOREMAN, NEIGHBOUR, PRESUMPTUOUS_FOREMAN, STRANGER, SOFTWARE,
)  # fmt: skip


def outset(source: Source, slip: SlipType | None = None, *, rule: PhotoRule = PhotoRule(1, 1)) -> Outset:  # noqa: B008 - frozen
    """Return what is known of a case inside the chain's grid."""
    return Outset(
        district_id=DISTRICT,
        source=source,
        chain=CHAIN,
        in_grid=True,
        condition_id=1 if slip else None,
        slip=slip,
        photo_rule=rule,
    )


def reported(source: Source = Source.CITIZEN) -> Situation:
    """Return a case that a citizen has reported, unclassified."""
    return open_at(outset(source), NOW)


def with_the_team() -> Situation:
    """Return a case that a patrol has found and its team has at once."""
    return open_at(outset(Source.PATROL, SlipType.RECTIFICATION_NOTICE), NOW)


def verified() -> Situation:
    """Return a case that an inspection sends to the desk by contact slip."""
    return open_at(outset(Source.INSPECTION, SlipType.CONTACT_SLIP), NOW)
