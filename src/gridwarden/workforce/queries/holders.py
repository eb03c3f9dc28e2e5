"""How many people hold each role."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gridwarden.platform.access import Role
from gridwarden.workforce.queries import scope

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.platform.access import Actor


def holders(actor: Actor, day: date) -> dict[Role, int]:
    """Return the number of people in service whom ``actor`` may see, by role; one SQL statement."""
    held = scope.staff(actor, day).in_service(day).values_list("roles", flat=True)
    counts = Counter(role for roles in held for role in roles)
    return {role: counts[role.value] for role in Role}
