"""What somebody does next about a case: from where it stands to a move, who makes it and how long it takes.

Pure, and asked anew after every move: a stopped simulation goes on from the state of the cases alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.moves import MoveName as M
from gridwarden.cases.domain.states import CaseState as S
from gridwarden.simulation.life.fates import COMPLAINTS, Turn, Way
from gridwarden.simulation.life.shifts import Shift
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.cases.domain.sources import Source
    from gridwarden.simulation.life.fates import Fate


class Who(StrEnum):
    """Who makes a move."""

    OWNER = "owner"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    DISPATCHER = "dispatcher"
    VERIFIER = "verifier"
    CHECKER = "checker"
    LEADER = "leader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A case as its people see it."""

    state: S
    source: Source
    owner_kind: UnitKind
    #: Every move made so far, counted.
    done: Counter[M] = field(default_factory=Counter)
    rework_count: int = 0
    reopen_count: int = 0


@dataclass(frozen=True, slots=True)
class Intent:
    """A move that somebody means to make after a while."""

    move: M
    who: Who
    #: Least and most minutes until then.
    minutes: tuple[float, float]
    shift: Shift = Shift.DESK
    #: Share of the time left until the deadline; where there is one it counts instead of the minutes.
    pace: float | None = None
    #: Key of what is written, where the move asks for words.
    text: str = ""


#: A complaint is settled within this many minutes whatever its limit: the bureau answers for a closing rate of 100 %.
COMPLAINT_MINUTES = 9 * 60.0
#: How often a case has been handed up and down where it lies on the way to the brigade and back.
_FROM_TEAM_TO_SQUAD, _FROM_SQUAD_TO_DESK, _DOWN_TO_SQUAD = (1, 0), (2, 0), 2
#: A late one needs this share of its limit.
LATE_PACE = 1.15
#: One for which more time is asked needs this share of its first limit; refused, it is late.
EXTENDED_PACE = 1.4


def next_intent(seen: Seen, fate: Fate) -> Intent | None:
    """Return what is done next, or nothing when the case has ended for good or waits for its day or its parts."""
    find = _BY_STATE.get(seen.state)
    return find(seen, fate) if find else None


def _reported(seen: Seen, fate: Fate) -> Intent:
    del fate
    if seen.done[M.DENY]:
        return Intent(M.REFUSE, Who.SUPERVISOR, (2, 9), text="refused")
    return Intent(M.SEND_TO_VERIFY, Who.OPERATOR, (1, 7))


def _verifying(seen: Seen, fate: Fate) -> Intent:
    del seen
    if fate.is_unfounded:
        return Intent(M.DENY, Who.VERIFIER, (8, 24), text="denied")
    return Intent(M.CONFIRM, Who.VERIFIER, (6, 24), text="verified")


def _verified(seen: Seen, fate: Fate) -> Intent:
    del seen, fate
    return Intent(M.REGISTER, Who.SUPERVISOR, (1, 9))


def _registered(seen: Seen, fate: Fate) -> Intent:
    ups, downs = seen.done[M.HAND_UP], seen.done[M.HAND_DOWN]
    if fate.is_cancelled and not seen.done[M.DISPATCH]:
        return Intent(M.CANCEL, Who.SUPERVISOR, (2, 10), text="cancelled")
    if fate.way is Way.BRIGADE and (ups, downs) == _FROM_SQUAD_TO_DESK:
        return Intent(M.HAND_UP, Who.DISPATCHER, (3, 10), text="handed_up_desk")
    if ups > downs > 0:
        return Intent(M.HAND_DOWN, Who.DISPATCHER, (2, 9), text="instruction")
    return Intent(M.DISPATCH, Who.DISPATCHER, (1, 9))


def _dispatched(seen: Seen, fate: Fate) -> Intent:
    return _AT_UNIT[seen.owner_kind](seen, fate)


def _at_team(seen: Seen, fate: Fate) -> Intent:
    untouched = not seen.done[M.HAND_DOWN] and not seen.rework_count
    if untouched and fate.way in (Way.SQUAD, Way.BRIGADE):
        return Intent(M.HAND_UP, Who.OWNER, (10, 50), Shift.FIELD, text="handed_up")
    if untouched and fate.way is Way.NEGLECTED:
        return Intent(M.ACCEPT, Who.OWNER, (240, 600), Shift.FIELD, LATE_PACE, text="accepted")
    if untouched and fate.way is Way.ON_THE_SPOT:
        return Intent(M.HANDLE_ON_THE_SPOT, Who.OWNER, (4, 45), Shift.FIELD, text="on_the_spot")
    return Intent(M.ACCEPT, Who.OWNER, (4, 20), Shift.FIELD, text="accepted")


def _at_squad(seen: Seen, fate: Fate) -> Intent:
    ups, downs = seen.done[M.HAND_UP], seen.done[M.HAND_DOWN]
    if fate.way is Way.SQUAD and not seen.done[M.REQUEST_SUPPORT]:
        return Intent(M.REQUEST_SUPPORT, Who.OWNER, (5, 25), Shift.FIELD, text="support")
    if fate.way is Way.BRIGADE and (ups, downs) == _FROM_TEAM_TO_SQUAD:
        return Intent(M.HAND_UP, Who.OWNER, (10, 30), Shift.FIELD, text="handed_up_squad")
    came_back_down = fate.way is Way.BRIGADE and downs == _DOWN_TO_SQUAD
    if ups and not seen.rework_count and (downs == 0 or came_back_down):
        return Intent(M.HAND_DOWN, Who.OWNER, (8, 30), Shift.FIELD, text="instruction")
    return Intent(M.ACCEPT, Who.OWNER, (8, 30), Shift.FIELD, text="accepted")


def _at_contractor(seen: Seen, fate: Fate) -> Intent:
    if fate.is_returned and not seen.done[M.RETURN_DISPATCH] and not seen.rework_count:
        return Intent(M.RETURN_DISPATCH, Who.OWNER, (10, 50), Shift.CREW, text="returned")
    return Intent(M.ACCEPT, Who.OWNER, (4, 30), Shift.CREW, text="accepted")


def _at_division(seen: Seen, fate: Fate) -> Intent:
    del seen, fate
    return Intent(M.ACCEPT, Who.OWNER, (10, 60), Shift.OFFICE, text="accepted")


def _at_brigade(seen: Seen, fate: Fate) -> Intent:
    del fate
    if not seen.done[M.FEED_BACK]:
        return Intent(M.FEED_BACK, Who.OWNER, (15, 60), Shift.FIELD, text="fed_back")
    return Intent(M.HAND_DOWN, Who.OWNER, (5, 30), Shift.FIELD, text="instruction")


def _handling(seen: Seen, fate: Fate) -> Intent:
    shift = {UnitKind.CONTRACTOR: Shift.CREW, UnitKind.DIVISION: Shift.OFFICE}.get(seen.owner_kind, Shift.FIELD)
    if seen.source in COMPLAINTS:
        longest = COMPLAINT_MINUTES * fate.pace
        return Intent(M.FINISH, Who.OWNER, (longest / 4, longest), Shift.FIELD, text="finished")
    if fate.is_forced:
        return Intent(M.FORCE_CLOSE, Who.LEADER, (120, 600), Shift.OFFICE, text="forced")
    if fate.turn is Turn.EXTENSION and not seen.rework_count:
        return Intent(M.FINISH, Who.OWNER, (90, 300), shift, EXTENDED_PACE, text="finished")
    pace = LATE_PACE if fate.is_late and not seen.rework_count else fate.pace
    return Intent(M.FINISH, Who.OWNER, (30, 240), shift, pace, text="finished")


def _handled(seen: Seen, fate: Fate) -> Intent:
    del seen, fate
    return Intent(M.SEND_TO_CHECK, Who.DISPATCHER, (1, 6))


def _checking(seen: Seen, fate: Fate) -> Intent:
    if fate.is_reworked and not seen.rework_count:
        return Intent(M.FAIL_CHECK, Who.CHECKER, (6, 22), Shift.FIELD, text="failed")
    return Intent(M.PASS_CHECK, Who.CHECKER, (5, 22), Shift.FIELD, text="passed")


def _checked(seen: Seen, fate: Fate) -> Intent:
    del seen, fate
    return Intent(M.CLOSE, Who.SUPERVISOR, (2, 20), text="closed")


def _closed(seen: Seen, fate: Fate) -> Intent | None:
    if fate.is_reopened and not seen.reopen_count:
        return Intent(M.REOPEN, Who.SUPERVISOR, (180, 1200), Shift.OFFICE, text="reopened")
    return None


_AT_UNIT: dict[UnitKind, Callable[[Seen, Fate], Intent]] = {
    UnitKind.GRID_TEAM: _at_team,
    UnitKind.SQUADRON: _at_squad,
    UnitKind.CONTRACTOR: _at_contractor,
    UnitKind.DIVISION: _at_division,
    UnitKind.BRIGADE: _at_brigade,
}
_BY_STATE: dict[S, Callable[[Seen, Fate], Intent | None]] = {
    S.REPORTED: _reported,
    S.VERIFYING: _verifying,
    S.VERIFIED: _verified,
    S.REGISTERED: _registered,
    S.DISPATCHED: _dispatched,
    S.HANDLING: _handling,
    S.HANDLED: _handled,
    S.CHECKING: _checking,
    S.CHECKED: _checked,
    S.CLOSED: _closed,
}
