"""Grant roles: the security administrator's office, and nobody's for himself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.access import Permission, Role
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Forbidden
from gridwarden.workforce.actions.guards import locked
from gridwarden.workforce.domain.roles import check_place, check_together
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.events import RolesGranted
from gridwarden.workforce.models import Staff

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from gridwarden.platform.access import Actor


class OwnRoles(Forbidden):
    """Nobody grants roles to himself."""

    code = "own_roles"


@transaction.atomic
def grant(*, by: Actor, at: datetime, staff_id: int, roles: Collection[Role]) -> Staff:
    """Have the person hold exactly ``roles`` from now on."""
    by.require(Permission.SECURITY_MANAGE)
    staff = locked(Staff.objects.select_related("unit"), staff_id, by=by)
    if staff.user_id == by.user_id:
        raise OwnRoles("Nobody grants roles to himself.")
    check_together(roles)
    check_place(roles, UnitKind(staff.unit.kind) if staff.unit else None)
    before = staff.roles
    staff.roles = [role.value for role in Role if role in set(roles)]
    staff.save(update_fields=["roles"])
    record(
        "roles.granted",
        by=by,
        at=at,
        subject_type="staff",
        subject_id=staff.pk,
        district_id=staff.district_id,
        before=before,
        roles=staff.roles,
    )
    publish(
        RolesGranted(district_id=staff.district_id, at=at, staff_id=staff.pk, user_id=staff.user_id, roles=staff.roles)
    )
    return staff
