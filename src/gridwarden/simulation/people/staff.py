"""The people: a team of 102, and everybody else who works in the grids."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from gridwarden.platform.access import Role
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.people import units
from gridwarden.simulation.people.names import NameBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gridwarden.simulation.territory.model import GridArea, Territory

#: The grid whose people have the sample logins: the old town, where most happens.
SAMPLE_GRID = "A14"
#: Grids with a third enforcement officer; all others have two.
BUSY_GRIDS = frozenset({"A06", "A07", "A08", "A10", "A11", "A12", "A13", "A14", "A15", "B02", "B05"})
#: How many people hold each post of the desk.
DESK_POSTS = {Role.DESK_OPERATOR: 4, Role.SHIFT_SUPERVISOR: 2, Role.DISPATCHER: 3, Role.CHECKER: 5}
OFFICERS_PER_DIVISION = 2
#: A municipal officer looks after so many grids.
GRIDS_PER_MUNICIPAL_OFFICER = 2
SWEEPERS_PER_GRID, HOLDERS_PER_GRID, OFFICERS_PER_CONTRACTOR = 2, 3, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPerson:
    """Somebody to be enrolled, given roles and posted."""

    username: str
    name: str
    phone: str
    staff_number: str
    roles: tuple[Role, ...]
    #: Code of the unit; ``None`` for an administrator.
    unit: str | None
    #: Codes of the grids to which the person is posted in the first of the roles.
    grids: tuple[str, ...] = ()
    #: Whether the person belongs to the bureau's own team of 102.
    in_team: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """A person without a name yet."""

    username: str
    role: Role
    unit: str | None
    grids: tuple[str, ...] = ()
    in_team: bool = False


def plan_people(territory: Territory, *, seed: int) -> tuple[PlannedPerson, ...]:
    """Return everybody, the team of 102 first."""
    book = NameBook(chance_of(seed, "people"))
    return tuple(
        PlannedPerson(
            username=post.username,
            name=book.person(),
            phone=book.phone(),
            staff_number=f"{number:04d}",
            roles=(post.role,),
            unit=post.unit,
            grids=post.grids,
            in_team=post.in_team,
        )
        for number, post in enumerate(_posts(territory), start=1)
    )


def _posts(territory: Territory) -> Iterator[_Post]:
    grids = sorted(territory.grids, key=lambda grid: (grid.code != SAMPLE_GRID, grid.code))
    yield from _leaders()
    yield from _desk()
    yield from _divisions()
    yield from _administrators()
    yield from _officers(grids)
    yield from _grid_people(grids)
    yield from _municipal_officers(grids)
    yield from _sweepers(grids)
    yield from _frontage_holders(territory, grids)
    yield from _contractors()


def _leaders() -> Iterator[_Post]:
    yield _Post(username="brigade", role=Role.BRIGADE_LEADER, unit=units.BRIGADE, in_team=True)
    # The sample squad is the town's, which has the sample grid.
    names = {"town": "squad", "core": "squad.core", "village": "squad.village"}
    for zone, username in names.items():
        yield _Post(username=username, role=Role.SQUAD_LEADER, unit=units.SQUADS[zone][0], in_team=True)


def _desk() -> Iterator[_Post]:
    usernames = {
        Role.DESK_OPERATOR: "desk",
        Role.SHIFT_SUPERVISOR: "supervisor",
        Role.DISPATCHER: "dispatcher",
        Role.CHECKER: "checker",
    }
    for role, count in DESK_POSTS.items():
        for number in range(count):
            yield _Post(username=_numbered(usernames[role], number), role=role, unit=units.DESK, in_team=True)


def _divisions() -> Iterator[_Post]:
    usernames = _numbers("division")
    for code in units.DIVISIONS:
        for _ in range(OFFICERS_PER_DIVISION):
            yield _Post(username=next(usernames), role=Role.DIVISION_OFFICER, unit=code, in_team=True)


def _administrators() -> Iterator[_Post]:
    yield _Post(username="sysadmin", role=Role.SYSTEM_ADMINISTRATOR, unit=None, in_team=True)
    yield _Post(username="secadmin", role=Role.SECURITY_ADMINISTRATOR, unit=None, in_team=True)
    yield _Post(username="auditor", role=Role.AUDIT_ADMINISTRATOR, unit=None, in_team=True)


def _officers(grids: Sequence[GridArea]) -> Iterator[_Post]:
    usernames = _numbers("officer")
    for grid in grids:
        for _ in range(3 if grid.code in BUSY_GRIDS else 2):
            yield _in_grid(next(usernames), Role.ENFORCEMENT_OFFICER, grid, in_team=True)


def _grid_people(grids: Sequence[GridArea]) -> Iterator[_Post]:
    for role, username in ((Role.INFORMATION_OFFICER, "informer"), (Role.COMMUNITY_OFFICER, "community")):
        for number, grid in enumerate(grids):
            yield _in_grid(_numbered(username, number), role, grid)


def _municipal_officers(grids: Sequence[GridArea]) -> Iterator[_Post]:
    step = GRIDS_PER_MUNICIPAL_OFFICER
    for number, first in enumerate(range(0, len(grids), step)):
        codes = tuple(grid.code for grid in grids[first : first + step])
        yield _Post(username=_numbered("municipal", number), role=Role.MUNICIPAL_OFFICER, unit="SZC", grids=codes)


def _sweepers(grids: Sequence[GridArea]) -> Iterator[_Post]:
    usernames = _numbers("sweeper")
    for grid in grids:
        for _ in range(SWEEPERS_PER_GRID):
            yield _Post(
                username=next(usernames),
                role=Role.SANITATION_WORKER,
                unit=units.CLEANERS[grid.zone],
                grids=(grid.code,),
            )


def _frontage_holders(territory: Territory, grids: Sequence[GridArea]) -> Iterator[_Post]:
    usernames = _numbers("frontage")
    for grid in grids:
        for _shop in territory.places_in(grid.code, "shop")[:HOLDERS_PER_GRID]:
            yield _in_grid(next(usernames), Role.FRONTAGE_HOLDER, grid)


def _contractors() -> Iterator[_Post]:
    usernames = _numbers("contractor")
    for code, _ in zip(cycle(units.CONTRACTORS), range(OFFICERS_PER_CONTRACTOR * len(units.CONTRACTORS)), strict=False):
        yield _Post(username=next(usernames), role=Role.CONTRACTOR_OFFICER, unit=code)


def _in_grid(username: str, role: Role, grid: GridArea, *, in_team: bool = False) -> _Post:
    return _Post(username=username, role=role, unit=units.team_code(grid.code), grids=(grid.code,), in_team=in_team)


def _numbered(username: str, number: int) -> str:
    return username if number == 0 else f"{username}{number + 1}"


def _numbers(username: str) -> Iterator[str]:
    number = 0
    while True:
        yield _numbered(username, number)
        number += 1
