"""Duplicates: one case goes on for both, every reporter keeps the thread, and it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gridwarden.cases.actions import _execution, closure, merging
from gridwarden.cases.domain.errors import CaseMovedOn, MainCaseEnded, WrongMainCase
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Clock, Feedback, Step
from gridwarden.cases.queries import candidates, moves, turns, visibility
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.cases.queries.lists import matching
from gridwarden.cases.queries.turned import Turned
from gridwarden.intake.actions import answers
from gridwarden.intake.actions.reception import receive
from gridwarden.intake.models import Answer
from gridwarden.intake.queries.tracking import track
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.events.delivery import deliver_pending
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.timers.models import Timer
from tests.factories.cases import MONDAY
from tests.integration.cases.playing import Play
from tests.integration.intake.test_reception import call

if TYPE_CHECKING:
    from gridwarden.cases.domain.situation import Situation
    from tests.factories.cases import Stage


def deliver() -> None:
    while deliver_pending(now=timezone.now()):
        pass


def test_the_merged_case_ends_with_a_link_and_its_clocks_stop(stage: Stage) -> None:
    play = Play(stage).merged()
    (main_id,) = play.others
    case = stage.case(play.case_id)
    assert (case.state, case.merged_into_id, case.due_at) == ("merged", main_id, None)
    assert not Clock.objects.filter(case=case, stopped_at=None).exists()
    assert not Timer.objects.filter(subject_id__in=case.clocks.values("pk"), kind="case.breach").exists()
    assert stage.case(main_id).followers == 1
    event = EventRow.objects.get(name="case.merged").payload
    assert (event["case_id"], event["into_id"], event["is_undone"]) == (play.case_id, main_id, False)


def test_both_pages_show_each_other_and_photos_stay_readable(stage: Stage) -> None:
    photo = stage.photo("operator")
    first = Play(stage).dispatched()
    second = stage.opened(Source.CITIZEN, stage.slow, at=first.tick(), photos=(photo,))
    by = stage.by("dispatcher")
    merging.merge(by=by, at=first.tick(), case_id=second.case_id, into_id=first.case_id, reason="同一处")
    (kin,) = turns.of_case(by, first.case_id, first.at).merged
    assert (kin.number, kin.photos) == (second.number, (photo,))
    other = turns.of_case(by, second.case_id, first.at).goes_on_in
    assert other is not None
    assert other.id == first.case_id
    foreman = stage.by("foreman")
    assert not visibility.sees(foreman, second.case_id)
    assert visibility.sees_photos(foreman, second.case_id), "whoever works on the one that goes on sees both's photos"
    assert not visibility.sees_photos(stage.by("neighbour"), second.case_id)


def test_a_case_does_not_end_on_a_decision_made_before_more_reporters_came(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Play(stage).checked(), Play(stage).registered()
    at, decide = max(first.tick(), second.tick()), _execution.decide

    def deciding(situation: Situation, name: MoveName, *rest: Any) -> object:
        decision = decide(situation, name, *rest)
        if name is MoveName.CLOSE:
            by = stage.by("dispatcher")
            merging.merge(by=by, at=at, case_id=second.case_id, into_id=first.case_id, reason="同一处")
        return decision

    monkeypatch.setattr(_execution, "decide", deciding)
    with pytest.raises(CaseMovedOn):
        closure.close(by=stage.by("supervisor"), at=at, case_id=first.case_id, reply="已清")
    assert stage.case(first.case_id).state == "checked"


def test_every_reporter_follows_the_case_that_goes_on(stage: Stage) -> None:
    first = Play(stage).found()
    told = receive(by=stage.by("operator"), at=first.tick(), report=call(stage))
    merging.merge(
        by=stage.by("dispatcher"), at=first.tick(), case_id=told.case_id, into_id=first.case_id, reason="巡查已发现"
    )
    deliver()
    seen = track(told.code, first.at)
    assert seen.state == "dispatched"
    assert seen.goes_on_in == stage.case(first.case_id).number
    assert [reply.move for reply in seen.replies] == ["merge"]
    closure.force_close(
        by=stage.by("leader"),
        at=first.tick(),
        case_id=first.case_id,
        reason="已统一整治",
        photos_paper=[stage.photo("leader")],
    )
    deliver()
    # Nobody but the leader has seen these words yet.
    answers.approve(by=stage.by("supervisor"), at=first.tick(), answer_id=Answer.objects.get(case=first.case_id).pk)
    seen = track(told.code, first.at)
    assert seen.state == "closed"
    assert [(reply.move, reply.text) for reply in seen.replies][-1] == ("force_close", "已统一整治")
    answered = Feedback.objects.filter(case=first.case_id, to_reporter=True)
    assert answered.exists(), "a patrol's case answers the reporters who came along"


def test_undoing_it_gives_the_case_back_to_the_desk(stage: Stage) -> None:
    play = Play(stage).merged()
    (main_id,) = play.others
    merging.unmerge(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, reason="并非同一处")
    case = stage.case(play.case_id)
    assert (case.state, case.merged_into_id, case.owner_unit_id) == ("verified", None, stage.cast.desk.pk)
    assert stage.case(main_id).followers == 0
    running = Clock.objects.filter(case=case, stopped_at=None)
    assert {clock.stage for clock in running} == {"total", "register"}
    assert Step.objects.filter(case=case).latest("seq").note == "并非同一处"


def test_it_is_not_undone_after_the_other_has_ended(stage: Stage) -> None:
    play = Play(stage).merged()
    closure.cancel(by=stage.by("supervisor"), at=play.tick(), case_id=play.others[0], reason="误报")
    with pytest.raises(MainCaseEnded):
        merging.unmerge(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, reason="并非同一处")


def test_a_case_goes_on_only_in_another_open_one(stage: Stage) -> None:
    play = Play(stage).registered()
    ended = Play(stage, at=play.at).closed()
    by = stage.by("dispatcher")
    for into_id in (play.case_id, ended.case_id, 999_999):
        with pytest.raises(WrongMainCase):
            merging.merge(by=by, at=ended.tick(), case_id=play.case_id, into_id=into_id, reason="同一处")
    other = Play(stage, at=ended.at).registered()
    with pytest.raises(PermissionDenied):
        merging.merge(
            by=stage.by("leader"), at=other.tick(), case_id=play.case_id, into_id=other.case_id, reason="同一处"
        )


def test_links_follow_on_and_never_turn_in_a_circle(stage: Stage) -> None:
    play = Play(stage).merged()
    (second,) = play.others
    third = Play(stage, at=play.at).registered()
    by = stage.by("dispatcher")
    merging.merge(by=by, at=third.tick(), case_id=second, into_id=third.case_id, reason="同一处")
    assert stage.case(third.case_id).followers == 2
    with pytest.raises(WrongMainCase):
        merging.merge(by=by, at=third.tick(), case_id=third.case_id, into_id=play.case_id, reason="同一处")
    with pytest.raises(MainCaseEnded):
        merging.unmerge(by=by, at=third.tick(), case_id=play.case_id, reason="先撤后一次")


def test_near_cases_of_the_same_condition_are_proposed_nearest_first(stage: Stage) -> None:
    base = stage.new(Source.CITIZEN, stage.slow)
    first = stage.opened(Source.CITIZEN, stage.slow)
    near = stage.opened(Source.CITIZEN, stage.slow, lon=base.lon + 0.0003)
    nearer = stage.opened(Source.CITIZEN, stage.slow, lon=base.lon + 0.0001)
    stage.opened(Source.CITIZEN, stage.slow, lon=base.lon + 0.0009)
    stage.opened(Source.CITIZEN, stage.spot)
    found = candidates.choices(stage.case(first.case_id))
    assert [choice.id for choice in found] == [nearer.case_id, near.case_id]
    option = moves.option(stage.by("dispatcher"), first.case_id, MoveName.MERGE, MONDAY)
    assert [choice.id for asked in option.asks for choice in asked.choices] == [nearer.case_id, near.case_id]


def test_merged_cases_are_a_filter_of_the_list(stage: Stage) -> None:
    play = Play(stage).merged()
    by = stage.by("supervisor")
    assert [one.pk for one in matching(by, CaseFilter(turned=Turned.MERGED), play.at)] == [play.case_id]
    assert [one.pk for one in matching(by, CaseFilter(merged_into_id=play.others[0]), play.at)] == [play.case_id]
