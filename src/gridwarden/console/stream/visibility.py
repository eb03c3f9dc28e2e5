"""Which news an actor may hear: the rule by which cases are seen, applied to an event's payload.

One difference is meant: the unit that has just lost a case hears that it is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


def may_hear(actor: Actor, district_id: int, payload: dict[str, Any]) -> bool:
    """Return whether ``actor`` may hear an event of ``district_id`` with this payload."""
    if actor.district_id != district_id:
        return False
    if actor.may(Permission.CASE_SEE_DISTRICT):
        return True
    if actor.user_id in payload.get("user_ids", ()):
        return True
    if {payload.get("owner_unit_id"), payload.get("former_unit_id")} & actor.unit_ids:
        return True
    return not actor.is_contractor and payload.get("grid_id") in actor.grid_ids
