"""Who may act for a platform, and which unit may stand for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.refusals import Invalid
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Staff, Unit

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class NoAgent(Invalid):
    """There is no account of this name in the district."""

    code = "no_agent"


def agent_id(actor: Actor, username: str) -> int:
    """Return the account that acts for a platform: somebody of the district's people; one SQL statement."""
    found = Staff.objects.filter(user__username=username.strip(), user__is_active=True, district=actor.district_id)
    user_id = found.values_list("user", flat=True).first()
    if user_id is None:
        raise NoAgent("There is no account of this name in the district.", agent="is not known")
    return user_id


def units(actor: Actor) -> list[tuple[int, str]]:
    """Return the units that may stand for a platform: divisions and contractors; one SQL statement."""
    kinds = [UnitKind.DIVISION.value, UnitKind.CONTRACTOR.value]
    found = Unit.objects.filter(district=actor.district_id, kind__in=kinds, valid_to=None).order_by("name", "pk")
    return list(found.values_list("pk", "name"))
