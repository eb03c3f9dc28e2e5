"""The rows of the move table and how they are looked up."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from gridwarden.cases.domain import guards
from gridwarden.cases.domain.clocks import STOP_ALL, Stage, pause, run, stop
from gridwarden.cases.domain.errors import CaseSuspended, MoveNotAllowed
from gridwarden.cases.domain.moves import Audience, Goal, Move, Need
from gridwarden.cases.domain.moves import MoveName as M
from gridwarden.cases.domain.states import IN_HAND, IN_REGISTER, OPEN, CaseState, ClosedHow, Level
from gridwarden.platform.access import Permission as May
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from gridwarden.cases.domain.situation import Situation

S = CaseState
_TO_DESK = Goal(frozenset({UnitKind.DESK}), Level.DESK, open_choice=False)
_TO_SQUAD_ABOVE = Goal(frozenset({UnitKind.SQUADRON}), Level.SQUAD, open_choice=False)
_TO_SQUAD = Goal(frozenset({UnitKind.SQUADRON}), Level.SQUAD)
_TO_TEAM_BELOW = Goal(frozenset({UnitKind.GRID_TEAM}), Level.GRID_TEAM, below_owner=True)
_TO_TOP = Goal(frozenset({UnitKind.BRIGADE, UnitKind.DIVISION}), Level.BRIGADE)
_TO_ANY_DOER = Goal(frozenset(UnitKind) - {UnitKind.DESK})
_BACK_TO_DESK = (pause(Stage.HANDLE), run(Stage.DISPATCH))
_OUT_TO_UNIT = (stop(Stage.DISPATCH), run(Stage.HANDLE))
_WORK_DONE = (pause(Stage.HANDLE), run(Stage.CHECK))

#: The table. Read a row as: from these states (and levels) – to this state (and unit) – by whom – with what – effect.
MOVES: tuple[Move, ...] = (
    # Before the case is registered: is it there, and is it ours?
    Move(
        name=M.SEND_TO_VERIFY, states=frozenset({S.REPORTED}), to=S.VERIFYING,
        permission=May.INTAKE_REGISTER, needs=(Need.PERSON,), person_may=May.CASE_VERIFY,
        names="verifier_id", clocks=(pause(Stage.REGISTER), run(Stage.VERIFY)), calls=(Audience.PERSON,),
    ),
    # The one who was sent cannot go: send another; the clock of the task goes on.
    Move(
        name=M.SEND_TO_VERIFY, states=frozenset({S.VERIFYING}), to=S.VERIFYING,
        permission=May.INTAKE_REGISTER, needs=(Need.PERSON,), person_may=May.CASE_VERIFY,
        names="verifier_id", calls=(Audience.PERSON,),
    ),
    Move(
        name=M.CONFIRM, states=frozenset({S.VERIFYING}), to=S.VERIFIED,
        permission=May.CASE_VERIFY, guards=(guards.by_the_verifier,),
        clocks=(stop(Stage.VERIFY), run(Stage.REGISTER)), calls=(Audience.DESK,),
    ),
    Move(
        name=M.DENY, states=frozenset({S.VERIFYING}), to=S.REPORTED,
        permission=May.CASE_VERIFY, guards=(guards.by_the_verifier,), needs=(Need.REASON,),
        clears=("verifier_id",), clocks=(stop(Stage.VERIFY), run(Stage.REGISTER)), calls=(Audience.DESK,),
    ),
    Move(
        name=M.REGISTER, states=frozenset({S.VERIFIED}), to=S.REGISTERED,
        permission=May.CASE_REGISTER, needs=(Need.CONDITION,),
        stamps=("registered_at",), clocks=(stop(Stage.REGISTER), run(Stage.DISPATCH)),
        tells_reporter=True, calls=(Audience.DESK,),
    ),
    Move(
        name=M.REFUSE, states=frozenset({S.REPORTED, S.VERIFIED}), to=S.REFUSED,
        permission=May.CASE_REGISTER, needs=(Need.REASON,), clocks=STOP_ALL, tells_reporter=True,
    ),
    # Between the desk and the units.
    Move(
        name=M.DISPATCH, states=frozenset({S.REGISTERED}), to=S.DISPATCHED, goal=_TO_ANY_DOER,
        permission=May.CASE_DISPATCH, needs=(Need.UNIT,),
        stamps=("dispatched_at",), clocks=_OUT_TO_UNIT, calls=(Audience.OWNER,),
    ),
    # A unit that does not stir loses the case again.
    Move(
        name=M.RECALL, states=IN_HAND, to=S.REGISTERED, goal=_TO_DESK,
        permission=May.CASE_DISPATCH, needs=(Need.REASON,),
        clocks=_BACK_TO_DESK, calls=(Audience.FORMER_OWNER,),
    ),
    Move(
        name=M.ACCEPT, states=frozenset({S.DISPATCHED}), to=S.HANDLING,
        permission=May.CASE_HANDLE, guards=(guards.by_the_owner,), is_work=True, names="handler_id",
    ),
    Move(
        name=M.RETURN_DISPATCH, states=IN_HAND, to=S.REGISTERED, goal=_TO_DESK,
        permission=May.CASE_HANDLE, guards=(guards.by_the_owner,), is_work=True,
        needs=(Need.REASON, Need.PROPOSAL), counts="return_count",
        clocks=_BACK_TO_DESK, calls=(Audience.DESK,),
    ),
    # Up, one level at a time: for coordination by a person, at the breach of a limit by the software.
    Move(
        name=M.HAND_UP, states=IN_HAND, levels=frozenset({Level.GRID_TEAM}), to=S.DISPATCHED, goal=_TO_SQUAD_ABOVE,
        permission=May.CASE_HAND_UP, guards=(guards.by_the_owner,), needs=(Need.REASON,), automatic=True,
        stamps=("dispatched_at",), calls=(Audience.OWNER,),
    ),
    Move(
        name=M.HAND_UP, states=IN_HAND, levels=frozenset({Level.SQUAD}), to=S.REGISTERED, goal=_TO_DESK,
        permission=May.CASE_HAND_UP, guards=(guards.by_the_owner,), needs=(Need.REASON,), automatic=True,
        clocks=_BACK_TO_DESK, calls=(Audience.OWNER,),
    ),
    Move(
        name=M.HAND_UP, states=frozenset({S.REGISTERED}), levels=frozenset({Level.DESK}), to=S.DISPATCHED, goal=_TO_TOP,
        permission=May.CASE_HAND_UP, guards=(guards.by_the_owner,), needs=(Need.UNIT, Need.REASON), automatic=True,
        stamps=("dispatched_at",), clocks=_OUT_TO_UNIT, calls=(Audience.OWNER,),
    ),
    # Down, one level at a time, with an instruction that every level below hears.
    Move(
        name=M.HAND_DOWN, states=IN_HAND, levels=frozenset({Level.BRIGADE}), to=S.REGISTERED, goal=_TO_DESK,
        permission=May.CASE_HAND_DOWN, guards=(guards.by_the_owner,), needs=(Need.INSTRUCTION,),
        clocks=_BACK_TO_DESK, tells_below=True, calls=(Audience.OWNER,),
    ),
    Move(
        name=M.HAND_DOWN, states=frozenset({S.REGISTERED}), levels=frozenset({Level.DESK}),
        to=S.DISPATCHED, goal=_TO_SQUAD,
        permission=May.CASE_HAND_DOWN, guards=(guards.by_the_owner,), needs=(Need.UNIT, Need.INSTRUCTION),
        stamps=("dispatched_at",), clocks=_OUT_TO_UNIT, tells_below=True, calls=(Audience.OWNER,),
    ),
    Move(
        name=M.HAND_DOWN, states=IN_HAND, levels=frozenset({Level.SQUAD}), to=S.DISPATCHED, goal=_TO_TEAM_BELOW,
        permission=May.CASE_HAND_DOWN, guards=(guards.by_the_owner,), needs=(Need.UNIT, Need.INSTRUCTION),
        stamps=("dispatched_at",), tells_below=True, calls=(Audience.OWNER,),
    ),
    Move(
        name=M.REQUEST_SUPPORT, states=IN_HAND, levels=frozenset({Level.SQUAD, Level.BRIGADE}),
        permission=May.CASE_REQUEST_SUPPORT, guards=(guards.by_the_owner,), needs=(Need.UNITS, Need.REASON),
        calls=(Audience.SUPPORT,),
    ),
    Move(
        name=M.FEED_BACK, states=OPEN,
        permission=May.CASE_FEED_BACK, guards=(guards.speaks_for_a_level,), needs=(Need.ANSWER,),
        tells_below=True, tells_reporter=True,
    ),
    # The work itself, and the independent look at it.
    Move(
        name=M.HANDLE_ON_THE_SPOT, states=IN_HAND, levels=frozenset({Level.GRID_TEAM}), to=S.HANDLED,
        permission=May.CASE_HANDLE_ON_THE_SPOT, guards=(guards.by_the_owner,),
        needs=(Need.PHOTO_BEFORE, Need.PHOTO_AFTER), names="handler_id", stamps=("handled_at",),
        clocks=_WORK_DONE, calls=(Audience.DESK,),
    ),
    Move(
        name=M.FINISH, states=frozenset({S.HANDLING}), to=S.HANDLED,
        permission=May.CASE_HANDLE, guards=(guards.by_the_owner,), is_work=True,
        needs=(Need.PHOTO_AFTER,), names="handler_id", stamps=("handled_at",),
        clocks=_WORK_DONE, calls=(Audience.DESK,),
    ),
    Move(
        name=M.SEND_TO_CHECK, states=frozenset({S.HANDLED, S.CHECKING}), to=S.CHECKING,
        permission=May.CASE_DISPATCH, needs=(Need.PERSON,), person_may=May.CASE_CHECK,
        names="checker_id", calls=(Audience.PERSON,),
    ),
    Move(
        name=M.PASS_CHECK, states=frozenset({S.CHECKING}), to=S.CHECKED,
        permission=May.CASE_CHECK, guards=(guards.by_the_checker, guards.independent), needs=(Need.PHOTO_CHECK,),
        stamps=("checked_at",), clocks=(stop(Stage.CHECK), stop(Stage.HANDLE), run(Stage.CLOSE)),
        calls=(Audience.DESK,),
    ),
    Move(
        name=M.FAIL_CHECK, states=frozenset({S.CHECKING}), to=S.DISPATCHED,
        permission=May.CASE_CHECK, guards=(guards.by_the_checker, guards.independent), needs=(Need.REASON,),
        counts="rework_count", clears=("checker_id", "handler_id"),
        clocks=(stop(Stage.CHECK), run(Stage.HANDLE)), calls=(Audience.OWNER,),
    ),
    # The end, and the way back from it.
    Move(
        name=M.CLOSE, states=frozenset({S.CHECKED}), to=S.CLOSED,
        permission=May.CASE_CLOSE, guards=(guards.work_is_checked,), needs=(Need.REPLY,),
        stamps=("closed_at",), closes=ClosedHow.CHECKED, clocks=STOP_ALL, tells_below=True, tells_reporter=True,
    ),
    Move(
        name=M.CANCEL, states=OPEN - {S.REPORTED, S.VERIFYING}, to=S.CANCELLED,
        permission=May.CASE_CANCEL, guards=(guards.no_open_parts,), needs=(Need.REASON,), clears=("suspended_until",),
        clocks=STOP_ALL, tells_reporter=True, calls=(Audience.OWNER,),
    ),
    Move(
        name=M.REOPEN, states=frozenset({S.CLOSED}), to=S.REGISTERED, goal=_TO_DESK,
        permission=May.CASE_REOPEN, guards=(guards.main_goes_on,), needs=(Need.REASON,),
        counts="reopen_count", clears=("handler_id", "checker_id", "handled_at", "checked_at", "closed_at"),
        clocks=(run(Stage.TOTAL), run(Stage.DISPATCH)), tells_reporter=True, calls=(Audience.DESK,),
    ),
    # The brigade ends it by order: the paper says why, and nobody claims a check.
    Move(
        name=M.FORCE_CLOSE, states=IN_REGISTER - {S.CHECKED, S.CLOSED}, to=S.CLOSED,
        permission=May.CASE_FORCE_CLOSE, guards=(guards.no_open_parts,), needs=(Need.REASON, Need.PHOTO_PAPER),
        stamps=("closed_at",), closes=ClosedHow.FORCED, clears=("checker_id", "suspended_until"),
        clocks=STOP_ALL, tells_below=True, tells_reporter=True, calls=(Audience.OWNER,),
    ),
    # Put aside up to a day, and taken up again by the desk or by its timer.
    Move(
        name=M.SUSPEND, states=IN_HAND, to=S.SUSPENDED,
        permission=May.CASE_GRANT, guards=(guards.not_suspended_before,), on_request=True, needs=(Need.UNTIL,),
        counts="suspend_count", takes=("suspended_until",),
        clocks=(pause(Stage.HANDLE), pause(Stage.TOTAL)), calls=(Audience.OWNER,),
    ),
    Move(
        name=M.RESUME, states=frozenset({S.SUSPENDED}), to=S.DISPATCHED,
        permission=May.CASE_DISPATCH, needs=(Need.REASON,), automatic=True,
        clears=("suspended_until", "handler_id"),
        clocks=(run(Stage.TOTAL), run(Stage.HANDLE)), calls=(Audience.OWNER,),
    ),
    # Two reports of one thing: one case goes on, the other ends with a link to it.
    Move(
        name=M.MERGE, states=OPEN, to=S.MERGED,
        permission=May.CASE_MERGE, guards=(guards.no_open_parts,), needs=(Need.CASE, Need.REASON),
        takes=("merged_into_id",), clears=("suspended_until",),
        clocks=STOP_ALL, tells_reporter=True, calls=(Audience.OWNER,),
    ),
    Move(
        name=M.UNMERGE, states=frozenset({S.MERGED}), to=S.VERIFIED, goal=_TO_DESK,
        permission=May.CASE_MERGE, guards=(guards.main_goes_on,), needs=(Need.REASON,),
        clears=(
            "merged_into_id", "handler_id", "verifier_id", "checker_id",
            "registered_at", "dispatched_at", "handled_at", "checked_at",
        ),
        clocks=(run(Stage.TOTAL), run(Stage.REGISTER)), tells_reporter=True, calls=(Audience.DESK,),
    ),
    # Work for several units: each has a part, a case of its own; the whole waits for them.
    Move(
        name=M.SPLIT, states=frozenset({S.REGISTERED, S.PARTED}), levels=frozenset({Level.DESK}), to=S.PARTED,
        permission=May.CASE_DISPATCH, guards=(guards.is_no_part,), needs=(Need.PARTS, Need.INSTRUCTION),
        clocks=(stop(Stage.DISPATCH),),
    ),
    Move(
        name=M.CLOSE, states=frozenset({S.PARTED}), to=S.CLOSED,
        permission=May.CASE_CLOSE, guards=(guards.parts_are_done,), needs=(Need.REPLY,),
        stamps=("closed_at",), closes=ClosedHow.PARTS, clocks=STOP_ALL, tells_below=True, tells_reporter=True,
    ),
)  # fmt: skip

#: Every row under (name, state, level): the one question that is asked of the table.
_INDEX = MappingProxyType(
    {(row.name, state, level): row for row in MOVES for state in row.states for level in row.levels}
)


def row_for(name: M, situation: Situation) -> Move:
    """Return the row by which ``name`` is possible from where the case stands, or refuse."""
    row = _INDEX.get((name, situation.state, situation.level))
    if row is None and situation.state is CaseState.SUSPENDED:
        raise CaseSuspended("The case is suspended; nothing is done with it until it is taken up again.")
    if row is None:
        raise MoveNotAllowed("The case does not stand where this move begins.")
    return row


def rows_from(situation: Situation) -> tuple[Move, ...]:
    """Return every row that begins where the case stands, in the table's order."""
    here = ((name, situation.state, situation.level) for name in M)
    return tuple(row for key in here if (row := _INDEX.get(key)))
