"""Which accounts of the demo somebody may try: one of every role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.access import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.simulation.people.staff import PlannedPerson


def samples(people: Iterable[PlannedPerson]) -> tuple[PlannedPerson, ...]:
    """Return the first holder of each role, in the order of the roles."""
    first: dict[Role, PlannedPerson] = {}
    for person in people:
        for role in person.roles:
            first.setdefault(role, person)
    return tuple(first[role] for role in Role if role in first)
