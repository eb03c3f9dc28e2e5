"""What happens when a limit nears and when it is broken: who is called, and whether the case climbs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.moves import Audience, Move, MoveName
from gridwarden.cases.domain.needs import new_owner
from gridwarden.cases.domain.situation import NOTHING
from gridwarden.cases.domain.states import IN_HAND, CaseState, Level
from gridwarden.cases.domain.table import row_for
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import Refusal
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from gridwarden.cases.domain.decisions import Decision
    from gridwarden.cases.domain.feedback import Told
    from gridwarden.cases.domain.situation import CaseUnit, Situation


#: A case that comes back from so many wrong units goes up to the brigade.
RETURNS_BEFORE_THE_BRIGADE = 3


class AlarmKind(StrEnum):
    """The two alarms of a clock; each sounds at most once on each level."""

    WARNING = "warning"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Call:
    """Who is to be notified: one person, or those of a unit who hold a permission."""

    user_id: int | None = None
    unit_id: int | None = None
    permission: Permission | None = None


#: What somebody must be allowed to do for the case to go on from a state; the others need not be disturbed.
_GOES_ON_BY = {
    CaseState.REPORTED: Permission.INTAKE_REGISTER,
    CaseState.VERIFYING: Permission.INTAKE_REGISTER,
    CaseState.VERIFIED: Permission.CASE_REGISTER,
    CaseState.REGISTERED: Permission.CASE_DISPATCH,
    CaseState.HANDLED: Permission.CASE_DISPATCH,
    CaseState.CHECKING: Permission.CASE_DISPATCH,
    CaseState.CHECKED: Permission.CASE_CLOSE,
}


def calls_of(decision: Decision) -> tuple[Call, ...]:
    """Return everybody who is notified of a move."""
    after = decision.after
    found: list[Call] = []
    for audience in decision.row.calls:
        if audience is Audience.PERSON and decision.row.names:
            found.append(Call(user_id=getattr(after, decision.row.names)))
        elif audience is Audience.SUPPORT:
            found += [workers(unit) for unit in decision.support]
        elif audience is Audience.FORMER_OWNER:
            found.append(workers(decision.before.owner))
        elif audience is Audience.OWNER:
            found.append(_of_unit(after.owner, after.state))
        else:
            found.append(_of_unit(after.chain.desk, after.state))
    return tuple(found) + tuple(_hearer(one) for one in decision.feedback if not one.is_reporter)


def calls_on_opening(situation: Situation) -> tuple[Call, ...]:
    """Return who learns that a case has been opened: those who must move it on."""
    return (_of_unit(situation.owner, situation.state),)


def calls_on_alarm(situation: Situation) -> tuple[Call, ...]:
    """Return who hears an alarm: whoever holds the case up, and the next level."""
    sent = {CaseState.VERIFYING: situation.verifier_id, CaseState.CHECKING: situation.checker_id}.get(situation.state)
    holders = (_of_unit(_holder(situation), situation.state),)
    task = (Call(user_id=sent),) if sent else ()
    return task + holders + tuple(workers(unit) for unit in _above(situation))


def climb(situation: Situation, stage: Stage) -> Move | None:
    """Return the row by which a broken limit takes the case one level up, if there is one and a unit to take it.

    The total warns and reports; only the limit of a stage takes the case out of the hands that have it.
    """
    if stage is Stage.TOTAL:
        return None
    try:
        row = row_for(MoveName.HAND_UP, situation)
        new_owner(row, situation, NOTHING)
    except Refusal:
        return None
    return row


def is_homeless(decision: Decision) -> bool:
    """Return whether a unit has returned the case once too often: the desk does not find where it belongs."""
    is_returned = decision.row.name is MoveName.RETURN_DISPATCH
    return is_returned and decision.after.return_count % RETURNS_BEFORE_THE_BRIGADE == 0


def workers(unit: CaseUnit) -> Call:
    """Return whom a unit that has a case is reached by: at the desk those who dispatch, elsewhere those who handle."""
    permission = Permission.CASE_DISPATCH if unit.kind is UnitKind.DESK else Permission.CASE_HANDLE
    return Call(unit_id=unit.id, permission=permission)


def _hearer(told: Told) -> Call:
    informants = told.level is Level.INFORMATION_OFFICER
    permission = Permission.CASE_VERIFY if informants else Permission.CASE_HANDLE
    if told.level is Level.DESK:
        permission = Permission.CASE_DISPATCH
    return Call(unit_id=told.unit_id, permission=permission)


def _holder(situation: Situation) -> CaseUnit:
    return situation.owner if situation.state in IN_HAND else situation.chain.desk


def _above(situation: Situation) -> tuple[CaseUnit, ...]:
    chain, holder = situation.chain, _holder(situation)
    units = {
        UnitKind.GRID_TEAM: (chain.squad,),
        UnitKind.SQUADRON: (chain.desk,),
        UnitKind.CONTRACTOR: (chain.desk, chain.brigade),
        UnitKind.BRIGADE: (),
    }.get(holder.kind, (chain.brigade,))
    return tuple(unit for unit in units if unit)


def _of_unit(unit: CaseUnit, state: CaseState) -> Call:
    if unit.level is not Level.DESK or unit.kind is UnitKind.CONTRACTOR:
        return workers(unit)
    return Call(unit_id=unit.id, permission=_GOES_ON_BY.get(state, Permission.CASE_DISPATCH))
