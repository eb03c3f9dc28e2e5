"""What a move asks for in a given situation, and whether it was brought along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain import guards
from gridwarden.cases.domain.errors import InputMissing, WrongPerson, WrongUnit
from gridwarden.cases.domain.moves import TEXTS, Move, MoveName, Need
from gridwarden.cases.domain.states import CaseState
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.cases.domain.situation import CaseUnit, Inputs, Situation


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a move asks for; ``at_least`` 0 means that it may be left out."""

    need: Need
    at_least: int


def asks_of(row: Move, situation: Situation) -> tuple[Ask, ...]:
    """Return what ``row`` asks for from where the case stands."""
    return tuple(Ask(need, _at_least(need, row, situation)) for need in row.needs)


def _at_least(need: Need, row: Move, situation: Situation) -> int:
    rule = situation.photo_rule
    on_the_spot = row.name is MoveName.HANDLE_ON_THE_SPOT
    if need is Need.PHOTO_BEFORE:
        return max(0, max(1, rule.before) - situation.photos_before)
    if need is Need.PHOTO_AFTER:
        return max(1, rule.after) if on_the_spot else rule.after
    if need is Need.CONDITION:
        return 0 if situation.condition_id else 1
    if need is Need.UNIT:
        return 0 if _usual_unit(row, situation) else 1
    if need is Need.PARTS:
        return 1 if situation.state is CaseState.PARTED else 2
    return 0 if need is Need.PROPOSAL else 1


def _usual_unit(row: Move, situation: Situation) -> CaseUnit | None:
    return situation.chain.at(row.goal.usual) if row.goal and row.goal.usual else None


_BROUGHT: dict[Need, Callable[[Inputs], int]] = {
    **{need: (lambda inputs: int(bool(inputs.text.strip()))) for need in TEXTS},
    Need.PERSON: lambda inputs: int(inputs.person is not None),
    Need.UNIT: lambda inputs: int(inputs.unit is not None),
    Need.UNITS: lambda inputs: len(inputs.units),
    Need.CONDITION: lambda inputs: int(inputs.condition_id is not None),
    Need.PHOTO_BEFORE: lambda inputs: inputs.photos_before,
    Need.PHOTO_AFTER: lambda inputs: inputs.photos_after,
    Need.PHOTO_CHECK: lambda inputs: inputs.photos_check,
    Need.PHOTO_PAPER: lambda inputs: inputs.photos_paper,
    Need.PROPOSAL: lambda inputs: int(inputs.unit is not None),
    Need.UNTIL: lambda inputs: int(inputs.suspended_until is not None),
    Need.CASE: lambda inputs: int(inputs.merged_into_id is not None),
    Need.PARTS: lambda inputs: len(inputs.units),
}


def check_brought(row: Move, situation: Situation, inputs: Inputs) -> None:
    """Refuse unless everything that the move asks for is there."""
    missing = [ask.need for ask in asks_of(row, situation) if _BROUGHT[ask.need](inputs) < ask.at_least]
    if missing:
        raise InputMissing("Something that this step needs is missing.", **dict.fromkeys(missing, "missing"))


def check_person(row: Move, situation: Situation, inputs: Inputs) -> None:
    """Refuse to send somebody who may not do the task, or who is not independent of the work."""
    if row.person_may is None or inputs.person is None:
        return
    person = inputs.person
    if person.district_id != situation.district_id or person.is_contractor or not person.may(row.person_may):
        raise WrongPerson("This person cannot be sent.", person="may not do this task")
    if row.person_may is Permission.CASE_CHECK:
        guards.independent(situation, person)


def new_owner(row: Move, situation: Situation, inputs: Inputs) -> CaseUnit:
    """Return the unit that owns the case after the move, or refuse the chosen one."""
    goal = row.goal
    if goal is None:
        return situation.owner
    usual = _usual_unit(row, situation)
    unit = inputs.unit or usual if goal.open_choice else usual
    if unit is None or unit.kind not in goal.kinds:
        raise WrongUnit("The case cannot go to this unit.", unit="is of the wrong kind")
    if goal.below_owner and unit.parent_id != situation.owner.id:
        raise WrongUnit("The team does not belong to this squad.", unit="stands elsewhere")
    return unit
