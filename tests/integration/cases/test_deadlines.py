"""Deadlines under pauses, under a district's own limits, and under a calendar that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from gridwarden.algorithms.worktime import DayKind, LimitUnit, StepKind
from gridwarden.cases.actions import dispatching, limits
from gridwarden.cases.domain.clocks import Stage as ClockStage
from gridwarden.cases.domain.errors import CaseNotFound
from gridwarden.cases.models import Clock, DeadlineChange
from gridwarden.cases.queries import deadlines
from gridwarden.platform.access import PermissionDenied, system_for
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.calendars.actions import days
from gridwarden.platform.events.delivery import deliver_pending
from gridwarden.platform.timers.clockwork import fire_due
from gridwarden.platform.timers.models import Timer
from tests.factories.cases import MONDAY, SHANGHAI
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from tests.factories.cases import Stage

#: A Friday before an ordinary weekend, an hour before the offices close.
FRIDAY = datetime(2026, 3, 6, 17, 0, tzinfo=SHANGHAI)


def handle_clock(case_id: int) -> Clock:
    return Clock.objects.get(case=case_id, stage="handle")


def test_working_hours_stand_still_over_the_weekend(stage: Stage) -> None:
    play = Play(stage, at=FRIDAY).dispatched()
    dispatched_at = play.at
    assert stage.slow.limit_value == 2
    left = timedelta(hours=2) - (FRIDAY.replace(hour=18) - dispatched_at)
    assert handle_clock(play.case_id).due_at == datetime(2026, 3, 9, 8, 0, tzinfo=SHANGHAI) + left


def test_time_at_the_desk_is_not_the_units(stage: Stage) -> None:
    play = Play(stage).dispatched()
    before = handle_clock(play.case_id).due_at
    dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="不是我方")
    dispatching.dispatch(
        by=stage.by("dispatcher"), at=play.tick(20), case_id=play.case_id, unit_id=stage.cast.contractor.pk
    )
    after = handle_clock(play.case_id).due_at
    assert before is not None
    assert after == before + timedelta(minutes=20)


def test_a_stopped_clock_says_what_it_measured(stage: Stage) -> None:
    play = Play(stage).checking()
    play.tick(30)
    play.pass_check()
    clock = handle_clock(play.case_id)
    assert clock.spent_s == 120, "accepted a minute after the dispatch, done a minute later; the check is not counted"


def test_a_district_sets_its_own_limits_for_what_starts_from_then_on(stage: Stage) -> None:
    old = stage.opened()
    by = replace(stage.by("keeper"))
    limits.set_limit(
        by=by,
        at=MONDAY,
        district_id=stage.district_id,
        stage=ClockStage.REGISTER,
        value="1.5",
        unit=LimitUnit.WORKING_HOUR,
    )
    new = stage.opened()
    assert (old.due_at, new.due_at) == (MONDAY + timedelta(minutes=15), MONDAY + timedelta(hours=1.5))
    assert AuditEntry.objects.filter(action="case_limit.set").count() == 1


def test_limits_are_set_by_those_who_keep_calendars_and_not_for_handling(stage: Stage) -> None:
    given = {"at": MONDAY, "district_id": stage.district_id, "value": Decimal(1), "unit": LimitUnit.URGENT_HOUR}
    with pytest.raises(PermissionDenied):
        limits.set_limit(by=stage.by("dispatcher"), stage=ClockStage.CHECK, **given)  # type: ignore[arg-type]
    with pytest.raises(limits.LimitOfTheCondition):
        limits.set_limit(by=stage.by("keeper"), stage=ClockStage.HANDLE, **given)  # type: ignore[arg-type]


def test_a_total_limit_warns_and_breaks_without_taking_the_case_away(stage: Stage) -> None:
    limits.set_limit(
        by=stage.by("keeper"), at=MONDAY, district_id=stage.district_id,
        stage=ClockStage.TOTAL, value="1", unit=LimitUnit.URGENT_HOUR,
    )  # fmt: skip
    case_id = Play(stage).found().case_id
    assert stage.case(case_id).due_at == MONDAY + timedelta(hours=1)

    fire_due(now=MONDAY + timedelta(minutes=61))
    case = stage.case(case_id)
    assert (case.level, case.version) == (2, 1)
    assert Clock.objects.get(case=case_id, stage="total").breached_at == MONDAY + timedelta(hours=1)


def test_a_changed_calendar_moves_open_deadlines_and_says_which(stage: Stage) -> None:
    moved = Play(stage, at=FRIDAY).dispatched()
    urgent = Play(stage, at=FRIDAY).found()
    before = handle_clock(moved.case_id).due_at
    days.set_day(
        by=system_for(stage.district_id),
        at=moved.at,
        code="office",
        on=date(2026, 3, 9),
        kind=DayKind.HOLIDAY,
        name="市民节",
        reason="临时放假",
    )
    deliver_pending(now=moved.at)
    after = handle_clock(moved.case_id)
    assert before is not None
    assert after.due_at == before + timedelta(days=1)
    change = DeadlineChange.objects.get()
    assert (change.clock, change.old_due_at, change.new_due_at) == (after, before, after.due_at)
    assert stage.case(moved.case_id).due_at == after.due_at
    assert Timer.objects.get(kind="case.warn", subject_id=after.pk).due_at == after.warn_at
    assert AuditEntry.objects.filter(action="case.deadline_moved").count() == 1
    assert handle_clock(urgent.case_id).revision == 1, "urgent limits know no holidays"


def test_closed_cases_and_broken_limits_keep_their_deadlines(stage: Stage) -> None:

    closed = Play(stage, at=FRIDAY).closed()
    broken = Play(stage, at=FRIDAY).dispatched()
    fire_due(now=FRIDAY + timedelta(days=5))
    kept = {clock.pk: clock.due_at for clock in Clock.objects.filter(case__in=[closed.case_id, broken.case_id])}
    days.set_day(
        by=system_for(stage.district_id), at=FRIDAY + timedelta(days=5), code="office", on=date(2026, 3, 9),
        kind=DayKind.HOLIDAY, name="市民节", reason="补记",
    )  # fmt: skip
    deliver_pending(now=FRIDAY + timedelta(days=5))
    assert not DeadlineChange.objects.exists()
    assert {clock.pk: clock.due_at for clock in Clock.objects.filter(pk__in=kept)} == kept


def test_a_deadline_is_explained_step_by_step_and_the_steps_lead_to_it(stage: Stage) -> None:
    play = Play(stage, at=FRIDAY).dispatched()
    dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="不是我方")
    dispatching.dispatch(
        by=stage.by("dispatcher"), at=play.tick(20), case_id=play.case_id, unit_id=stage.cast.contractor.pk
    )
    clock = next(one for one in deadlines.explained(stage.by("dispatcher"), play.case_id) if one.stage == "handle")
    assert clock.steps[-1].end == clock.due_at
    assert sum(step.seconds for step in clock.steps) == 2 * 3600
    assert {step.kind for step in clock.steps} >= {StepKind.COUNTED, StepKind.PAUSED, StepKind.DAY_OFF}


def test_a_clock_that_ended_while_it_rested_is_still_explained(stage: Stage) -> None:
    play = Play(stage).closed()
    clock = next(one for one in deadlines.explained(stage.by("dispatcher"), play.case_id) if one.stage == "handle")
    assert clock.steps[-1].end == clock.due_at
    assert not clock.is_paused


def test_an_explanation_uses_the_calendar_of_its_time(stage: Stage) -> None:
    play = Play(stage, at=FRIDAY).closed()
    days.set_day(
        by=system_for(stage.district_id), at=play.at, code="office", on=FRIDAY.date(),
        kind=DayKind.HOLIDAY, name="市民节", reason="补记",
    )  # fmt: skip
    clock = next(one for one in deadlines.explained(stage.by("dispatcher"), play.case_id) if one.stage == "handle")
    assert clock.steps[-1].end == clock.due_at


def test_outsiders_get_no_explanation(stage: Stage) -> None:
    play = Play(stage).dispatched()
    with pytest.raises(CaseNotFound):
        deadlines.explained(stage.by("west_officer"), play.case_id)
