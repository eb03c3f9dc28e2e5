"""Who stands on a paper, and who looks again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.timezone import localdate

from gridwarden.cases.domain.states import Level
from gridwarden.inspections.domain.errors import TwoOfficers
from gridwarden.platform.access import Permission, Role
from gridwarden.workforce.models import Staff
from gridwarden.workforce.queries import people

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer as printed: name, and the number of the enforcement card, or the staff number without one."""

    staff_id: int
    name: str
    number: str


def colleagues(actor: Actor, at: datetime) -> list[OfficerRow]:
    """Return who could stand beside the actor on a paper, the actor's own unit first; one SQL statement."""
    day = localdate(at)
    near = models.Case(
        models.When(unit=actor.unit_id, then=models.Value(0)),
        default=models.Value(1),
        output_field=models.IntegerField(),
    )
    staff = (
        Staff.objects.in_service(day)
        .holding(Permission.NOTICE_ISSUE)
        .filter(district=actor.district_id, user__is_active=True)
        .exclude(user=actor.user_id)
        .annotate(near=near)
        .select_related("user")
    )
    return [_officer(one) for one in staff.order_by("near", "staff_number", "pk")]


def on_paper(actor: Actor, second_id: int | None, at: datetime) -> list[OfficerRow]:
    """Return the two officers of a paper: the actor and a colleague who may issue papers too."""
    me = Staff.objects.select_related("user").filter(user=actor.user_id, district=actor.district_id).first()
    found = [one for one in colleagues(actor, at) if one.staff_id == second_id]
    if me is None or not found:
        raise TwoOfficers("Two officers stand on a paper.", second_officer_id="is no colleague who may issue papers")
    return [_officer(me), found[0]]


def rechecker(case: Case, at: datetime, *, issuer_id: int | None) -> int | None:
    """Return the account of the one who looks again at ``at``.

    While the grid team has the case: who is posted to its grid then, substitutes counted, the absent not; whoever
    issued the paper only when that is the one posted. Above the team: the unit that has the case.
    """
    if case.level == Level.GRID_TEAM and case.grid_id is not None:
        posted = [one for one in people.of_grid(case.grid_id, at) if one.role is Role.ENFORCEMENT_OFFICER]
        if posted:
            return posted[0].user_id
    unit = people.user_ids_with(Permission.NOTICE_ISSUE, case.owner_unit_id, at=at)
    if issuer_id in unit:
        return issuer_id
    return unit[0] if unit else issuer_id


def _officer(staff: Staff) -> OfficerRow:
    return OfficerRow(staff.pk, staff.user.display_name, staff.card_number or staff.staff_number)
