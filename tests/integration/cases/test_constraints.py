"""The database itself refuses what must never be: every constraint has its attempt."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction

from gridwarden.cases.models import (
    Alarm,
    Case,
    Clock,
    ClockPause,
    DeadlineChange,
    Evidence,
    Feedback,
    NumberCounter,
    StageLimit,
    Step,
    Support,
)
from tests.factories.cases import MONDAY
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories.cases import Stage

HOUR = timedelta(hours=1)


def refused(name: str, attempt: Callable[[], object]) -> None:
    """Expect the constraint ``name``, and no other, to refuse the attempt."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        attempt()
    assert f'"{name}"' in str(error.value)


def change(case_id: int, **values: Any) -> Callable[[], object]:
    return lambda: Case.objects.filter(pk=case_id).update(**values)


def test_a_case_knows_its_words_and_its_number_is_its_own(stage: Stage) -> None:
    one, other = stage.opened(), stage.opened()
    refused("cases_number_once", change(one.case_id, number=other.number))
    refused("cases_state_known", change(one.case_id, state="lost", due_at=None, warn_at=None))
    refused("cases_source_known", change(one.case_id, source="rumour"))
    refused("cases_flags_known", change(one.case_id, flags=["odd"]))
    refused("cases_version_counts_from_one", change(one.case_id, version=0))
    refused("cases_grid_or_flag", change(one.case_id, grid=None))
    refused("cases_grid_or_flag", change(one.case_id, flags=["no_grid"]))


def test_a_case_lies_on_its_owners_level(stage: Stage) -> None:
    play = Play(stage).found()
    refused("cases_level_of_an_owner", change(play.case_id, level=1))
    refused("cases_level_of_an_owner", change(play.case_id, level=6))
    refused("cases_desk_work_lies_at_the_desk", change(play.case_id, state="registered"))


def test_a_registered_case_has_its_item(stage: Stage) -> None:
    play = Play(stage).registered()
    refused("cases_registered", change(play.case_id, condition=None))
    refused("cases_registered", change(play.case_id, registered_at=None))


def test_whoever_a_state_speaks_of_is_named(stage: Stage) -> None:
    play = Play(stage).closed()
    refused("cases_checker_named", change(play.case_id, checker=None))
    refused("cases_handler_named", change(play.case_id, handler=None))
    refused("cases_dispatched", change(play.case_id, dispatched_at=None))
    refused("cases_handled", change(play.case_id, handled_at=None, checked_at=MONDAY))
    back = {"state": "verifying", "level": 4, "closed_at": None, "closed_how": ""}
    refused("cases_verifier_named", change(play.case_id, **back, verifier=None))


def test_closed_means_checked_after_the_work(stage: Stage) -> None:
    play = Play(stage).closed()
    refused("cases_checked_after_the_work", change(play.case_id, checked_at=None))
    refused("cases_checked_after_the_work", change(play.case_id, checked_at=MONDAY - HOUR))
    refused("cases_closed_at_when_closed", change(play.case_id, closed_at=None))
    refused("cases_closed_at_when_closed", change(play.case_id, state="checked", closed_how=""))


def test_whoever_worked_on_it_is_not_its_checker(stage: Stage) -> None:
    play = Play(stage).checked()
    foreman, officer = stage.user_id("foreman"), stage.user_id("officer")
    refused("cases_handler_never_checks", change(play.case_id, checker=foreman))
    refused("cases_no_hand_in_it_checks", change(play.case_id, handlers=[foreman, officer], checker=officer))
    refused("cases_handler_among_the_hands", change(play.case_id, handlers=[]))


def test_lights_are_ordered_and_go_out_at_the_end(stage: Stage) -> None:
    play = Play(stage).registered()
    refused("cases_warned_before_due", change(play.case_id, warn_at=MONDAY + HOUR, due_at=MONDAY))
    refused("cases_warned_before_due", change(play.case_id, warn_at=None))
    closed = Play(stage, at=MONDAY + HOUR).closed()
    refused("cases_nothing_due_after_the_end", change(closed.case_id, due_at=MONDAY, warn_at=MONDAY))


def test_steps_are_numbered_once_and_come_from_somewhere(stage: Stage) -> None:
    play = Play(stage).verified()
    case = stage.case(play.case_id)
    first = Step.objects.get(case=case, seq=1)

    def again(**values: Any) -> Callable[[], object]:
        given = {"case": case, "seq": 9, "move": "confirm", "from_state": "verifying", "to_state": "verified"}
        given |= {"from_level": 4, "to_level": 4, "by_name": "x", "at": MONDAY, **values}
        return lambda: Step.objects.create(**given)

    refused("cases_step_once", again(seq=2))
    refused("cases_step_move_known", again(move="vanish"))
    refused("cases_step_state_known", again(to_state="lost"))
    refused("cases_step_from_somewhere", again(from_state=""))
    refused("cases_step_from_somewhere", again(seq=1, case=stage.case(stage.opened().case_id)))
    assert first.from_state == ""


@pytest.mark.parametrize(
    ("model", "change"), [(Step, {"at": MONDAY}), (Feedback, {"at": MONDAY}), (Evidence, {"kind": "other"})]
)
def test_the_tracking_file_only_grows(stage: Stage, model: type[models.Model], change: dict[str, Any]) -> None:
    Play(stage).closed()
    rows = model._default_manager.all()
    assert rows.exists()
    for attempt in (lambda: rows.update(**change), rows[0].delete):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            attempt()


def test_a_clock_is_whole(stage: Stage) -> None:
    play = Play(stage).handling()
    handle = Clock.objects.get(case=play.case_id, stage="handle")

    def clock(**values: Any) -> Callable[[], object]:
        return lambda: Clock.objects.filter(pk=handle.pk).update(**values)

    refused(
        "cases_clock_one_live", lambda: Clock.objects.create(case_id=play.case_id, stage="total", started_at=MONDAY)
    )
    refused("cases_clock_stage_known", clock(stage="sleep"))
    refused("cases_clock_unit_known", clock(limit_unit="moons"))
    refused("cases_clock_due_by_a_limit", clock(due_at=None))
    refused("cases_clock_due_by_a_limit", clock(limit_value=None))
    refused("cases_clock_warns_before_due", clock(warn_at=handle.due_at + HOUR))  # type: ignore[operator]
    refused("cases_clock_stopped_with_its_count", clock(stopped_at=handle.due_at, rings_at=None))
    refused("cases_clock_stopped_with_its_count", clock(stopped_at=MONDAY - HOUR, rings_at=None, spent_s=1))
    refused("cases_clock_broken_when_due", clock(breached_at=MONDAY))
    refused("cases_clock_answered_if_broken", clock(answering_unit=stage.cast.contractor))
    pause = ClockPause.objects.create(clock=handle, start_at=MONDAY)
    refused("cases_pause_one_open", lambda: ClockPause.objects.create(clock=handle, start_at=MONDAY))
    refused("cases_pause_forwards", lambda: ClockPause.objects.filter(pk=pause.pk).update(end_at=MONDAY - HOUR))
    Alarm.objects.create(clock=handle, level=2, kind="breach", at=MONDAY)
    refused("cases_alarm_once", lambda: Alarm.objects.create(clock=handle, level=2, kind="breach", at=MONDAY))
    refused("cases_alarm_kind_known", lambda: Alarm.objects.create(clock=handle, level=2, kind="gong", at=MONDAY))
    same = {"clock": handle, "old_due_at": MONDAY, "new_due_at": MONDAY, "at": MONDAY}
    refused("cases_deadline_change_is_one", lambda: DeadlineChange.objects.create(**same))


def test_photos_feedback_and_calls_are_filed_properly(stage: Stage) -> None:
    play = Play(stage).closed()
    step = Step.objects.get(case=play.case_id, seq=1)
    photo = {"case_id": play.case_id, "step": step, "attachment_id": stage.photo("officer")}
    refused("cases_evidence_kind_known", lambda: Evidence.objects.create(**photo, kind="dream"))
    given = {"case_id": play.case_id, "step": step, "text": "x", "at": MONDAY}
    refused("cases_feedback_to_one", lambda: Feedback.objects.create(**given, to_reporter=True, to_level=2))
    refused("cases_feedback_to_one", lambda: Feedback.objects.create(**given, to_level=5, to_unit=stage.division))
    Feedback.objects.create(**given, to_reporter=True)
    refused("cases_feedback_once", lambda: Feedback.objects.create(**given, to_reporter=True))
    call = {"case_id": play.case_id, "step": step, "unit": stage.division}
    Support.objects.create(**call)
    refused("cases_support_once", lambda: Support.objects.create(**call))


def test_a_districts_settings_are_whole(stage: Stage) -> None:
    stage.opened()
    counter = NumberCounter.objects.get()
    doubled = {"district_id": counter.district_id, "day": counter.day, "last": 1}
    refused("cases_counter_once", lambda: NumberCounter.objects.create(**doubled))

    def limit(**values: Any) -> Callable[[], object]:
        given = {"district_id": stage.district_id, "stage": "check", "value": 1, "unit": "urgent_hour", **values}
        return lambda: StageLimit.objects.create(**given)

    limit()()
    refused("cases_stage_limit_once", limit())
    refused("cases_stage_limit_stage", limit(stage="handle"))
    refused("cases_stage_limit_unit", limit(stage="close", unit="moons"))
    refused("cases_stage_limit_positive", limit(stage="close", value=0))


def test_there_is_an_attempt_for_every_constraint() -> None:
    source = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*constraints.py"))
    models_here = apps.get_app_config("cases").get_models()
    names = {constraint.name for model in models_here for constraint in model._meta.constraints}
    assert {name for name in names if f'"{name}"' not in source} == set()
