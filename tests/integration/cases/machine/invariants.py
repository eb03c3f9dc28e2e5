"""What must hold of a stored case after every step, whoever did what."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gridwarden.cases.domain.history import replayed
from gridwarden.cases.models import Alarm, Case, Clock, Evidence, Feedback, Step
from gridwarden.cases.queries.situations import moving_part
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.timers.models import Timer
from tests.integration.cases.machine.oracle import RUNNING, expected_clocks

if TYPE_CHECKING:
    from datetime import datetime

LEVELS = {"grid_team": 2, "squadron": 3, "desk": 4, "contractor": 4, "brigade": 5, "division": 5}
PUBLIC = {"citizen", "hotline", "web", "media", "leader", "transfer"}
WORK = {"accept", "finish", "return_dispatch"}
ANSWERED = {"register", "refuse", "close", "cancel", "reopen", "feed_back"}
DAY_OF_NUMBER = 8


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
    i15_work_is_photographed(case, steps)
    i9_i11_clocks(case, steps)
    i12_alarms(case, swept_at)


def i1_owner_and_level(case: Case) -> None:
    assert case.level == LEVELS[case.owner_unit.kind]


def i3_history_is_the_case(case: Case, steps: list[Step]) -> None:
    assert [step.seq for step in steps] == list(range(1, case.version + 1))
    assert all(earlier.to_state == later.from_state for earlier, later in pairwise(steps))
    assert replayed(step.changes for step in steps) == moving_part(case)
    moves = AuditEntry.objects.filter(subject_type="case", subject_id=case.pk, data__has_key="to_state")
    audited = list(moves.order_by("seq").values_list("action", flat=True))
    assert audited == ["case.opened", *(f"case.{step.move}" for step in steps[1:])]
    news = EventRow.objects.filter(name="case.moved", payload__case_id=case.pk).count()
    assert news == case.version - 1


def i4_time_runs_forward(case: Case, steps: list[Step]) -> None:
    assert all(earlier.at <= later.at for earlier, later in pairwise(steps))
    rows = AuditEntry.objects.filter(subject_type="case", subject_id=case.pk).order_by("seq")
    assert all(earlier <= later for earlier, later in pairwise(rows.values_list("at", flat=True)))


def i5_i6_checked_by_another(case: Case, steps: list[Step]) -> None:
    done = [step.seq for step in steps if step.move in {"finish", "handle_on_the_spot"}]
    passed = [step for step in steps if step.move == "pass_check"]
    for step in steps:
        if step.move == "close":
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
    assert moves.count("close") == case.reopen_count + (case.state == "closed")
    assert case.number[:DAY_OF_NUMBER] == f"{case.day:%Y%m%d}"


def i13_reporter_answered(case: Case, steps: list[Step]) -> None:
    answered = set(Feedback.objects.filter(case=case, to_reporter=True).values_list("step", flat=True))
    owed = {step.pk for step in steps if step.move in ANSWERED} if case.source in PUBLIC else set()
    assert answered == owed
    for step in steps:
        if step.move in {"hand_down", "close", "feed_back"}:
            told = (
                Feedback.objects.filter(step=step, to_reporter=False).order_by("pk").values_list("to_level", flat=True)
            )
            assert list(told) == list(range(len(told), 0, -1))


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
    wanted = expected_clocks([(step.at, step.to_state) for step in steps], limit)
    stored = list(Clock.objects.filter(case=case).prefetch_related("pauses").order_by("pk"))
    found = sorted((clock.stage, clock.started_at, clock.stopped_at, clock.due_at) for clock in stored)
    assert found == sorted((one.stage, one.ran[0][0], one.stopped_at, one.due_at) for one in wanted)
    running = {
        clock.stage for clock in stored if not clock.stopped_at and all(one.end_at for one in clock.pauses.all())
    }
    assert running == ({RUNNING[case.state], "total"} if case.state in RUNNING else set())


def i12_alarms(case: Case, swept_at: datetime | None) -> None:
    alarms = list(Alarm.objects.filter(clock__case=case).values_list("clock", "kind", "level"))
    told = EventRow.objects.filter(payload__case_id=case.pk)
    assert told.filter(name="case.overdue").count() == sum(kind == "breach" for _, kind, _ in alarms)
    assert told.filter(name="case.warned").count() == sum(kind == "warning" for _, kind, _ in alarms)
    broken = set(Clock.objects.filter(case=case, breached_at__isnull=False).values_list("pk", flat=True))
    assert broken == {clock for clock, kind, _ in alarms if kind == "breach"}
    warned = [clock for clock, kind, _ in alarms if kind == "warning"]
    assert len(warned) == len(set(warned))
    live = Clock.objects.filter(case=case, rings_at__isnull=False)
    set_timers = Timer.objects.filter(kind="case.breach", subject_id__in=live.values("pk"))
    assert set_timers.count() == live.count()
    if swept_at is not None:
        silent = live.filter(due_at__lt=swept_at, breached_at=None)
        assert not silent.exists()
        assert not live.filter(warn_at__lte=swept_at, breached_at=None).exclude(pk__in=warned).exists()
