"""What the workforce tells higher contexts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class UnitChanged(Event):
    """A unit was established, revised or dissolved."""

    name: ClassVar[str] = "workforce.unit_changed"
    unit_id: int


@dataclass(frozen=True, kw_only=True)
class KeeperChanged(Event):
    """A unit began or ceased to keep a grid."""

    name: ClassVar[str] = "workforce.keeper_changed"
    grid_id: int
    unit_id: int


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Event):
    """A person joined, moved to another unit, left, or is described anew."""

    name: ClassVar[str] = "workforce.staff_changed"
    staff_id: int
    user_id: int


@dataclass(frozen=True, kw_only=True)
class RolesGranted(Event):
    """A person's roles were set."""

    name: ClassVar[str] = "workforce.roles_granted"
    staff_id: int
    user_id: int
    roles: list[str]


@dataclass(frozen=True, kw_only=True)
class PostingChanged(Event):
    """A posting began, changed its days or ended."""

    name: ClassVar[str] = "workforce.posting_changed"
    posting_id: int
    staff_id: int
    grid_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class RosterPublished(Event):
    """A roster is in force from a day on; ``told`` are the accounts whose shifts are new or different."""

    name: ClassVar[str] = "workforce.roster_published"
    plan_id: int
    unit_id: int
    from_day: str
    told: list[int]


@dataclass(frozen=True, kw_only=True)
class RosterProposed(Event):
    """A changed roster waits for a decision, since somebody cannot come; ``deciders`` are the accounts that may."""

    name: ClassVar[str] = "workforce.roster_proposed"
    plan_id: int
    unit_id: int
    deciders: list[int]
    reason: str
