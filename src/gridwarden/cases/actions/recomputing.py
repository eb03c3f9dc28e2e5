"""Compute open deadlines again when the calendar under them has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.actions import _clocks, _records
from gridwarden.cases.actions._clocks import Kept
from gridwarden.cases.domain.deadlines import recomputed
from gridwarden.cases.models import Case, Clock, DeadlineChange
from gridwarden.platform.access import system_for

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.deadlines import Calendars

_WORKING = (LimitUnit.WORKING_HOUR.value, LimitUnit.WORKING_DAY.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """A deadline that moved."""

    case_id: int
    number: str
    stage: str
    old_due_at: datetime
    new_due_at: datetime


def recompute(*, district_id: int, at: datetime) -> list[Shifted]:
    """Recompute the running working-time clocks of a district and return those that moved.

    Closed cases and broken limits keep what they have. Each case is locked and written by itself.
    """
    running = Clock.objects.filter(
        case__district=district_id, rings_at__isnull=False, breached_at=None, limit_unit__in=_WORKING
    )
    calendars = _clocks.calendars_of(district_id)
    case_ids = running.order_by("case").values_list("case", flat=True).distinct()
    return [shift for case_id in list(case_ids) for shift in _recompute_one(case_id, calendars, at)]


@transaction.atomic
def _recompute_one(case_id: int, calendars: Calendars, at: datetime) -> list[Shifted]:
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    live = _clocks.live_of(case_id)
    after = {stage: recomputed(one.value, calendars) for stage, one in live.items()}
    changed = [Kept(live[stage].row, clock) for stage, clock in after.items() if clock != live[stage].value]
    moved = {one.row.pk: shift for one in changed if (shift := _shift(case, one))}
    shifts = list(moved.values())
    DeadlineChange.objects.bulk_create(
        DeadlineChange(clock_id=clock_id, old_due_at=shift.old_due_at, new_due_at=shift.new_due_at, at=at)
        for clock_id, shift in moved.items()
    )
    _clocks.change(case, changed)
    _clocks.set_lights(case, after.values())
    for shift in shifts:
        _records.audit(
            case,
            "case.deadline_moved",
            by=system_for(case.district_id),
            at=at,
            stage=shift.stage,
            old_due_at=shift.old_due_at.isoformat(),
            new_due_at=shift.new_due_at.isoformat(),
        )
    return shifts


def _shift(case: Case, one: Kept) -> Shifted | None:
    old, new = one.row.due_at, one.value.due_at
    if old is None or new is None or old == new:
        return None
    return Shifted(case_id=case.pk, number=case.number, stage=one.row.stage, old_due_at=old, new_due_at=new)
