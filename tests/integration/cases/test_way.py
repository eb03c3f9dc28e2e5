"""The way of a case through the real actions: what each step stores, tells and leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import checking, closure, dispatching, escalation, handling, registration, verification
from gridwarden.cases.actions.moving import Given, make
from gridwarden.cases.domain import errors
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.cases.models import Case, Clock, Evidence, Feedback, Step, Support
from gridwarden.cases.queries import visibility
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.attachments.refusals import PhotoUnknown
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.timers.models import Timer
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from tests.factories.cases import Stage


def live(case_id: int) -> set[str]:
    return set(Clock.objects.filter(case=case_id, stopped_at=None, pauses__end_at=None).values_list("stage", flat=True))


def test_a_report_goes_its_whole_way_and_every_step_is_kept(stage: Stage) -> None:
    play = Play(stage).closed()
    case = stage.case(play.case_id)
    assert (case.state, case.version) == ("closed", 10)
    assert case.closed_at == play.at
    steps = Step.objects.filter(case=case).order_by("seq")
    assert [step.move for step in steps] == [
        "open", "send_to_verify", "confirm", "register", "dispatch",
        "accept", "finish", "send_to_check", "pass_check", "close",
    ]  # fmt: skip
    assert AuditEntry.objects.filter(subject_type="case", subject_id=case.pk).count() == 10
    news = EventRow.objects.filter(payload__case_id=case.pk).order_by("id").values_list("name", flat=True)
    assert [name for name in news if name != "case.fed_back"] == ["case.opened", *["case.moved"] * 9, "case.closed"]
    assert not Timer.objects.exists()
    assert not Clock.objects.filter(stopped_at=None).exists()
    assert (case.warn_at, case.due_at) == (None, None)


def test_the_reporter_is_answered_at_registration_and_closure_and_the_levels_below_at_closure(stage: Stage) -> None:
    play = Play(stage).closed()
    told = Feedback.objects.filter(case=play.case_id).order_by("id")
    assert [(one.step.move, one.to_reporter, one.to_level) for one in told.select_related("step")] == [
        ("register", True, None),
        ("close", False, 3),
        ("close", False, 2),
        ("close", False, 1),
        ("close", True, None),
    ]
    last = told.last()
    assert last is not None
    assert last.text == "已清理,谢谢您的反映。"
    news = EventRow.objects.filter(name="case.fed_back", payload__to_reporter=True)
    assert news.count() == 2


def test_the_photos_are_filed_by_what_they_show(stage: Stage) -> None:
    play = Play(stage).closed()
    kinds = Evidence.objects.filter(case=play.case_id).order_by("id").values_list("kind", "step__move")
    assert list(kinds) == [("after", "finish"), ("after", "finish"), ("check", "pass_check")]


def test_the_person_sent_is_notified(stage: Stage) -> None:
    Play(stage).checking()
    told = dict(
        Notice.objects.filter(kind__in=["case.send_to_verify", "case.send_to_check"]).values_list("kind", "user")
    )
    assert told == {
        "case.send_to_verify": stage.user_id("informant"),
        "case.send_to_check": stage.user_id("checker"),
    }


def test_rework_goes_back_to_the_same_unit_and_its_clock_goes_on(stage: Stage) -> None:
    play = Play(stage).checking()
    handle = Clock.objects.get(case=play.case_id, stage="handle")
    paused_since = handle.pauses.get(end_at=None).start_at
    checking.fail_check(by=stage.by("checker"), at=play.tick(30), case_id=play.case_id, reason="还有垃圾")
    case = stage.case(play.case_id)
    assert (case.state, case.rework_count, case.checker_id) == ("dispatched", 1, None)
    assert case.owner_unit_id == stage.cast.contractor.pk
    again = Clock.objects.get(case=play.case_id, stage="handle")
    assert again.pk == handle.pk
    assert again.due_at is not None
    assert handle.due_at is not None
    assert again.due_at - handle.due_at == play.at - paused_since, "the wait for the check is not the unit's"


def test_after_rework_the_first_doer_still_cannot_check(stage: Stage) -> None:
    team = stage.cast.east_team.pk
    play = Play(stage).dispatched(team)
    handling.accept(by=stage.by("officer"), at=play.tick(), case_id=play.case_id)
    play.finish("mate").send_to_check("checker")
    checking.fail_check(by=stage.by("checker"), at=play.tick(), case_id=play.case_id, reason="重做")
    handling.accept(by=stage.by("mate"), at=play.tick(), case_id=play.case_id)
    play.finish("mate")
    assert set(stage.case(play.case_id).handlers) == {stage.user_id("officer"), stage.user_id("mate")}
    for post in ("officer", "mate"):
        with pytest.raises(errors.NotIndependent):
            play.send_to_check(post)
    play.send_to_check("informant")


def test_on_the_spot_handling_needs_both_photos(stage: Stage) -> None:
    play = Play(stage).found()
    after = [stage.photo("officer")]
    with pytest.raises(errors.InputMissing) as missing:
        handling.handle_on_the_spot(by=stage.by("officer"), at=play.tick(), case_id=play.case_id, photos_after=after)
    assert set(missing.value.fields) == {"photo_before"}
    before = [stage.photo("officer")]
    moved = handling.handle_on_the_spot(
        by=stage.by("officer"), at=play.tick(), case_id=play.case_id, photos_after=after, photos_before=before
    )
    assert moved.state is CaseState.HANDLED
    assert stage.case(play.case_id).photos_before == 1


def test_rework_asks_for_no_second_photo_of_the_state_before_but_for_one_of_the_new_result(stage: Stage) -> None:
    play = Play(stage).found()
    by, case_id = stage.by("officer"), play.case_id
    before, after, again = ([stage.photo("officer")] for _ in range(3))
    handling.handle_on_the_spot(by=by, at=play.tick(), case_id=case_id, photos_before=before, photos_after=after)
    play.send_to_check()
    checking.fail_check(by=stage.by("checker"), at=play.tick(), case_id=case_id, reason="又摆出来了")
    with pytest.raises(errors.InputMissing) as missing:
        handling.handle_on_the_spot(by=by, at=play.tick(), case_id=case_id, photos_after=[])
    assert set(missing.value.fields) == {"photo_after"}
    done = handling.handle_on_the_spot(by=by, at=play.tick(), case_id=case_id, photos_after=again)
    assert done.state is CaseState.HANDLED
    kinds = Evidence.objects.filter(case=play.case_id).values_list("kind", flat=True)
    assert sorted(kinds) == ["after", "after", "before"]


def test_a_photo_shows_one_thing_and_is_used_once(stage: Stage) -> None:
    photo = stage.photo("officer")
    opened = stage.opened(Source.PATROL, stage.spot, by="officer", photos=(photo,))
    with pytest.raises(errors.PhotoUsed):
        handling.handle_on_the_spot(
            by=stage.by("officer"), at=Play(stage).tick(), case_id=opened.case_id, photos_after=[photo]
        )
    assert stage.case(opened.case_id).version == 1


def test_nobody_files_the_photo_of_another(stage: Stage) -> None:
    play = Play(stage).handling()
    with pytest.raises(PhotoUnknown):
        handling.finish(
            by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, photos_after=[stage.photo("officer")]
        )


def test_a_case_climbs_all_levels_and_comes_down_again(stage: Stage) -> None:
    play = Play(stage).found()
    up = [
        ("officer", Level.SQUAD, "dispatched"),
        ("squad_leader", Level.DESK, "registered"),
        ("dispatcher", Level.BRIGADE, "dispatched"),
    ]
    for post, level, state in up:
        moved = escalation.hand_up(by=stage.by(post), at=play.tick(), case_id=play.case_id, reason="需要协调")
        assert (moved.level, moved.state) == (level, state)
    down = [
        ("leader", Level.DESK, [4, 3, 2, 1]),
        ("dispatcher", Level.SQUAD, [3, 2, 1]),
        ("squad_leader", Level.GRID_TEAM, [2, 1]),
    ]
    for post, level, heard in down:
        moved = escalation.hand_down(by=stage.by(post), at=play.tick(), case_id=play.case_id, instruction="联合整治")
        step = Step.objects.get(case=play.case_id, seq=moved.version)
        assert moved.level == level
        assert [one.to_level for one in step.feedback.order_by("id")] == heard
    assert stage.case(play.case_id).owner_unit_id == stage.cast.east_team.pk


def test_the_desk_may_hand_up_to_a_division_that_hands_it_down(stage: Stage) -> None:
    play = Play(stage).registered()
    escalation.hand_up(
        by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, reason="专业问题", unit_id=stage.division.pk
    )
    assert stage.case(play.case_id).owner_unit_id == stage.division.pk
    by = stage.by("division_officer")
    moved = escalation.hand_down(by=by, at=play.tick(), case_id=play.case_id, instruction="按规范修复")
    assert (moved.state, moved.level) == (CaseState.REGISTERED, Level.DESK)


def test_a_squad_hands_down_only_to_its_own_team(stage: Stage) -> None:
    play = Play(stage).found()
    escalation.hand_up(by=stage.by("officer"), at=play.tick(), case_id=play.case_id, reason="需要协调")
    with pytest.raises(errors.WrongUnit):
        escalation.hand_down(
            by=stage.by("squad_leader"),
            at=play.tick(),
            case_id=play.case_id,
            instruction="请处理",
            unit_id=stage.cast.west_team.pk,
        )


def test_a_called_unit_sees_the_case_from_then_on(stage: Stage) -> None:
    play = Play(stage).found()
    escalation.hand_up(by=stage.by("officer"), at=play.tick(), case_id=play.case_id, reason="需要支援")
    helper = stage.by("division_officer")
    with pytest.raises(errors.CaseNotFound):
        visibility.get(helper, play.case_id)
    escalation.request_support(
        by=stage.by("squad_leader"),
        at=play.tick(),
        case_id=play.case_id,
        reason="请派挖机",
        unit_ids=[stage.division.pk],
    )
    assert visibility.get(helper, play.case_id).pk == play.case_id
    assert Notice.objects.filter(kind="case.request_support", user=stage.user_id("division_officer")).exists()
    assert stage.case(play.case_id).level == Level.SQUAD


def test_units_given_to_another_move_are_not_let_in(stage: Stage) -> None:
    play = Play(stage).found()
    given = Given(text="请看", unit_ids=(stage.division.pk,))
    make(MoveName.ACCEPT, by=stage.by("officer"), at=play.tick(), case_id=play.case_id, given=given)
    assert not Support.objects.exists()


def test_feedback_changes_nothing_but_tells_everybody_below(stage: Stage) -> None:
    play = Play(stage).dispatched()
    moved = escalation.feed_back(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, answer="已安排")
    assert moved.state is CaseState.DISPATCHED
    told = Feedback.objects.filter(step__seq=moved.version, case=play.case_id).order_by("id")
    assert [one.to_level for one in told] == [3, 2, 1, None]


def test_the_desk_recalls_a_case_from_a_unit_that_does_not_stir(stage: Stage) -> None:
    play = Play(stage).dispatched()
    dispatching.recall(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, reason="迟迟未接")
    case = stage.case(play.case_id)
    assert (case.state, case.owner_unit_id) == ("registered", stage.cast.desk.pk)
    assert Notice.objects.filter(kind="case.recall", user=stage.user_id("foreman")).exists()


def test_a_returned_case_rests_the_handling_clock_and_runs_the_desks(stage: Stage) -> None:
    play = Play(stage).dispatched()
    dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="不属于我方")
    running = [clock.stage for clock in Clock.objects.filter(stopped_at=None) if not clock.pauses.filter(end_at=None)]
    assert set(running) == {"total", "dispatch"}
    with pytest.raises(errors.CaseNotFound):
        visibility.get(stage.by("foreman"), play.case_id)


def test_a_closed_case_is_reopened_with_its_number_and_both_closures(stage: Stage) -> None:
    play = Play(stage).closed()
    number = stage.case(play.case_id).number
    closure.reopen(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="又堆放了")
    case = stage.case(play.case_id)
    assert (case.state, case.number, case.reopen_count, case.closed_at) == ("registered", number, 1, None)
    dispatching.dispatch(
        by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, unit_id=stage.cast.contractor.pk
    )
    handling.accept(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id)
    play.finish().send_to_check().pass_check()
    closure.close(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="再次清理")
    assert Step.objects.filter(case=play.case_id, move="close").count() == 2


def test_a_reopened_case_cannot_be_closed_on_the_old_check(stage: Stage) -> None:
    play = Play(stage).closed()
    closure.reopen(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="又堆放了")
    with pytest.raises(errors.MoveNotAllowed):
        closure.close(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="可以了")


def test_a_refused_report_tells_the_reporter_why(stage: Stage) -> None:
    play = Play(stage).reported()
    registration.refuse(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="不属于本区职责")
    feedback = Feedback.objects.get(case=play.case_id)
    assert (feedback.to_reporter, feedback.text) == (True, "不属于本区职责")


def test_a_denied_report_comes_back_to_the_desk(stage: Stage) -> None:
    play = Play(stage).reported()
    by, person = stage.by("operator"), stage.user_id("informant")
    verification.send_to_verify(by=by, at=play.tick(), case_id=play.case_id, person_id=person)
    verification.deny(by=stage.by("informant"), at=play.tick(), case_id=play.case_id, reason="现场未发现")
    case = stage.case(play.case_id)
    assert (case.state, case.verifier_id) == ("reported", None)


def test_registering_settles_the_item_of_an_unclassified_report(stage: Stage) -> None:
    opened = stage.opened(Source.HOTLINE)
    at = Play(stage).tick
    by = stage.by("operator")
    verification.send_to_verify(by=by, at=at(), case_id=opened.case_id, person_id=stage.user_id("informant"))
    verification.confirm(by=stage.by("informant"), at=at(), case_id=opened.case_id)
    with pytest.raises(errors.InputMissing):
        registration.register(by=stage.by("supervisor"), at=at(), case_id=opened.case_id)
    registration.register(by=stage.by("supervisor"), at=at(), case_id=opened.case_id, condition_id=stage.slow.pk)
    assert stage.case(opened.case_id).condition_id == stage.slow.pk


def test_two_people_with_the_same_page_cannot_both_move_the_case(stage: Stage) -> None:
    play = Play(stage).registered()
    seen = stage.case(play.case_id).version
    escalation.feed_back(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, answer="处理中")
    with pytest.raises(errors.CaseMovedOn):
        dispatching.dispatch(
            by=stage.by("dispatcher"),
            at=play.tick(),
            case_id=play.case_id,
            unit_id=stage.cast.contractor.pk,
            version=seen,
        )


def test_a_refused_move_changes_no_row(stage: Stage) -> None:
    play = Play(stage).handled()
    before = snapshot(play.case_id)
    attempts = (
        lambda: closure.close(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="好"),
        lambda: play.send_to_check("foreman"),
        lambda: closure.cancel(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="不要"),
        lambda: handling.accept(by=stage.by("officer"), at=play.tick(), case_id=play.case_id),
    )
    refusals = (errors.MoveNotAllowed, errors.WrongPerson, PermissionDenied, errors.MoveNotAllowed)
    for attempt, refusal in zip(attempts, refusals, strict=True):
        with pytest.raises(refusal):
            attempt()
    assert snapshot(play.case_id) == before


def snapshot(case_id: int) -> tuple[object, ...]:
    return (
        Case.objects.filter(pk=case_id).values_list().get(),
        list(Clock.objects.filter(case=case_id).order_by("pk").values_list()),
        Step.objects.count(),
        Evidence.objects.count(),
        Feedback.objects.count(),
        EventRow.objects.count(),
        AuditEntry.objects.count(),
        Notice.objects.count(),
        sorted(Timer.objects.values_list("kind", "subject_id", "due_at", "version")),
    )


def test_a_move_booked_a_little_early_counts_at_the_moment_of_the_one_before(stage: Stage) -> None:
    play = Play(stage).dispatched()
    moved = handling.accept(by=stage.by("foreman"), at=play.at - timedelta(minutes=2), case_id=play.case_id)
    assert Step.objects.get(case=play.case_id, seq=moved.version).at == play.at


def test_a_move_booked_long_before_the_last_one_is_refused(stage: Stage) -> None:
    play = Play(stage).dispatched()
    with pytest.raises(errors.ClockWentBack):
        handling.accept(by=stage.by("foreman"), at=play.at - timedelta(hours=1), case_id=play.case_id)
