"""What people read for the workforce's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.platform.access import Role
from gridwarden.platform.ui.parts import Tone
from gridwarden.workforce.domain.rostering import PlanState, ShiftCode
from gridwarden.workforce.domain.staffing import Staffing
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNIT_KINDS: dict[UnitKind, _StrPromise] = {
    UnitKind.BRIGADE: _("Brigade"),
    UnitKind.SQUADRON: _("Squad"),
    UnitKind.GRID_TEAM: _("Grid team"),
    UnitKind.DESK: _("Complaint desk"),
    UnitKind.DIVISION: _("Division"),
    UnitKind.CONTRACTOR: _("Contractor"),
}
ROLES: dict[Role, _StrPromise] = {
    Role.INFORMATION_OFFICER: _("Information officer"),
    Role.ENFORCEMENT_OFFICER: _("Enforcement officer"),
    Role.COMMUNITY_OFFICER: _("Community officer"),
    Role.SANITATION_WORKER: _("Sanitation worker"),
    Role.MUNICIPAL_OFFICER: _("Municipal officer"),
    Role.FRONTAGE_HOLDER: _("Frontage holder"),
    Role.SQUAD_LEADER: _("Squad leader"),
    Role.BRIGADE_LEADER: _("Brigade leader"),
    Role.DIVISION_OFFICER: _("Division officer"),
    Role.DESK_OPERATOR: _("Desk operator"),
    Role.SHIFT_SUPERVISOR: _("Shift supervisor"),
    Role.DISPATCHER: _("Dispatcher"),
    Role.CHECKER: _("Checker"),
    Role.CONTRACTOR_OFFICER: _("Contractor officer"),
    Role.SYSTEM_ADMINISTRATOR: _("System administrator"),
    Role.SECURITY_ADMINISTRATOR: _("Security administrator"),
    Role.AUDIT_ADMINISTRATOR: _("Audit administrator"),
}
#: The sentences of the role cards, said here once more so that they can be translated.
SENTENCES: dict[Role, _StrPromise] = {
    Role.INFORMATION_OFFICER: _(
        "Patrols the roads of the grid, reports what is wrong, verifies reports and checks results."
    ),
    Role.ENFORCEMENT_OFFICER: _(
        "Patrols and investigates in the grid, handles on the spot, hands up what needs coordination."
    ),
    Role.COMMUNITY_OFFICER: _("Presses units on their frontage duties and watches the back streets."),
    Role.SANITATION_WORKER: _("Keeps the grid's roads clean and reports what is beyond a broom."),
    Role.MUNICIPAL_OFFICER: _("Keeps municipal facilities and drainage, oversees permits to occupy or dig up roads."),
    Role.FRONTAGE_HOLDER: _("Keeps the frontage in order and reports what happens before it."),
    Role.SQUAD_LEADER: _("Leads the squad's grids, calls for support, feeds the desk."),
    Role.BRIGADE_LEADER: _("Coordinates forces across the district and answers what the desk brings up."),
    Role.DIVISION_OFFICER: _("Solves what belongs to the division's field and hands the result down."),
    Role.DESK_OPERATOR: _("Takes every report and complaint, sends it to be verified, answers the reporter."),
    Role.SHIFT_SUPERVISOR: _("Opens, refuses, cancels, closes and reopens cases."),
    Role.DISPATCHER: _("Sends each case to the unit in charge and brings it up to the brigade or a division."),
    Role.CHECKER: _("Checks results independently of those who handled them."),
    Role.CONTRACTOR_OFFICER: _("Takes the contractor's cases, has them done and proves it; never checks or closes."),
    Role.SYSTEM_ADMINISTRATOR: _(
        "Keeps accounts, people, territory, menu, calendar and messages; holds no case and no audit power."
    ),
    Role.SECURITY_ADMINISTRATOR: _(
        "Grants roles, unlocks accounts, resets second factors, issues and revokes API tokens."
    ),
    Role.AUDIT_ADMINISTRATOR: _("Reads and verifies the audit trail."),
}
STAFFING: dict[Staffing, _StrPromise] = {
    Staffing.FILLED: _("filled"),
    Staffing.SHORT: _("short"),
    Staffing.HOLE: _("vacant"),
}
SHIFTS: dict[ShiftCode, _StrPromise] = {
    ShiftCode.DAY: pgettext_lazy("shift", "Day shift"),
    ShiftCode.EVENING: pgettext_lazy("shift", "Evening shift"),
    ShiftCode.OFFICE: pgettext_lazy("shift", "Office hours"),
}
#: One character for a cell of the table.
SHIFT_MARKS: dict[ShiftCode, _StrPromise] = {
    ShiftCode.DAY: pgettext_lazy("shift mark", "D"),
    ShiftCode.EVENING: pgettext_lazy("shift mark", "E"),
    ShiftCode.OFFICE: pgettext_lazy("shift mark", "O"),
}
PLAN_STATES: dict[PlanState, _StrPromise] = {
    PlanState.DRAFTING: pgettext_lazy("roster", "being made"),
    PlanState.READY: pgettext_lazy("roster", "draft"),
    PlanState.PUBLISHED: pgettext_lazy("roster", "published"),
    PlanState.WITHDRAWN: pgettext_lazy("roster", "dropped"),
    PlanState.FAILED: pgettext_lazy("roster", "failed"),
}
PLAN_TONES: dict[PlanState, Tone] = {
    PlanState.DRAFTING: Tone.INFO,
    PlanState.READY: Tone.WARN,
    PlanState.PUBLISHED: Tone.GOOD,
    PlanState.WITHDRAWN: Tone.NEUTRAL,
    PlanState.FAILED: Tone.BAD,
}
#: How sure it is that there is no better roster, by the solver's word.
PROOFS: dict[str, _StrPromise] = {
    "optimal": _("proven: no roster is fairer"),
    "feasible": _("the best found in time"),
    "infeasible": _("people lack: the holes are marked"),
}
MEASURES: dict[str, _StrPromise] = {
    "weekends": _("days of rest worked"),
    "evenings": _("evenings"),
    "hours": _("hours"),
}
WEEKDAY_MARKS: tuple[_StrPromise, ...] = (
    pgettext_lazy("weekday mark", "Mo"),
    pgettext_lazy("weekday mark", "Tu"),
    pgettext_lazy("weekday mark", "We"),
    pgettext_lazy("weekday mark", "Th"),
    pgettext_lazy("weekday mark", "Fr"),
    pgettext_lazy("weekday mark", "Sa"),
    pgettext_lazy("weekday mark", "Su"),
)
