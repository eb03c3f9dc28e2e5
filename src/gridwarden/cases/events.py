"""What other contexts and screens learn about cases."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Where the case stands after what happened; enough to draw it on a map."""

    case_id: int
    number: str
    version: int
    state: str
    level: int
    source: str
    grid_id: int | None
    condition_id: int | None
    owner_unit_id: int
    lon: float
    lat: float
    #: Who else may hear of it beside the grid and the owner: the accounts that had a part in the case, and the unit
    #: that has just lost it.
    user_ids: tuple[int, ...]
    former_unit_id: int | None = None
    #: ISO moments at which the light turns yellow and red.
    warn_at: str | None
    due_at: str | None


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    """A case was opened."""

    name = "case.opened"


@dataclass(frozen=True, kw_only=True)
class CaseMoved(CaseEvent):
    """A case was moved, by somebody or by the software."""

    name = "case.moved"

    move: str
    from_state: str
    by_user_id: int | None


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseEvent):
    """A case was closed: after a passed check, by order, or because its parts were."""

    name = "case.closed"

    how: str


@dataclass(frozen=True, kw_only=True)
class CasesMerged(CaseEvent):
    """A case ended because another one goes on for it (``is_undone``: it is its own again)."""

    name = "case.merged"

    into_id: int
    is_undone: bool


@dataclass(frozen=True, kw_only=True)
class CaseTurned(CaseEvent):
    """Something was asked for, ruled on, ordered or answered beside the moves of a case."""

    name = "case.turned"

    turn: str
    what: str
    #: When, in ISO 8601: a turn leaves the version as it is, so pages tell by this whether they show it.
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseFedBack(CaseEvent):
    """Levels below, or the reporter, were told something about a case."""

    name = "case.fed_back"

    step_id: int
    move: str
    to_reporter: bool
    to_levels: tuple[int, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class CaseWarned(CaseEvent):
    """A stage's limit is nearly used up."""

    name = "case.warned"

    stage: str


@dataclass(frozen=True, kw_only=True)
class CaseOverdue(CaseEvent):
    """A stage's limit is broken; told once on each level that the case climbs to."""

    name = "case.overdue"

    stage: str
