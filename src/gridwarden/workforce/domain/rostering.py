"""Duty: who is put on a roster, in which shifts, and how many are wanted when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.platform.access import Role
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ROSTER_DAYS = 28
#: The rules of rest reach back by a week less a day.
REACH_BACK_DAYS = 6
MOST_WANTED = 50


class ShiftCode(StrEnum):
    """The shifts of the bureau."""

    DAY = "day"
    EVENING = "evening"
    OFFICE = "office"


#: The hours of each shift; between an evening and the next morning lie nine hours, so none follows the other.
HOURS: dict[ShiftCode, tuple[int, int]] = {
    ShiftCode.DAY: (7 * 60, 14 * 60 + 30),
    ShiftCode.EVENING: (14 * 60 + 30, 22 * 60),
    ShiftCode.OFFICE: (8 * 60 + 30, 17 * 60 + 30),
}
#: What is shared out; office hours need no sharing.
SHARED_SHIFTS = (ShiftCode.DAY, ShiftCode.EVENING)


class PlanState(StrEnum):
    """How far a roster has come."""

    DRAFTING = "drafting"
    READY = "ready"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class GroupKind(StrEnum):
    """Why people stand together on a roster."""

    #: Neighbouring grids that go on duty together.
    GRIDS = "grids"
    DESK = "desk"
    OFFICE = "office"


_KINDS: dict[Role, GroupKind] = {
    Role.ENFORCEMENT_OFFICER: GroupKind.GRIDS,
    **dict.fromkeys((Role.DESK_OPERATOR, Role.SHIFT_SUPERVISOR, Role.DISPATCHER, Role.CHECKER), GroupKind.DESK),
    **dict.fromkeys((Role.SQUAD_LEADER, Role.BRIGADE_LEADER, Role.DIVISION_OFFICER), GroupKind.OFFICE),
    **dict.fromkeys(
        (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR), GroupKind.OFFICE
    ),
}
ROSTERED_ROLES = frozenset(_KINDS)


def group_kind(roles: Collection[str]) -> GroupKind | None:
    """Return where a person with ``roles`` stands on the roster: in the field before the desk before the office."""
    kinds = {_KINDS[Role(role)] for role in roles if Role(role) in _KINDS}
    return next((kind for kind in GroupKind if kind in kinds), None)


class BadWanted(Invalid):
    """These numbers of people cannot be wanted."""

    code = "bad_wanted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many people are wanted: of each pair of grids, and of the desk, in each shift."""

    workday_day: int = 2
    workday_evening: int = 1
    rest_day: int = 1
    rest_evening: int = 1
    desk_workday_day: int = 5
    desk_workday_evening: int = 3
    desk_rest_day: int = 3
    desk_rest_evening: int = 2

    def __post_init__(self) -> None:
        """Refuse numbers that nobody can mean."""
        for name, number in asdict(self).items():
            if not 0 <= number <= MOST_WANTED:
                raise BadWanted(f"{name}: from 0 to {MOST_WANTED} people.", **{name: f"from 0 to {MOST_WANTED}"})

    def of(self, kind: GroupKind) -> Mapping[tuple[ShiftCode, bool], int]:
        """Return how many a group of ``kind`` wants by shift and whether it is a day of rest."""
        field = (self.workday_day, self.workday_evening, self.rest_day, self.rest_evening)
        desk = (self.desk_workday_day, self.desk_workday_evening, self.desk_rest_day, self.desk_rest_evening)
        numbers = desk if kind is GroupKind.DESK else field
        slots = ((ShiftCode.DAY, False), (ShiftCode.EVENING, False), (ShiftCode.DAY, True), (ShiftCode.EVENING, True))
        return dict(zip(slots, numbers, strict=True))
