"""Make a roster that was asked for. Loads the solver: import it only inside the job."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from gridwarden.algorithms.staffing import Params, Status
from gridwarden.algorithms.staffing.solve import solve
from gridwarden.platform.access import system_for
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Refusal
from gridwarden.workforce.domain.rostering import PlanState, ShiftCode, Wanted
from gridwarden.workforce.events import RosterProposed
from gridwarden.workforce.models import DutyShift, RosterGroup, RosterPlan
from gridwarden.workforce.queries.deciders import deciders
from gridwarden.workforce.queries.roster_problem import asked

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.algorithms.staffing import Result
    from gridwarden.workforce.queries.roster_problem import Asked

#: After this the best so far is taken, with its gap.
TIME_LIMIT_S = 120.0


def make(*, at: datetime, plan_id: int, time_limit_s: float = TIME_LIMIT_S) -> None:
    """Solve a plan and store its shifts; a plan that is no longer being drafted is left alone."""
    plan = RosterPlan.objects.select_related("unit", "district").filter(pk=plan_id).first()
    if plan is None or plan.state != PlanState.DRAFTING:
        return

    def progress(done: int, of: int) -> None:
        # Outside every transaction: whoever waits sees it at once.
        RosterPlan.objects.filter(pk=plan_id).update(progress=min(99, 100 * done // of))

    try:
        question = asked(plan, at)
        params = Params(seed=plan.seed, time_limit_s=time_limit_s)
        result = solve(question.problem, params, previous=question.previous, progress=progress)
    except Refusal as refusal:
        _fail(plan_id, refusal.message)
        return
    if result.status is Status.UNKNOWN:
        _fail(plan_id, "No roster was found in time.")
        return
    _keep(plan_id, question, result, at=at)


def _fail(plan_id: int, why: str) -> None:
    drafting = RosterPlan.objects.filter(pk=plan_id, state=PlanState.DRAFTING.value)
    drafting.update(state=PlanState.FAILED.value, failure=why[:300])


@transaction.atomic
def _keep(plan_id: int, question: Asked, result: Result, *, at: datetime) -> None:
    plan = RosterPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state != PlanState.DRAFTING:
        return  # withdrawn meanwhile
    groups = _store_groups(plan, question)
    DutyShift.objects.bulk_create(_shifts(plan, question, result, groups))
    plan.state, plan.progress, plan.figures = PlanState.READY.value, 100, _figures(plan, question, result)
    plan.save(update_fields=["state", "progress", "figures"])
    record(
        "roster.made",
        by=system_for(plan.district_id),
        at=at,
        subject_type="roster",
        subject_id=plan.pk,
        district_id=plan.district_id,
        status=str(result.status),
        changes=len(result.changes),
        shortages=len(result.shortages),
    )
    if plan.based_on_id is not None:
        publish(
            RosterProposed(
                district_id=plan.district_id,
                at=at,
                plan_id=plan.pk,
                unit_id=plan.unit_id,
                deciders=deciders(plan.unit_id),
                reason=plan.reason,
            )
        )


def _store_groups(plan: RosterPlan, question: Asked) -> dict[int, RosterGroup]:
    """Store the groups and return each person's."""
    rows = {row.code: RosterGroup(plan=plan, code=row.code, kind=row.kind.value) for row in question.groups}
    RosterGroup.objects.bulk_create(rows.values())
    link = RosterGroup.grids.through
    link.objects.bulk_create(
        link(rostergroup=rows[row.code], grid_id=grid_id) for row in question.groups for grid_id in row.grid_ids
    )
    return {staff_id: rows[row.code] for row in question.groups for staff_id in row.staff_ids}


def _shifts(plan: RosterPlan, question: Asked, result: Result, groups: dict[int, RosterGroup]) -> list[DutyShift]:
    first = plan.first_day
    made = [
        _shift(plan, groups, int(one.person), first + timedelta(days=one.day), ShiftCode(one.shift))
        for one in result.assignments
        if int(one.person) in groups
    ]
    return made + [_shift(plan, groups, staff_id, day, ShiftCode.OFFICE) for staff_id, day in question.office]


def _shift(plan: RosterPlan, groups: dict[int, RosterGroup], staff_id: int, day: date, code: ShiftCode) -> DutyShift:
    midnight = datetime.combine(day, time(), get_default_timezone())
    starts, ends = (midnight + timedelta(minutes=minutes) for minutes in Wanted(**plan.wanted).hours(code))
    return DutyShift(
        district_id=plan.district_id,
        plan=plan,
        group=groups[staff_id],
        staff_id=staff_id,
        day=day,
        code=code.value,
        starts_at=starts,
        ends_at=ends,
    )


def _figures(plan: RosterPlan, question: Asked, result: Result) -> dict[str, Any]:
    def day(number: int) -> str:
        return (plan.first_day + timedelta(days=number)).isoformat()

    return {
        "status": str(result.status),
        "cost": result.cost,
        "bound": result.bound,
        "gap": round(result.gap, 4),
        "cpu_s": round(result.cpu_s, 2),
        "fewest_proven": result.is_change_proven,
        "rest_days": [day(number) for number in sorted(question.problem.rest_days)],
        "shares": [
            {"group": share.group, "people": share.people, "of": str(share.measure)}
            | {"most": share.most, "least": share.least}
            for share in result.shares
        ],
        "unmanned": list(question.unmanned),
        "shortages": [
            {"day": day(one.day), "shift": one.shift, "group": one.group, "people": one.people}
            for one in result.shortages
        ],
        "changes": [
            {"day": day(one.day), "staff": int(one.person), "before": one.before, "after": one.after}
            for one in result.changes
        ],
    }
