"""Who is acting: from an account to the frozen ``Actor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils.timezone import localdate

from gridwarden.platform.access import Actor, Role, permissions_of
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Staff

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.accounts.models import User

#: The unit with everything below it, and the grids that these keep or to which the person is posted.
_REACH = """
WITH RECURSIVE below(id) AS (
    SELECT %(unit)s::bigint WHERE %(unit)s IS NOT NULL
    UNION
    SELECT unit.id FROM workforce_unit unit JOIN below ON unit.parent_id = below.id
    WHERE unit.valid_from <= %(day)s AND (unit.valid_to IS NULL OR unit.valid_to > %(day)s)
), reached(grid_id) AS (
    SELECT keeper.grid_id FROM workforce_unitgrid keeper JOIN below ON keeper.unit_id = below.id
    WHERE keeper.valid_from <= %(day)s AND (keeper.valid_to IS NULL OR keeper.valid_to > %(day)s)
    UNION
    SELECT posting.grid_id FROM workforce_posting posting
    WHERE posting.staff_id = %(staff)s
      AND posting.valid_from <= %(day)s AND (posting.valid_to IS NULL OR posting.valid_to > %(day)s)
)
SELECT ARRAY(SELECT id FROM below), ARRAY(SELECT grid_id FROM reached)
"""


def actor_for(user: User, at: datetime) -> Actor:
    """Return ``user`` as the one who acts at ``at``; two SQL statements.

    Somebody without a place in the workforce, or who has left it, may do nothing.
    """
    day = localdate(at)
    staff = Staff.objects.in_service(day).select_related("unit").filter(user=user).first()
    if staff is None:
        return Actor(name=user.display_name, user_id=user.pk)
    return _actor(user, staff, day)


def _actor(user: User, staff: Staff, day: date) -> Actor:
    unit_ids, grid_ids = _reach(staff, day)
    roles = frozenset(Role(role) for role in staff.roles)
    return Actor(
        name=user.display_name,
        user_id=user.pk,
        district_id=staff.district_id,
        unit_id=staff.unit_id,
        roles=roles,
        permissions=permissions_of(roles),
        unit_ids=frozenset(unit_ids),
        grid_ids=frozenset(grid_ids),
        is_contractor=staff.unit is not None and staff.unit.kind == UnitKind.CONTRACTOR,
    )


def _reach(staff: Staff, day: date) -> tuple[list[int], list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_REACH, {"unit": staff.unit_id, "staff": staff.pk, "day": day})
        unit_ids, grid_ids = cursor.fetchone()
    return unit_ids, grid_ids
