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


_DAY_MIN = 24 * 60
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
    """How many people are wanted: of each pair of grids, and of the desk, in each shift; and when the shifts are.

    Shifts start and end in minutes of the day; one that ends before it starts ends on the day after.
    """

    workday_day: int = 2
    workday_evening: int = 1
    rest_day: int = 1
    rest_evening: int = 1
    desk_workday_day: int = 5
    desk_workday_evening: int = 3
    desk_rest_day: int = 3
    desk_rest_evening: int = 2
    day_starts: int = 7 * 60
    day_ends: int = 14 * 60 + 30
    evening_starts: int = 14 * 60 + 30
    evening_ends: int = 22 * 60
    office_starts: int = 8 * 60 + 30
    office_ends: int = 17 * 60 + 30

    def __post_init__(self) -> None:
        """Refuse numbers and hours that nobody can mean."""
        for name, number in asdict(self).items():
            if name.endswith(("_starts", "_ends")):
                if not 0 <= number < _DAY_MIN:
                    raise BadWanted(f"{name}: from 00:00 to 23:59.", **{name: "from 00:00 to 23:59"})
            elif not 0 <= number <= MOST_WANTED:
                raise BadWanted(f"{name}: from 0 to {MOST_WANTED} people.", **{name: f"from 0 to {MOST_WANTED}"})
        for code in ShiftCode:
            starts, ends = self.hours(code)
            if ends - starts == _DAY_MIN:
                raise BadWanted("A shift ends when it starts.", **{f"{code}_ends": "A shift ends when it starts."})

    def hours(self, code: ShiftCode) -> tuple[int, int]:
        """Return when a shift starts and ends, in minutes after the midnight before it."""
        starts, ends = {
            ShiftCode.DAY: (self.day_starts, self.day_ends),
            ShiftCode.EVENING: (self.evening_starts, self.evening_ends),
            ShiftCode.OFFICE: (self.office_starts, self.office_ends),
        }[code]
        return starts, ends if ends > starts else ends + _DAY_MIN

    def of(self, kind: GroupKind) -> Mapping[tuple[ShiftCode, bool], int]:
        """Return how many a group of ``kind`` wants by shift and whether it is a day of rest."""
        field = (self.workday_day, self.workday_evening, self.rest_day, self.rest_evening)
        desk = (self.desk_workday_day, self.desk_workday_evening, self.desk_rest_day, self.desk_rest_evening)
        numbers = desk if kind is GroupKind.DESK else field
        slots = ((ShiftCode.DAY, False), (ShiftCode.EVENING, False), (ShiftCode.DAY, True), (ShiftCode.EVENING, True))
        return dict(zip(slots, numbers, strict=True))
