"""Have a roster made, put it in force, or drop it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish as publish_event
from gridwarden.platform.refusals import Conflict, Forbidden, Invalid
from gridwarden.workforce.actions.guards import locked, translated
from gridwarden.workforce.domain.rostering import ROSTER_DAYS, PlanState, Wanted
from gridwarden.workforce.events import RosterPublished
from gridwarden.workforce.models import DutyShift, RosterPlan, Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor

#: The job that makes a roster; ``jobs.py`` registers it.
JOB = "workforce.make_roster"
LONGEST_DAYS = 62


class NotYourRoster(Forbidden):
    """The roster is made by others."""

    code = "not_your_roster"


class RosterNotReady(Conflict):
    """The roster is not in a state in which this can be done."""

    code = "roster_not_ready"


class DoubleDuty(Conflict):
    """Somebody already has a shift in these hours on another roster."""

    code = "double_duty"


#: States of a version that is still to be decided.
_OPEN = (PlanState.DRAFTING.value, PlanState.READY.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoster:
    """What is to be made."""

    unit_id: int
    first_day: date
    days: int = ROSTER_DAYS
    wanted: Wanted = field(default_factory=Wanted)
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Why and from which day a roster is made again, with as few changes as possible."""

    from_day: date
    reason: str


@transaction.atomic
def draft(*, by: Actor, at: datetime, new: NewRoster) -> RosterPlan:
    """Have a roster made in the background."""
    unit = locked(Unit.objects.all(), new.unit_id, by=by)
    check_may_edit(by, unit)
    if not 1 <= new.days <= LONGEST_DAYS:
        raise Invalid("A roster has 1 to 62 days.", days="from 1 to 62")
    plan = RosterPlan.objects.create(
        district_id=unit.district_id,
        unit=unit,
        first_day=new.first_day,
        days=new.days,
        version=_next_version(unit, new.first_day),
        state=PlanState.DRAFTING.value,
        from_day=new.first_day,
        wanted=asdict(new.wanted),
        seed=new.seed,
        made_by_id=by.user_id,
        made_at=at,
    )
    _ask(plan, by=by, at=at)
    return plan


@transaction.atomic
def propose(*, by: Actor, at: datetime, plan_id: int, change: Change) -> RosterPlan:
    """Have a published roster made again with as few changes as possible; everything before the day stands."""
    old = locked(RosterPlan.objects.select_related("unit"), plan_id, by=by)
    if old.state != PlanState.PUBLISHED:
        raise RosterNotReady("Only a published roster is changed.")
    plan = RosterPlan.objects.create(
        district_id=old.district_id,
        unit=old.unit,
        first_day=old.first_day,
        days=old.days,
        version=_next_version(old.unit, old.first_day),
        state=PlanState.DRAFTING.value,
        based_on=old,
        from_day=max(change.from_day, old.first_day),
        reason=change.reason,
        wanted=old.wanted,
        seed=old.seed,
        made_by_id=by.user_id,
        made_at=at,
    )
    _ask(plan, by=by, at=at)
    return plan


@transaction.atomic
def publish(*, by: Actor, at: datetime, plan_id: int, from_day: date | None = None) -> RosterPlan:
    """Put a roster in force from a day on, in place of what was; the people hear of it."""
    plan = locked(RosterPlan.objects.select_related("unit"), plan_id, by=by)
    check_may_edit(by, plan.unit)
    if plan.state != PlanState.READY:
        raise RosterNotReady("Only a finished draft can be published.")
    start = _start(plan, from_day, localdate(at))
    told = _told(plan, start)
    _replace(plan, start)
    plan.state, plan.published_at, plan.effective_from = PlanState.PUBLISHED.value, at, start
    plan.save(update_fields=["state", "published_at", "effective_from"])
    _record("roster.published", plan, by=by, at=at)
    _settle_changes(plan, by=by, at=at)
    publish_event(
        RosterPublished(
            district_id=plan.district_id,
            at=at,
            plan_id=plan.pk,
            unit_id=plan.unit_id,
            from_day=start.isoformat(),
            told=told,
        )
    )
    return plan


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, plan_id: int) -> None:
    """Drop a draft."""
    plan = locked(RosterPlan.objects.select_related("unit"), plan_id, by=by)
    check_may_edit(by, plan.unit)
    if plan.state == PlanState.PUBLISHED:
        raise RosterNotReady("A published roster is changed, not dropped.")
    plan.state = PlanState.WITHDRAWN.value
    plan.save(update_fields=["state"])
    _record("roster.withdrawn", plan, by=by, at=at)


def _settle_changes(plan: RosterPlan, *, by: Actor, at: datetime) -> None:
    """Drop the changes of the roster that were still to be decided: they would take back what is in force now.

    One that asks for more than the published version knew is made again from it.
    """
    open_ones = RosterPlan.objects.filter(
        unit=plan.unit_id, first_day=plan.first_day, based_on__isnull=False, state__in=_OPEN
    )
    for one in open_ones.order_by("version"):
        one.state = PlanState.WITHDRAWN.value
        one.save(update_fields=["state"])
        _record("roster.withdrawn", one, by=by, at=at)
        if one.version > plan.version or one.from_day < (plan.effective_from or plan.from_day):
            change = Change(from_day=max(one.from_day, localdate(at)), reason=one.reason)
            propose(by=by, at=at, plan_id=plan.pk, change=change)


def check_may_edit(by: Actor, unit: Unit) -> None:
    """Refuse whoever makes no rosters, or not those of ``unit``."""
    by.require(Permission.ROSTER_EDIT)
    software = by.user_id is None
    if not (software or by.may(Permission.PEOPLE_EDIT) or unit.pk in by.unit_ids):
        raise NotYourRoster("Rosters of this unit are made by others.")


def _ask(plan: RosterPlan, *, by: Actor, at: datetime) -> None:
    _record("roster.asked", plan, by=by, at=at)
    app.configure_task(name=JOB).defer(plan_id=plan.pk)


def _start(plan: RosterPlan, wished: date | None, today: date) -> date:
    """Return the first day in force: nothing that has been worked is rewritten."""
    start = max(wished or plan.from_day, plan.from_day)
    if plan.based_on_id is not None:
        start = plan.from_day  # what is before is equal anyway
    if start >= plan.first_day + timedelta(days=plan.days):
        raise Invalid("The roster is over by then.", from_day="after the last day")
    return max(start, today) if _in_force(plan).filter(day__lt=today, day__gte=start).exists() else start


def _in_force(plan: RosterPlan) -> QuerySet[DutyShift]:
    last = plan.first_day + timedelta(days=plan.days)
    people = DutyShift.objects.filter(plan=plan).values("staff")
    same = Q(staff__in=people) | Q(plan__unit=plan.unit_id)
    return DutyShift.objects.filter(same, in_force=True, day__lt=last).exclude(plan=plan)


def _replace(plan: RosterPlan, start: date) -> None:
    _in_force(plan).filter(day__gte=start).update(in_force=False)
    with translated({"workforce_shift_no_overlap": DoubleDuty("Somebody has another shift in these hours.")}):
        DutyShift.objects.filter(plan=plan, day__gte=start).update(in_force=True)


def _told(plan: RosterPlan, start: date) -> list[int]:
    """Return the accounts of those whose shifts become others."""
    old = set(_in_force(plan).filter(day__gte=start).values_list("staff__user_id", "starts_at", "ends_at"))
    mine = DutyShift.objects.filter(plan=plan, day__gte=start)
    new = set(mine.values_list("staff__user_id", "starts_at", "ends_at"))
    return sorted({user_id for user_id, _, _ in old ^ new})


def _next_version(unit: Unit, first_day: date) -> int:
    last = RosterPlan.objects.filter(unit=unit, first_day=first_day).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def _record(what: str, plan: RosterPlan, *, by: Actor, at: datetime) -> None:
    record(
        what,
        by=by,
        at=at,
        subject_type="roster",
        subject_id=plan.pk,
        district_id=plan.district_id,
        unit_id=plan.unit_id,
        first_day=plan.first_day.isoformat(),
        version=plan.version,
        based_on_id=plan.based_on_id,
        effective_from=plan.effective_from.isoformat() if plan.effective_from else None,
    )
