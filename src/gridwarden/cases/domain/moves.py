"""The move table: every way in which a case can go on, as data.

A move is allowed where its row says so and nowhere else. One name may have several rows, which
differ in where they start; no two rows of one name share a state and level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.situation import Situation
from gridwarden.cases.domain.states import CaseState, ClosedHow, Level
from gridwarden.platform.access import Actor, Permission

if TYPE_CHECKING:
    from gridwarden.cases.domain.clocks import ClockOp
    from gridwarden.workforce.domain.units import UnitKind


class MoveName(StrEnum):
    """The verbs of a case."""

    SEND_TO_VERIFY = "send_to_verify"
    CONFIRM = "confirm"
    DENY = "deny"
    REGISTER = "register"
    REFUSE = "refuse"
    DISPATCH = "dispatch"
    RECALL = "recall"
    ACCEPT = "accept"
    RETURN_DISPATCH = "return_dispatch"
    HAND_UP = "hand_up"
    HAND_DOWN = "hand_down"
    REQUEST_SUPPORT = "request_support"
    FEED_BACK = "feed_back"
    HANDLE_ON_THE_SPOT = "handle_on_the_spot"
    FINISH = "finish"
    SEND_TO_CHECK = "send_to_check"
    PASS_CHECK = "pass_check"  # noqa: S105 - a verb, no password
    FAIL_CHECK = "fail_check"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"
    SUSPEND = "suspend"
    RESUME = "resume"
    FORCE_CLOSE = "force_close"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SPLIT = "split"


class Need(StrEnum):
    """What a move asks of the one who makes it."""

    REASON = "reason"
    INSTRUCTION = "instruction"
    ANSWER = "answer"
    REPLY = "reply"
    PERSON = "person"
    UNIT = "unit"
    UNITS = "units"
    CONDITION = "condition"
    PHOTO_BEFORE = "photo_before"
    PHOTO_AFTER = "photo_after"
    PHOTO_CHECK = "photo_check"
    #: Photo of a signed paper.
    PHOTO_PAPER = "photo_paper"
    #: The unit to which a wrongly dispatched case belongs.
    PROPOSAL = "proposal"
    #: Up to when a case is put aside.
    UNTIL = "until"
    #: The case that goes on for both.
    CASE = "case"
    #: The units among which a case is divided.
    PARTS = "parts"


#: Needs that are met by ``Inputs.text``.
TEXTS = frozenset({Need.REASON, Need.INSTRUCTION, Need.ANSWER, Need.REPLY})


class Audience(StrEnum):
    """Who is notified of a move, seen from where the case stands after it."""

    OWNER = "owner"
    DESK = "desk"
    PERSON = "person"
    SUPPORT = "support"
    FORMER_OWNER = "former_owner"


@dataclass(frozen=True, slots=True)
class Goal:
    """The unit to which a move takes the case."""

    kinds: frozenset[UnitKind]
    #: The level of the chain that has the unit where nobody chooses another.
    usual: Level | None = None
    #: Whether the one who moves the case may choose the unit.
    open_choice: bool = True
    #: Whether the unit must stand directly below the owner.
    below_owner: bool = False


Guard = Callable[[Situation, Actor], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row of the table."""

    name: MoveName
    #: Where the row starts.
    states: frozenset[CaseState]
    levels: frozenset[Level] = frozenset(Level)
    #: Where it leads; ``None`` leaves state or owner as they are.
    to: CaseState | None = None
    goal: Goal | None = None
    #: Who may.
    permission: Permission
    guards: tuple[Guard, ...] = ()
    #: What a person who is sent must be allowed to do.
    person_may: Permission | None = None
    #: Rows of work are open to contractors; all others are the bureau's alone.
    is_work: bool = False
    #: Rows that the software may take by itself.
    automatic: bool = False
    #: Rows that only a granted request takes; nobody makes them directly.
    on_request: bool = False
    needs: tuple[Need, ...] = ()
    #: Fields of the situation: the moment, the person, the count that the move writes, and what it wipes.
    stamps: tuple[str, ...] = ()
    names: str | None = None
    counts: str | None = None
    clears: tuple[str, ...] = ()
    #: Fields that the move fills with what was brought along: the case to go on, the day to wait for.
    takes: tuple[str, ...] = ()
    closes: ClosedHow | None = None
    clocks: tuple[ClockOp, ...] = ()
    #: Feedback that the move leaves behind by itself.
    tells_below: bool = False
    tells_reporter: bool = False
    calls: tuple[Audience, ...] = ()
