"""Versions of rosters: who may see which, and what each changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import NotFound
from gridwarden.workforce.domain.rostering import PlanState
from gridwarden.workforce.models import DutyShift, RosterPlan, Staff
from gridwarden.workforce.queries import scope

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A version of a roster."""

    id: int
    unit_id: int
    unit_name: str
    first_day: date
    last_day: date
    days: int
    version: int
    state: PlanState
    is_change: bool
    from_day: date
    effective_from: date | None
    reason: str
    failure: str
    progress: int
    figures: dict[str, Any]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What a new version changes for somebody on a day."""

    day: date
    name: str
    before: str
    after: str


def visible_plans(actor: Actor) -> QuerySet[RosterPlan]:
    """Return what ``actor`` may see: rosters of units in sight or with own shifts; drafts only who makes them."""
    own = DutyShift.objects.filter(plan=OuterRef("pk"), staff__user=actor.user_id)
    found = RosterPlan.objects.filter(Q(unit__in=scope.units(actor)) | Exists(own)).select_related("unit")
    return found if actor.may(Permission.ROSTER_EDIT) else found.filter(state=PlanState.PUBLISHED.value)


def plan(actor: Actor, plan_id: int) -> PlanRow:
    """Return one version, or refuse as if there were none."""
    found = visible_plans(actor).filter(pk=plan_id).first()
    if found is None:
        raise NotFound("There is no such roster.")
    return _plan_row(found)


def latest(actor: Actor, unit_id: int) -> list[PlanRow]:
    """Return the newest versions of a unit's rosters, withdrawn ones left out."""
    found = visible_plans(actor).filter(unit=unit_id).exclude(state=PlanState.WITHDRAWN.value)
    return [_plan_row(one) for one in found.order_by("-first_day", "-version", "-pk")[:12]]


def changes(row: PlanRow) -> list[ChangeRow]:
    """Return what a version changes, by day; one SQL statement."""
    listed = row.figures.get("changes", ())
    people = Staff.objects.filter(pk__in={one["staff"] for one in listed})
    names = dict(people.values_list("pk", "user__display_name"))
    return [
        ChangeRow(
            day=date.fromisoformat(one["day"]),
            name=names.get(one["staff"], ""),
            before=one["before"] or "",
            after=one["after"] or "",
        )
        for one in listed
    ]


def _plan_row(found: RosterPlan) -> PlanRow:
    return PlanRow(
        id=found.pk,
        unit_id=found.unit_id,
        unit_name=found.unit.name,
        first_day=found.first_day,
        last_day=found.first_day + timedelta(days=found.days - 1),
        days=found.days,
        version=found.version,
        state=PlanState(found.state),
        is_change=found.based_on_id is not None,
        from_day=found.from_day,
        effective_from=found.effective_from,
        reason=found.reason,
        failure=found.failure,
        progress=found.progress,
        figures=found.figures,
        made_at=found.made_at,
    )
