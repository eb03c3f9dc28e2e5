"""What of the workforce an actor may see: everything else does not exist for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.grids.models import Grid
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import NotFound
from gridwarden.workforce.models import Duty, Posting, Staff, Unit

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gridwarden.grids.models.columns import DatedQuerySet
    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models.staff_query import StaffQuerySet

#: Whoever holds one of these with ``PEOPLE_SEE`` sees the people of the whole district.
DISTRICT_WIDE = frozenset({Permission.CASE_SEE_DISTRICT, Permission.PEOPLE_EDIT, Permission.SECURITY_MANAGE})


def sees_district(actor: Actor) -> bool:
    """Return whether ``actor`` sees every unit and person of the district."""
    return bool(DISTRICT_WIDE & actor.permissions)


def units(actor: Actor) -> DatedQuerySet[Unit]:
    """Return the units that ``actor`` may see: all of the district, or the own one and those below."""
    found = Unit.objects.filter(district=_district(actor))
    return found if sees_district(actor) else found.filter(pk__in=actor.unit_ids)


def staff(actor: Actor, day: date) -> StaffQuerySet:
    """Return the people whom ``actor`` may see: of the units in reach and those at work in the grids in reach."""
    found = Staff.objects.filter(district=_district(actor))
    if sees_district(actor):
        return found
    beside = Posting.objects.on(day).filter(grid__in=actor.grid_ids).values("staff")
    return found.filter(Q(unit__in=actor.unit_ids) | Q(pk__in=beside) | Q(user=actor.user_id))


def grids(actor: Actor, day: date) -> QuerySet[Grid]:
    """Return the grids of ``day`` that ``actor`` may see the staffing of."""
    found = Grid.objects.on(day).filter(district=_district(actor))
    return found if sees_district(actor) else found.filter(pk__in=actor.grid_ids)


def grids_from(actor: Actor, day: date) -> QuerySet[Grid]:
    """Return the grids of ``day`` and of the days after it that ``actor`` may see the staffing of."""
    found = Grid.objects.ending_after(day).filter(district=_district(actor))
    return found if sees_district(actor) else found.filter(pk__in=actor.grid_ids)


def postings(actor: Actor) -> DatedQuerySet[Posting]:
    """Return the postings that ``actor`` may see: of the units and in the grids in reach, and the own."""
    found = Posting.objects.filter(district=_district(actor))
    if sees_district(actor):
        return found
    return found.filter(Q(staff__unit__in=actor.unit_ids) | Q(grid__in=actor.grid_ids) | Q(staff__user=actor.user_id))


def one_staff(actor: Actor, staff_id: int, day: date) -> Staff:
    """Return the person, or refuse as if there were none."""
    found = staff(actor, day).select_related("user", "unit").filter(pk=staff_id).first()
    if found is None:
        raise NotFound("There is no such person.")
    return found


def one_unit(actor: Actor, unit_id: int) -> Unit:
    """Return the unit, or refuse as if there were none."""
    found = units(actor).select_related("parent").filter(pk=unit_id).first()
    if found is None:
        raise NotFound("There is no such unit.")
    return found


def one_posting(actor: Actor, posting_id: int) -> Posting:
    """Return the posting, or refuse as if there were none."""
    found = (
        postings(actor)
        .select_related("staff__user", "grid", "substitute_for__user")
        .defer("grid__geom", "grid__shape")
        .filter(pk=posting_id)
        .first()
    )
    if found is None:
        raise NotFound("There is no such posting.")
    return found


def one_duty(actor: Actor, duty_id: int) -> Duty:
    """Return the duty of the actor's district, or refuse as if there were none."""
    found = Duty.objects.filter(district=_district(actor), pk=duty_id).first()
    if found is None:
        raise NotFound("There is no such duty.")
    return found


def _district(actor: Actor) -> int | None:
    """Return the district whose people ``actor`` may look at; no row has ``None``."""
    return actor.district_id if actor.may(Permission.PEOPLE_SEE) else None
