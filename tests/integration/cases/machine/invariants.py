"""What must hold of a stored case after every step, whoever did what."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from gridwarden.cases.domain.history import replayed
from gridwarden.cases.models import Alarm, Case, Clock, Evidence, Feedback, Request, Step, Support
from gridwarden.cases.queries.situations import moving_part
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.timers.models import Timer
from tests.integration.cases.machine.oracle import RUNNING, expected_clocks
from tests.integration.cases.machine.turn_invariants import check_turns

if TYPE_CHECKING:
    from datetime import datetime

LEVELS = {"grid_team": 2, "squadron": 3, "desk": 4, "contractor": 4, "brigade": 5, "division": 5}
PUBLIC = {"citizen", "hotline", "web", "media", "leader", "transfer"}
WORK = {"accept", "finish", "return_dispatch"}
ANSWERED = {"register", "refuse", "close", "cancel", "reopen", "feed_back", "force_close", "merge", "unmerge"}
CLOSINGS = {"close", "force_close"}


def check_case(case: Case, *, contractors: set[int], swept_at: datetime | None) -> None:
    """Check everything; ``swept_at`` is the moment up to which all timers have fired, if they have just done so."""
    steps = list(Step.objects.filter(case=case).order_by("seq"))
    i1_owner_and_level(case)
    i3_history_is_the_case(case, steps)
    i4_time_runs_forward(case, steps)
    i5_i6_checked_by_another(case, steps)
    i7_contractors_only_work(steps, contractors)
    i8_i21_counts(case, steps)
    i13_reporter_answered(case, steps)
    i14_only_the_called_are_let_in(case)
    i15_work_is_photographed(case, steps)
    i9_i11_clocks(case, steps)
    i12_alarms(case, swept_at)
    i12_breaches_climb(case, steps)
    lights_follow_the_clocks(case)
    check_turns(case, steps, swept_at=swept_at)


def i1_owner_and_level(case: Case) -> None:
    assert case.level == LEVELS[case.owner_unit.kind]


def i3_history_is_the_case(case: Case, steps: list[Step]) -> None:
    assert [step.seq for step in steps] == list(range(1, case.version + 1))
    assert all(earlier.to_state == later.from_state for earlier, later in pairwise(steps))
    assert replayed(step.changes for step in steps) == moving_part(case)
    moves = AuditEntry.objects.filter(subject_type="case", subject_id=case.pk, data__has_key="to_state")
    audited = list(moves.order_by("seq").values_list("action", flat=True))
    assert audited == ["case.opened", *(f"case.{step.move}" for step in steps[1:])]
    news = list(EventRow.objects.filter(payload__case_id=case.pk).values_list("name", flat=True))
    assert news.count("case.opened") == 1
    assert news.count("case.moved") == case.version - 1
    assert news.count("case.closed") == sum(step.move in CLOSINGS for step in steps)


def i4_time_runs_forward(case: Case, steps: list[Step]) -> None:
    assert all(earlier.at <= later.at for earlier, later in pairwise(steps))
    rows = AuditEntry.objects.filter(subject_type="case", subject_id=case.pk).order_by("seq")
    assert all(earlier <= later for earlier, later in pairwise(rows.values_list("at", flat=True)))


def i5_i6_checked_by_another(case: Case, steps: list[Step]) -> None:
    done = [step.seq for step in steps if step.move in {"finish", "handle_on_the_spot"}]
    passed = [step for step in steps if step.move == "pass_check"]
    for step in steps:
        if step.move == "close" and step.from_state != "parted":
            last_work = max(seq for seq in done if seq < step.seq)
            assert any(last_work < check.seq < step.seq for check in passed)
    hands = {step.by_id for step in steps if step.move in {"accept", "finish", "handle_on_the_spot"}}
    assert set(case.handlers) == hands
    for check in passed:
        worked_before = {
            step.by_id
            for step in steps
            if step.move in {"accept", "finish", "handle_on_the_spot"} and step.seq < check.seq
        }
        assert check.by_id not in worked_before


def i7_contractors_only_work(steps: list[Step], contractors: set[int]) -> None:
    assert {step.move for step in steps if step.by_id in contractors} <= WORK


def i8_i21_counts(case: Case, steps: list[Step]) -> None:
    moves = [step.move for step in steps]
    assert case.rework_count == moves.count("fail_check")
    assert case.reopen_count == moves.count("reopen")
    assert sum(move in CLOSINGS for move in moves) == case.reopen_count + (case.state == "closed")
    assert case.return_count == moves.count("return_dispatch")
    assert case.suspend_count == moves.count("suspend") <= 1
    same_day = Case.objects.filter(district=case.district_id, day=case.day).order_by("number")
    serials = range(1, same_day.count() + 1)
    assert list(same_day.values_list("number", flat=True)) == [f"{case.day:%Y%m%d}-{serial:05d}" for serial in serials]


def i13_reporter_answered(case: Case, steps: list[Step]) -> None:
    answered = set(Feedback.objects.filter(case=case, to_reporter=True).values_list("step", flat=True))
    owed = {step.pk for step in steps if step.move in ANSWERED}
    joined = EventRow.objects.filter(name="case.merged", payload__into_id=case.pk).exists()
    if case.source in PUBLIC:
        assert answered == owed
    else:
        assert answered <= (owed if joined else set())
    for step in steps:
        if step.move in {"hand_down", "close", "feed_back", "force_close"}:
            told = (
                Feedback.objects.filter(step=step, to_reporter=False).order_by("pk").values_list("to_level", flat=True)
            )
            assert list(told) == list(range(len(told), 0, -1))


def i14_only_the_called_are_let_in(case: Case) -> None:
    assert set(Support.objects.filter(case=case).values_list("step__move", flat=True)) <= {"request_support"}


def i15_work_is_photographed(case: Case, steps: list[Step]) -> None:
    kinds = list(Evidence.objects.filter(case=case).values_list("step__seq", "kind"))
    assert case.photos_before == sum(kind == "before" for _, kind in kinds)
    needed = case.condition.photos_after if case.condition else 0
    for step in steps:
        after = sum(1 for seq, kind in kinds if seq == step.seq and kind == "after")
        if step.move == "finish":
            assert after >= needed
        if step.move == "handle_on_the_spot":
            assert after >= 1
            assert any(seq <= step.seq and kind == "before" for seq, kind in kinds)
        if step.move == "pass_check":
            assert any(seq == step.seq and kind == "check" for seq, kind in kinds)


def i9_i11_clocks(case: Case, steps: list[Step]) -> None:
    condition = case.condition
    limit = (condition.limit_value, condition.limit_unit) if condition else (0, "")
    extensions = Request.objects.filter(case=case, turn="extension", standing="granted").order_by("decided_at")
    granted = [moment for moment in extensions.values_list("decided_at", flat=True) if moment]
    wanted = expected_clocks([(step.at, step.to_state) for step in steps], limit, granted)
    stored = list(Clock.objects.filter(case=case).prefetch_related("pauses").order_by("pk"))
    found = Counter((one.stage, one.started_at, one.stopped_at, one.warn_at, one.due_at) for one in stored)
    assert found == Counter((one.stage, one.ran[0][0], one.stopped_at, one.warn_at, one.due_at) for one in wanted)
    running = {one.stage for one in stored if not one.stopped_at and all(pause.end_at for pause in one.pauses.all())}
    alone = {"total"} if case.state == "parted" else set()
    assert running == ({RUNNING[case.state], "total"} if case.state in RUNNING else alone)
    broken = {(one.stage, one.started_at) for one in stored if one.breached_at}
    assert {(one.stage, one.ran[0][0]) for one in wanted if one.ran_past_its_limit} <= broken


def i12_alarms(case: Case, swept_at: datetime | None) -> None:
    alarms = list(Alarm.objects.filter(clock__case=case).select_related("clock"))
    news = list(EventRow.objects.filter(payload__case_id=case.pk).values_list("name", flat=True))
    breaches = [alarm for alarm in alarms if alarm.kind == "breach"]
    warned = [(alarm.clock_id, alarm.extensions) for alarm in alarms if alarm.kind == "warning"]
    assert news.count("case.overdue") == len(breaches)
    assert news.count("case.warned") == len(warned) == len(set(warned))
    assert all(alarm.clock.due_at and alarm.at > alarm.clock.due_at for alarm in breaches), "at the deadline is in time"
    clocks = Clock.objects.filter(case=case)
    assert set(clocks.filter(breached_at__isnull=False).values_list("pk", flat=True)) == {
        one.clock_id for one in breaches
    }
    live = clocks.filter(rings_at__isnull=False)
    timers = Timer.objects.filter(kind="case.breach", subject_id__in=clocks.values("pk"))
    assert set(timers.values_list("subject_id", "due_at")) == set(live.values_list("pk", "rings_at"))
    if swept_at is not None:
        assert not live.filter(due_at__lt=swept_at, breached_at=None).exists()
        due = live.filter(warn_at__lte=swept_at, breached_at=None).values_list("pk", "extensions")
        assert set(due) <= set(warned)


def i12_breaches_climb(case: Case, steps: list[Step]) -> None:
    """A timer's breach takes the case up where that is possible; one that a person's step brought to light does not."""
    automatic = {(step.at, step.from_level) for step in steps if step.move == "hand_up" and step.by_id is None}
    by_people = {step.at for step in steps if step.by_id is not None}
    for alarm in Alarm.objects.filter(clock__case=case, kind="breach").select_related("clock"):
        climbs = (alarm.clock.stage, alarm.level) in {("handle", 2), ("handle", 3), ("dispatch", 4)}
        contractor = alarm.clock.stage == "handle" and alarm.level == 4
        if climbs and not contractor and alarm.at not in by_people:
            assert (alarm.at, alarm.level) in automatic
    assert all(step.to_level - (step.from_level or 0) == 1 for step in steps if step.move == "hand_up")


def lights_follow_the_clocks(case: Case) -> None:
    clocks = Clock.objects.filter(case=case, stopped_at=None, due_at__isnull=False).prefetch_related("pauses")
    counting = [one.due_at for one in clocks if one.breached_at or all(pause.end_at for pause in one.pauses.all())]
    assert case.due_at == min(counting, default=None)
