"""The roles of a district and the permissions that each carries.

Six roles work in the grid (source report, 定责), three lead, four hold the posts of the desk
(CJJ/T 106: 受理员, 值班长, 派遣员, 核查员), and three administrators are kept apart
(GB/T 22239-2019 8.1.4.2: system, security, audit).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gridwarden.platform.access.permissions import Permission as P  # noqa: N817 - a table reads better


class Role(StrEnum):
    """A role or post; a person may hold several."""

    INFORMATION_OFFICER = "information_officer"
    ENFORCEMENT_OFFICER = "enforcement_officer"
    COMMUNITY_OFFICER = "community_officer"
    SANITATION_WORKER = "sanitation_worker"
    MUNICIPAL_OFFICER = "municipal_officer"
    FRONTAGE_HOLDER = "frontage_holder"
    SQUAD_LEADER = "squad_leader"
    BRIGADE_LEADER = "brigade_leader"
    DIVISION_OFFICER = "division_officer"
    DESK_OPERATOR = "desk_operator"
    SHIFT_SUPERVISOR = "shift_supervisor"
    DISPATCHER = "dispatcher"
    CHECKER = "checker"
    CONTRACTOR_OFFICER = "contractor_officer"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What a role may do, said once for people and once for the machine."""

    role: Role
    sentence: str
    permissions: frozenset[P]


_SEE = frozenset({P.TERRITORY_SEE, P.PEOPLE_SEE, P.MENU_SEE})
_FRONT_LINE = _SEE | {P.CASE_REPORT, P.TALK}
_LEAD = _SEE | {P.CASE_HANDLE, P.CASE_FEED_BACK, P.CASE_HAND_DOWN, P.CASE_EXPORT, P.CASE_ENDORSE, P.CONTRACT_SEE} | {
    P.DEVICE_SEE, P.DEVICE_COMMAND, P.VIDEO_SEE, P.TALK,
}  # fmt: skip
_DESK = _SEE | {
    P.CASE_SEE_DISTRICT, P.CASE_SEE_REPORTER, P.CASE_EXPORT, P.CASE_FEED_BACK, P.CASE_REPORT, P.CONTRACT_SEE,
    P.DEVICE_SEE, P.DEVICE_COMMAND, P.VIDEO_SEE, P.TALK, P.RADIO_LOG,
}  # fmt: skip

_CARDS = (
    RoleCard(
        Role.INFORMATION_OFFICER,
        "Patrols the roads of the grid, reports what is wrong, verifies reports and checks results.",
        _FRONT_LINE | {P.CASE_VERIFY, P.CASE_CHECK, P.SLIP_ISSUE},
    ),
    RoleCard(
        Role.ENFORCEMENT_OFFICER,
        "Patrols and investigates in the grid, handles on the spot, hands up what needs coordination.",
        _FRONT_LINE
        | {P.CASE_HANDLE, P.CASE_HANDLE_ON_THE_SPOT, P.CASE_HAND_UP, P.CASE_VERIFY, P.CASE_CHECK, P.CASE_FEED_BACK}
        | {P.NOTICE_ISSUE, P.SLIP_ISSUE},
    ),
    RoleCard(
        Role.COMMUNITY_OFFICER,
        "Presses units on their frontage duties and watches the back streets.",
        _FRONT_LINE | {P.CASE_VERIFY},
    ),
    RoleCard(Role.SANITATION_WORKER, "Keeps the grid's roads clean and reports what is beyond a broom.", _FRONT_LINE),
    RoleCard(
        Role.MUNICIPAL_OFFICER,
        "Keeps municipal facilities and drainage, oversees permits to occupy or dig up roads.",
        _FRONT_LINE | {P.CASE_HANDLE, P.CASE_VERIFY, P.NOTICE_ISSUE, P.SLIP_ISSUE},
    ),
    RoleCard(
        Role.FRONTAGE_HOLDER,
        "Keeps the frontage in order and reports what happens before it.",
        frozenset({P.CASE_REPORT, P.MENU_SEE}),
    ),
    RoleCard(
        Role.SQUAD_LEADER,
        "Leads the squad's grids, calls for support, feeds the desk.",
        _LEAD
        | {P.CASE_REPORT, P.CASE_HAND_UP, P.CASE_REQUEST_SUPPORT, P.ROSTER_EDIT, P.COVERAGE_REVIEW}
        | {P.NOTICE_ISSUE, P.NOTICE_VOID, P.ORDER_ISSUE, P.SLIP_ISSUE},
    ),
    RoleCard(
        Role.BRIGADE_LEADER,
        "Coordinates forces across the district and answers what the desk brings up.",
        _LEAD
        | {P.CASE_SEE_DISTRICT, P.CASE_REQUEST_SUPPORT, P.CASE_REPORT, P.INTAKE_REGISTER, P.ROSTER_EDIT}
        | {P.CASE_SUPERVISE, P.CASE_FORCE_CLOSE, P.CASE_PACK, P.NOTICE_ISSUE, P.NOTICE_VOID, P.ORDER_ISSUE}
        | {P.ROUTING_EDIT, P.CONTRACT_EDIT, P.INTAKE_APPROVE, P.INTAKE_RETAIN, P.EXCHANGE_SEE, P.RADIO_LOG}
        | {P.COVERAGE_EDIT, P.COVERAGE_REVIEW},
    ),
    RoleCard(
        Role.DIVISION_OFFICER,
        "Solves what belongs to the division's field and hands the result down.",
        _LEAD | {P.CASE_REQUEST_SUPPORT, P.CONTRACT_EDIT},
    ),
    RoleCard(
        Role.DESK_OPERATOR,
        "Takes every report and complaint, sends it to be verified, answers the reporter.",
        _DESK | {P.INTAKE_REGISTER, P.INTAKE_IMPORT, P.CASE_VERIFY},
    ),
    RoleCard(
        Role.SHIFT_SUPERVISOR,
        "Opens, refuses, cancels, closes and reopens cases.",
        _DESK
        | {P.CASE_REGISTER, P.CASE_CLOSE, P.CASE_CANCEL, P.CASE_REOPEN, P.INTAKE_IMPORT, P.ROSTER_EDIT}
        | {P.INTAKE_PUBLISH}
        | {P.CASE_SUPERVISE, P.CASE_MERGE, P.CASE_PACK, P.ROUTING_EDIT}
        | {P.INTAKE_APPROVE, P.EXCHANGE_SEE},
    ),
    RoleCard(
        Role.DISPATCHER,
        "Sends each case to the unit in charge and brings it up to the brigade or a division.",
        _DESK | {P.CASE_DISPATCH, P.CASE_HAND_UP, P.CASE_HAND_DOWN, P.CASE_GRANT, P.CASE_MERGE},
    ),
    RoleCard(
        Role.CHECKER,
        "Checks results independently of those who handled them.",
        _SEE | {P.CASE_CHECK, P.CASE_VERIFY, P.TALK},
    ),
    RoleCard(
        Role.CONTRACTOR_OFFICER,
        "Takes the contractor's cases, has them done and proves it; never checks or closes.",
        frozenset({P.CASE_HANDLE, P.MENU_SEE, P.CREW_EDIT}),
    ),
    RoleCard(
        Role.SYSTEM_ADMINISTRATOR,
        "Keeps accounts, people, territory, menu, calendar and messages; holds no case and no audit power.",
        _SEE
        | {P.ACCOUNTS_MANAGE, P.TERRITORY_EDIT, P.PEOPLE_EDIT, P.ROSTER_EDIT, P.MENU_EDIT, P.CALENDAR_EDIT}
        | {P.MESSAGES_MANAGE, P.EXCHANGE_SEE, P.EXCHANGE_MANAGE}
        | {P.DEVICE_SEE, P.DEVICE_EDIT, P.VIDEO_SEE, P.VIDEO_EDIT, P.COVERAGE_EDIT},
    ),
    RoleCard(
        Role.SECURITY_ADMINISTRATOR,
        "Grants roles, unlocks accounts, resets second factors, issues and revokes API tokens.",
        frozenset({P.SECURITY_MANAGE, P.PEOPLE_SEE}),
    ),
    RoleCard(Role.AUDIT_ADMINISTRATOR, "Reads and verifies the audit trail.", frozenset({P.AUDIT_SEE})),
)

#: Every role with its card.
ROLES: dict[Role, RoleCard] = {card.role: card for card in _CARDS}

#: Roles that must use a second factor.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})


def permissions_of(roles: frozenset[Role]) -> frozenset[P]:
    """Return the permissions that ``roles`` carry together."""
    return frozenset().union(*(ROLES[role].permissions for role in roles))
