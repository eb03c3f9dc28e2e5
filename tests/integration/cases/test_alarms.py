"""Limits warn once, break once on each level, and take the case up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.cases.actions import alarms, dispatching, handling
from gridwarden.cases.actions.reconciliation import reconcile
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Alarm, Clock, Step
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.timers.clockwork import Ring, fire_due
from gridwarden.platform.timers.models import Timer
from tests.factories.cases import MONDAY
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from tests.factories.cases import Stage

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def alarm_list(case_id: int) -> list[tuple[str, str, int]]:
    found = Alarm.objects.filter(clock__case=case_id).order_by("at", "id").select_related("clock")
    return [(alarm.clock.stage, alarm.kind, alarm.level) for alarm in found]


def test_a_warning_sounds_at_four_fifths_to_the_owner_and_the_next_level(stage: Stage) -> None:
    case_id = Play(stage).found().case_id
    assert fire_due(now=MONDAY + timedelta(minutes=95)) == 0
    assert fire_due(now=MONDAY + timedelta(minutes=96)) == 1
    assert alarm_list(case_id) == [("handle", "warning", 2)]
    told = set(Notice.objects.filter(kind="case.warning").values_list("user", flat=True))
    assert told == {stage.user_id("officer"), stage.user_id("mate"), stage.user_id("squad_leader")}
    assert EventRow.objects.filter(name="case.warned").count() == 1
    assert stage.case(case_id).level == 2


def test_what_is_done_at_the_deadline_itself_is_in_time(stage: Stage) -> None:
    case_id = Play(stage).found().case_id
    fire_due(now=MONDAY + 2 * HOUR)
    assert alarm_list(case_id) == [("handle", "warning", 2)]
    fire_due(now=MONDAY + 2 * HOUR + SECOND)
    assert alarm_list(case_id)[-1] == ("handle", "breach", 2)


def test_a_breach_climbs_level_by_level_up_to_the_brigade(stage: Stage) -> None:
    case_id = Play(stage).found().case_id
    now = MONDAY + 2 * HOUR + SECOND
    fire_due(now=now)
    case = stage.case(case_id)
    assert (case.state, case.level, case.owner_unit_id) == ("dispatched", 3, stage.cast.east.pk)
    fire_due(now=now + 2 * HOUR + SECOND)
    case = stage.case(case_id)
    assert (case.state, case.level, case.owner_unit_id) == ("registered", 4, stage.cast.desk.pk)
    fire_due(now=now + 3 * HOUR)
    case = stage.case(case_id)
    assert (case.state, case.level, case.owner_unit_id) == ("dispatched", 5, stage.cast.brigade.pk)
    for hours in range(4, 40):
        fire_due(now=now + hours * HOUR)
    breaches = [alarm for alarm in alarm_list(case_id) if alarm[1] == "breach"]
    assert breaches == [
        ("handle", "breach", 2),
        ("handle", "breach", 3),
        ("dispatch", "breach", 4),
        ("handle", "breach", 5),
    ]
    assert EventRow.objects.filter(name="case.overdue").count() == 4
    assert stage.case(case_id).level == 5


def test_an_automatic_hand_up_is_a_step_of_the_software_with_its_reason(stage: Stage) -> None:
    case_id = Play(stage).found().case_id
    fire_due(now=MONDAY + 2 * HOUR + SECOND)
    step = Step.objects.get(case=case_id, seq=2)
    assert (step.move, step.by_id, step.by_name, step.from_level, step.to_level) == ("hand_up", None, "system", 2, 3)
    audit = AuditEntry.objects.get(action="case.hand_up", subject_id=case_id)
    assert audit.data["cause"] == "handle limit broken"


def test_the_light_stays_red_when_a_broken_case_climbs(stage: Stage) -> None:
    case_id = Play(stage).found().case_id
    now = MONDAY + 2 * HOUR + SECOND
    fire_due(now=now)
    fire_due(now=now + 2 * HOUR + SECOND)
    later = now + 2 * HOUR + 2 * SECOND
    case = stage.case(case_id)
    assert case.state == "registered"
    assert case.light(later) == "red"


def test_a_contractors_breach_calls_desk_and_brigade_and_takes_nothing_away(stage: Stage) -> None:
    play = Play(stage).dispatched()
    case = stage.case(play.case_id)
    assert case.due_at is not None
    fire_due(now=case.due_at + SECOND)
    assert stage.case(play.case_id).owner_unit_id == stage.cast.contractor.pk
    told = set(Notice.objects.filter(kind="case.breach").values_list("user", flat=True))
    assert told == {stage.user_id("foreman"), stage.user_id("dispatcher"), stage.user_id("leader")}


def test_the_person_sent_alone_hears_the_alarm_of_the_task(stage: Stage) -> None:
    play = Play(stage).checking()
    fire_due(now=play.at + 8 * HOUR)
    told = set(Notice.objects.filter(kind="case.breach").values_list("user", flat=True))
    assert stage.user_id("checker") in told
    assert stage.case(play.case_id).state == "checking", "a task does not climb"


def test_a_timer_that_fires_twice_sounds_once(stage: Stage) -> None:
    case_id = Play(stage).found().case_id
    timer = Timer.objects.get(kind="case.breach")
    ring = Ring(
        district_id=timer.district_id, kind=timer.kind, subject_id=timer.subject_id, due_at=timer.due_at, version=1
    )
    for _ in range(2):
        alarms.breach(ring=ring, at=MONDAY + 3 * HOUR)
    assert alarm_list(case_id) == [("handle", "breach", 2)]
    assert stage.case(case_id).level == 3


def test_a_stale_timer_does_nothing(stage: Stage) -> None:
    play = Play(stage).dispatched()
    clock = Clock.objects.get(case=play.case_id, stage="handle")
    ring = Ring(district_id=stage.district_id, kind="case.breach", subject_id=clock.pk, due_at=MONDAY, version=1)
    dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="不是我方")
    alarms.breach(ring=ring, at=play.at + 1000 * HOUR)
    assert alarm_list(play.case_id) == []


def test_a_breach_before_its_timer_fired_is_noted_with_the_move(stage: Stage) -> None:
    play = Play(stage).found()
    late = MONDAY + 5 * HOUR
    handling.handle_on_the_spot(
        by=stage.by("officer"),
        at=late,
        case_id=play.case_id,
        photos_before=[stage.photo("officer")],
        photos_after=[stage.photo("officer")],
    )
    assert alarm_list(play.case_id) == [("handle", "breach", 2)]
    clock = Clock.objects.get(case=play.case_id, stage="handle")
    assert clock.breached_at == clock.due_at == MONDAY + 2 * HOUR
    assert not Notice.objects.filter(kind="case.breach").exists(), "nobody needs to be called any more"
    fire_due(now=late + SECOND)
    assert [alarm for alarm in alarm_list(play.case_id) if alarm[0] == "handle"] == [("handle", "breach", 2)]


def test_work_resumed_after_a_breach_rings_on_its_new_level_after_another_limit(stage: Stage) -> None:
    play = Play(stage).dispatched()
    due_at = Clock.objects.get(case=play.case_id, stage="handle").due_at
    assert due_at is not None
    fire_due(now=due_at + SECOND)
    at = due_at + 2 * SECOND
    dispatching.recall(by=stage.by("dispatcher"), at=at, case_id=play.case_id, reason="超时")
    dispatching.dispatch(by=stage.by("dispatcher"), at=at, case_id=play.case_id, unit_id=stage.cast.east_team.pk)
    clock = Clock.objects.get(case=play.case_id, stage="handle")
    assert (clock.breached_at, clock.due_at) == (due_at, due_at)
    assert clock.rings_at is not None
    fire_due(now=clock.rings_at)
    assert alarm_list(play.case_id)[-1] == ("handle", "breach", 2)
    assert stage.case(play.case_id).level == 3


def test_the_nightly_look_finds_a_missing_timer_and_sets_it_again(stage: Stage) -> None:
    opened = stage.opened(Source.PATROL, stage.spot, by="officer")
    assert reconcile(at=MONDAY).repaired == ()
    Timer.objects.all().delete()
    found = reconcile(at=MONDAY + HOUR)
    assert found.repaired == (opened.number,)
    assert set(Timer.objects.values_list("kind", flat=True)) == {"case.warn", "case.breach"}
    assert AuditEntry.objects.get(action="case_timers.repaired").data == {"cases": [opened.number]}
    assert reconcile(at=MONDAY + HOUR).repaired == ()
