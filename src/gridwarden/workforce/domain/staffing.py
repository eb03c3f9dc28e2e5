"""How many people of each role a grid wants, and where it falls short."""

from __future__ import annotations

from enum import StrEnum

from gridwarden.platform.access import Role

#: People wanted in every grid. The report staffs a grid with two to three enforcement officers;
#: frontage holders are as many as there are shops, so none is demanded.
WANTED: dict[Role, int] = {
    Role.ENFORCEMENT_OFFICER: 2,
    Role.INFORMATION_OFFICER: 1,
    Role.COMMUNITY_OFFICER: 1,
    Role.MUNICIPAL_OFFICER: 1,
    Role.SANITATION_WORKER: 1,
    Role.FRONTAGE_HOLDER: 0,
}


class Staffing(StrEnum):
    """How a grid stands in one role."""

    FILLED = "filled"
    #: Somebody is there, fewer than wanted.
    SHORT = "short"
    #: Nobody is there though somebody is wanted.
    HOLE = "hole"


def staffing(role: Role, present: int) -> Staffing:
    """Return how a grid with ``present`` people in ``role`` stands."""
    wanted = WANTED.get(role, 0)
    if present >= wanted:
        return Staffing.FILLED
    return Staffing.SHORT if present else Staffing.HOLE
