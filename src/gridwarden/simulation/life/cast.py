"""Who is there to act: everybody of the district by account, post, unit and grid."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gridwarden.platform.access import Role
from gridwarden.platform.accounts.models import User
from gridwarden.simulation.people.staff import PlannedPerson, plan_people
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries.actors import actor_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from gridwarden.platform.access import Actor
    from gridwarden.simulation.territory.model import Territory


#: Who acts for a unit of each kind.
WORKERS = {
    UnitKind.GRID_TEAM: Role.ENFORCEMENT_OFFICER,
    UnitKind.SQUADRON: Role.SQUAD_LEADER,
    UnitKind.BRIGADE: Role.BRIGADE_LEADER,
    UnitKind.DIVISION: Role.DIVISION_OFFICER,
    UnitKind.CONTRACTOR: Role.CONTRACTOR_OFFICER,
}


class NobodyThere(LookupError):
    """The district has nobody for this task."""


class Cast:
    """Finds people and turns them into actors; an actor is looked up once."""

    def __init__(self, territory: Territory, *, seed: int) -> None:
        people = plan_people(territory, seed=seed)
        self._people = {person.username: person for person in people}
        users = User.objects.filter(username__in=list(self._people))
        self._users = {user.username: user for user in users}
        self._usernames = {user.pk: user.username for user in users}
        self._actors: dict[str, Actor] = {}
        self._of_unit: dict[tuple[str, Role], list[PlannedPerson]] = defaultdict(list)
        self._of_grid: dict[tuple[str, Role], list[PlannedPerson]] = defaultdict(list)
        for person in people:
            self._note(person)

    def in_unit(self, unit_code: str, role: Role, chance: Random) -> str:
        """Return the user name of somebody of the unit in the role."""
        return _one_of(self._of_unit[unit_code, role], chance)

    def in_grid(self, grid_code: str, role: Role, chance: Random) -> str:
        """Return the user name of somebody posted to the grid in the role."""
        return _one_of(self._of_grid[grid_code, role], chance)

    def actor(self, username: str, at: datetime) -> Actor:
        """Return the person as an actor."""
        if username not in self._actors:
            self._actors[username] = actor_for(self._users[username], at)
        return self._actors[username]

    def user_id(self, username: str) -> int:
        """Return the account's id."""
        return self._users[username].pk

    def username(self, user_id: int | None) -> str:
        """Return whose account it is."""
        if user_id not in self._usernames:
            raise NobodyThere(user_id)
        return self._usernames[user_id]

    def knows(self, user_id: int | None) -> bool:
        """Return whether the account belongs to one of these people."""
        return user_id in self._usernames

    def _note(self, person: PlannedPerson) -> None:
        for role in person.roles:
            if person.unit:
                self._of_unit[person.unit, role].append(person)
            for grid in person.grids:
                self._of_grid[grid, role].append(person)


def _one_of(people: Sequence[PlannedPerson], chance: Random) -> str:
    if not people:
        raise NobodyThere
    return chance.choice(people).username
