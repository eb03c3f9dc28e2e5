"""Somebody cannot come: note it, and have the rosters that count on the person made again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.workforce.actions import leaves, rosters
from gridwarden.workforce.actions.guards import locked
from gridwarden.workforce.domain.rostering import PlanState
from gridwarden.workforce.models import RosterPlan, Staff

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Leave

LONGEST_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class SickCall:
    """Who cannot come, from which day up to, not including, another."""

    staff_id: int
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class Called:
    """What came of it."""

    leave: Leave
    proposals: tuple[RosterPlan, ...]


@transaction.atomic
def call_in_sick(*, by: Actor, at: datetime, call: SickCall) -> Called:
    """Note the leave and have each published roster with shifts of the person in these days made again."""
    staff = locked(Staff.objects.select_related("unit"), call.staff_id, by=by)
    _check_may_call(by, staff)
    if call.valid_from < localdate(at):
        raise Invalid("Nobody calls in sick for days gone by.", valid_from="before today")
    if call.valid_to - call.valid_from > timedelta(days=LONGEST_DAYS):
        raise Invalid("A longer absence is a leave.", valid_to="more than 90 days")
    new = leaves.NewLeave(staff_id=staff.pk, valid_from=call.valid_from, valid_to=call.valid_to, reason=call.reason)
    leave = leaves.note(by=by, at=at, new=new)
    change = rosters.Change(from_day=call.valid_from, reason=f"{staff.user.display_name} {call.reason}"[:200])
    proposals = [rosters.propose(by=by, at=at, plan_id=pk, change=change) for pk in _counting_on(staff, call)]
    return Called(leave, tuple(proposals))


def _check_may_call(by: Actor, staff: Staff) -> None:
    """Everybody calls in sick for himself; whoever makes the rosters, for the people on them."""
    own = by.user_id is not None and staff.user_id == by.user_id
    if not (own or may_call_for(by, staff.unit_id)):
        raise NotFound("There is no such person.")


def may_call_for(by: Actor, unit_id: int | None) -> bool:
    """Whether ``by`` makes the rosters of the people of a unit, and so may note that one of them cannot come."""
    return by.may(Permission.ROSTER_EDIT) and (by.may(Permission.PEOPLE_EDIT) or unit_id in by.unit_ids)


def _counting_on(staff: Staff, call: SickCall) -> list[int]:
    """Return the newest version in force of each roster that has the person on duty in these days."""
    plans = RosterPlan.objects.filter(
        state=PlanState.PUBLISHED.value,
        shifts__staff=staff,
        shifts__in_force=True,
        shifts__day__gte=call.valid_from,
        shifts__day__lt=call.valid_to,
    )
    newest = {
        (unit_id, first_day): pk
        for unit_id, first_day, pk in plans.order_by("version", "pk").values_list("unit", "first_day", "pk")
    }
    return sorted(newest.values())
