"""A case as the rules see it: one frozen value, and what a move brings along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import LEVEL_OF, CaseState, Level
from gridwarden.menu.domain.words import PhotoRule

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.sources import Source
    from gridwarden.platform.access import Actor
    from gridwarden.workforce.domain.units import UnitKind

#: Without a condition no photo is demanded.
NO_PHOTOS = PhotoRule(before=0, after=0)


@dataclass(frozen=True, slots=True)
class CaseUnit:
    """A unit as the workflow knows it."""

    id: int
    kind: UnitKind
    parent_id: int | None = field(default=None, compare=False)

    @property
    def level(self) -> Level:
        """The level of the cases that this unit owns."""
        return LEVEL_OF[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Who stands on the levels around one place; ``None`` where nobody does."""

    team: CaseUnit | None = None
    squad: CaseUnit | None = None
    desk: CaseUnit
    brigade: CaseUnit | None = None

    def at(self, level: Level) -> CaseUnit | None:
        """Return the unit that answers for ``level``; information officers are called through their team."""
        return {
            Level.INFORMATION_OFFICER: self.team,
            Level.GRID_TEAM: self.team,
            Level.SQUAD: self.squad,
            Level.DESK: self.desk,
            Level.BRIGADE: self.brigade,
        }[level]

    def level_of(self, unit_id: int | None) -> Level | None:
        """Return the highest level on which the unit stands in this chain."""
        ladder = sorted(Level, reverse=True)
        return next((level for level in ladder if (unit := self.at(level)) and unit.id == unit_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where a case stands at a moment: its moving part, and the facts that the rules look at."""

    district_id: int
    source: Source
    chain: Chain

    state: CaseState
    owner: CaseUnit
    condition_id: int | None = None
    handler_id: int | None = None
    #: Everybody who ever had a hand in the work; none of them may check it.
    handlers: frozenset[int] = frozenset()
    verifier_id: int | None = None
    checker_id: int | None = None
    registered_at: datetime | None = None
    dispatched_at: datetime | None = None
    handled_at: datetime | None = None
    checked_at: datetime | None = None
    closed_at: datetime | None = None
    moved_at: datetime
    rework_count: int = 0
    reopen_count: int = 0
    return_count: int = 0
    suspend_count: int = 0
    #: While the case is suspended: up to when.
    suspended_until: datetime | None = None
    #: The case that goes on for this one.
    merged_into_id: int | None = None
    closed_how: str = ""

    #: When a limit's alarm last sounded or a request was last filed or ruled on.
    alarmed_at: datetime | None = None
    photo_rule: PhotoRule = NO_PHOTOS
    #: Photos of the state before handling that the case already holds.
    photos_before: int = 0
    #: Parts of a divided case: still open, and closed.
    open_parts: int = 0
    closed_parts: int = 0
    #: Merged cases whose reporters wait for this one's answer.
    followers: int = 0
    is_part: bool = False
    #: The case above – the whole of which this is a part, or the one that goes on for it – has ended.
    main_ended: bool = False

    @property
    def level(self) -> Level:
        """The level on which the case lies: its owner's, always."""
        return self.owner.level


#: The fields that moves change: stored on the case, written into each step, rebuilt by replaying the steps.
MOVING_PART = (
    "state",
    "owner",
    "condition_id",
    "handler_id",
    "handlers",
    "verifier_id",
    "checker_id",
    "registered_at",
    "dispatched_at",
    "handled_at",
    "checked_at",
    "closed_at",
    "moved_at",
    "rework_count",
    "reopen_count",
    "return_count",
    "suspend_count",
    "suspended_until",
    "merged_into_id",
    "closed_how",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the one who moves a case brings along."""

    #: Reason, instruction, result or reply, as the move asks for it.
    text: str = ""
    unit: CaseUnit | None = None
    units: tuple[CaseUnit, ...] = ()
    #: The person to be sent, with that person's own permissions and unit.
    person: Actor | None = None
    condition_id: int | None = None
    photos_before: int = 0
    photos_after: int = 0
    photos_check: int = 0
    photos_paper: int = 0
    suspended_until: datetime | None = None
    merged_into_id: int | None = None


NOTHING = Inputs()
