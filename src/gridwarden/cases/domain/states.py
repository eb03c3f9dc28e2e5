"""What a case can be, and the five levels on which it can lie."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from gridwarden.workforce.domain.units import UnitKind


class CaseState(StrEnum):
    """The stations of a case, in the order of its ordinary way."""

    REPORTED = "reported"
    VERIFYING = "verifying"
    VERIFIED = "verified"
    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    HANDLED = "handled"
    CHECKING = "checking"
    CHECKED = "checked"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    #: Put aside to a chosen day (挂账): every clock rests and nobody works on it.
    SUSPENDED = "suspended"
    #: Divided: its parts are worked on, each a case of its own.
    PARTED = "parted"
    #: The same as another case, which goes on for both.
    MERGED = "merged"


S = CaseState

#: Nothing more is owed.
ENDED = frozenset({S.CLOSED, S.CANCELLED, S.REFUSED, S.MERGED})
#: Somebody still owes something.
OPEN = frozenset(S) - ENDED
#: A unit has the case and works on it.
IN_HAND = frozenset({S.DISPATCHED, S.HANDLING})
#: The case has a number in the register; its item is settled.
IN_REGISTER = OPEN - {S.REPORTED, S.VERIFYING, S.VERIFIED} | {S.CLOSED}


class ClosedHow(StrEnum):
    """On what ground a case was closed; figures keep them apart."""

    #: Somebody independent has checked the work.
    CHECKED = "checked"
    #: The brigade ordered it (强制结案); nobody claims a check.
    FORCED = "forced"
    #: Every part of a divided case has been closed.
    PARTS = "parts"


#: Closed without anybody's check of the case itself.
UNCHECKED = frozenset({ClosedHow.FORCED, ClosedHow.PARTS})


class Level(IntEnum):
    """The five levels of the platform (五级平台)."""

    INFORMATION_OFFICER = 1
    GRID_TEAM = 2
    SQUAD = 3
    DESK = 4
    BRIGADE = 5


#: The level of a case that a unit of this kind owns. The desk answers for its contractors.
LEVEL_OF = {
    UnitKind.GRID_TEAM: Level.GRID_TEAM,
    UnitKind.SQUADRON: Level.SQUAD,
    UnitKind.DESK: Level.DESK,
    UnitKind.CONTRACTOR: Level.DESK,
    UnitKind.BRIGADE: Level.BRIGADE,
    UnitKind.DIVISION: Level.BRIGADE,
}


class Flag(StrEnum):
    """What the desk should know about a case at first sight."""

    #: The place lies outside every grid.
    NO_GRID = "no_grid"
    #: The place lies on the border of two grids; the rule chose one.
    ON_BORDER = "on_border"
    #: The grid has no team on that day.
    NO_TEAM = "no_team"
    #: The case ran its course in another system; we hold its record, not its steps.
    ADOPTED = "adopted"
