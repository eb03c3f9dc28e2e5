"""Decide a move: refuse it, or say what the case becomes and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from gridwarden.cases.domain import guards
from gridwarden.cases.domain.errors import CaseNotFound, ClockWentBack
from gridwarden.cases.domain.feedback import Told, told_of
from gridwarden.cases.domain.moves import Move, MoveName, Need
from gridwarden.cases.domain.needs import Ask, asks_of, check_brought, check_person, new_owner
from gridwarden.cases.domain.situation import MOVING_PART, Inputs, Situation
from gridwarden.cases.domain.table import row_for, rows_from
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.situation import CaseUnit
    from gridwarden.platform.access import Actor

#: Clocks of two servers may differ by this much; such a move is booked at the moment of the one before it.
MAX_STEP_BACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A move that is allowed: the case before and after, and everything that must be written with it."""

    row: Move
    before: Situation
    after: Situation
    inputs: Inputs
    #: When the move counts as made; never before the move that precedes it.
    at: datetime
    feedback: tuple[Told, ...]

    @property
    def support(self) -> tuple[CaseUnit, ...]:
        """The units that the move calls for support; from then on they see the case."""
        return self.inputs.units if Need.UNITS in self.row.needs else ()

    @property
    def parts(self) -> tuple[CaseUnit, ...]:
        """The units among which the move divides the case."""
        return self.inputs.units if Need.PARTS in self.row.needs else ()

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the moving part that the move changes, with their new values."""
        return {
            name: value for name in MOVING_PART if (value := getattr(self.after, name)) != getattr(self.before, name)
        }


def decide(situation: Situation, name: MoveName, actor: Actor, inputs: Inputs, at: datetime) -> Decision:
    """Return the decision on the move ``name``, or raise the refusal that says why not."""
    row = row_for(name, situation)
    check_actor(row, situation, actor)
    if not guards.is_software(actor):
        check_brought(row, situation, inputs)
    check_person(row, situation, inputs)
    owner = new_owner(row, situation, inputs)
    booked_at = _booked(situation, at)
    after = _after(row, situation, actor, inputs, owner=owner, at=booked_at)
    return Decision(
        row=row,
        before=situation,
        after=after,
        inputs=inputs,
        at=booked_at,
        feedback=told_of(row, situation, guards.speaking_level(situation, actor)),
    )


def check_actor(row: Move, situation: Situation, actor: Actor) -> None:
    """Refuse unless the actor may make this move from where the case stands, whatever the inputs."""
    if actor.district_id != situation.district_id:
        raise CaseNotFound("There is no such case.")
    actor.require(row.permission)
    guards.software_only_where_told(automatic=row.automatic, actor=actor)
    guards.contractors_only_work(is_work=row.is_work, actor=actor)
    for guard in row.guards:
        guard(situation, actor)


@dataclass(frozen=True, slots=True)
class OpenMove:
    """A move that an actor may make now, and what it asks for."""

    row: Move
    asks: tuple[Ask, ...]


def moves_open_to(situation: Situation, actor: Actor) -> tuple[OpenMove, ...]:
    """Return the moves that the actor may make from where the case stands, in the table's order."""
    return tuple(
        OpenMove(row, asks_of(row, situation))
        for row in rows_from(situation)
        if not row.on_request and _is_open(row, situation, actor)
    )


def _is_open(row: Move, situation: Situation, actor: Actor) -> bool:
    try:
        check_actor(row, situation, actor)
    except Refusal:
        return False
    return True


def _booked(situation: Situation, at: datetime) -> datetime:
    """The moment at which the move counts: what has been booked or sounded before is not overtaken."""
    last = max(situation.moved_at, situation.alarmed_at or situation.moved_at)
    if last - at > MAX_STEP_BACK:
        raise ClockWentBack("The step before this one is booked at a later time.")
    return max(at, last)


def _after(
    row: Move, situation: Situation, actor: Actor, inputs: Inputs, *, owner: CaseUnit, at: datetime
) -> Situation:
    changes: dict[str, Any] = {"state": row.to or situation.state, "owner": owner, "moved_at": at}
    if owner != situation.owner:
        changes["handler_id"] = None
    changes |= dict.fromkeys(row.stamps, at) | dict.fromkeys(row.clears)
    changes |= {name: getattr(inputs, name) for name in row.takes}
    if row.closes or situation.closed_how:
        changes["closed_how"] = row.closes.value if row.closes else ""
    if row.names:
        # Who was sent, or else who did it; a person given to a move that sends nobody counts for nothing.
        changes[row.names] = (inputs.person if row.person_may and inputs.person else actor).user_id
    if row.names == "handler_id":
        changes["handlers"] = situation.handlers | {actor.user_id}
    if row.counts:
        changes[row.counts] = getattr(situation, row.counts) + 1
    if row.name is MoveName.REGISTER and inputs.condition_id:
        changes["condition_id"] = inputs.condition_id
    return replace(situation, **changes)
