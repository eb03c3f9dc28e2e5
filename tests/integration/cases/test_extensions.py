"""More time by request: twice at most, proved, decided by others, never after the limit is broken."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import _requests, dispatching, extensions, rulings
from gridwarden.cases.domain.errors import NotYourCase
from gridwarden.cases.domain.extensions import ExtendedTwice, Overdue, ProofMissing
from gridwarden.cases.domain.requests import NotYourRuling, OwnRequest, RequestDecided, RequestNotFound, RequestWaits
from gridwarden.cases.models import Alarm, Clock, DeadlineChange, Request
from gridwarden.cases.queries import deadlines, offers, turns
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.cases.queries.lists import matching
from gridwarden.cases.queries.turned import Turned
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.timers.clockwork import fire_due
from gridwarden.platform.timers.models import Timer
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from tests.factories.cases import Stage


def ask(play: Play, post: str = "foreman") -> int:
    photos = [play.stage.photo(post)]
    by = play.stage.by(post)
    return extensions.ask(by=by, at=play.tick(), case_id=play.case_id, reason="配件未到", proofs=photos).request_id


def handle(play: Play) -> Clock:
    return Clock.objects.get(case=play.case_id, stage="handle")


def test_a_granted_extension_moves_deadline_warning_and_timers_by_the_original_limit(stage: Stage) -> None:
    play = Play(stage).handling()
    before = handle(play)
    play.grant(ask(play), "dispatcher")
    after = handle(play)
    assert after.extensions == 1
    assert before.due_at is not None
    assert after.due_at is not None
    assert after.due_at > before.due_at
    # The original limit counts working hours; twice as many lead where the first deadline's own limit would lead.
    limit = float(after.limit_value or 0)
    explained = next(one for one in deadlines.explained(stage.by("dispatcher"), play.case_id) if one.stage == "handle")
    assert sum(step.seconds for step in explained.steps) == 2 * limit * 3600
    assert explained.extensions == 1
    assert [(one.old_due_at, one.cause) for one in explained.moved] == [(before.due_at, "extension")]
    timers = dict(Timer.objects.filter(subject_id=after.pk).values_list("kind", "due_at"))
    assert timers == {"case.warn": after.warn_at, "case.breach": after.due_at + timedelta(microseconds=1)}
    assert stage.case(play.case_id).due_at == after.due_at
    assert DeadlineChange.objects.get().cause == "extension"


def test_the_grid_team_asks_its_squad_first_and_the_desk_decides(stage: Stage) -> None:
    play = Play(stage).found()
    request_id = ask(play, "officer")
    assert Request.objects.get(pk=request_id).station == "lead"
    with pytest.raises(NotYourRuling):
        play.grant(request_id, "dispatcher")
    play.grant(request_id, "squad_leader")
    assert Request.objects.get(pk=request_id).station == "dispatcher"
    assert handle(play).extensions == 0
    play.grant(request_id, "dispatcher")
    assert handle(play).extensions == 1
    told = Notice.objects.filter(kind__startswith="case.request_")
    assert set(told.values_list("kind", "user")) == {
        ("case.request_asked", stage.user_id("squad_leader")),
        ("case.request_endorsed", stage.user_id("dispatcher")),
        ("case.request_granted", stage.user_id("officer")),
    }


def test_refused_requests_do_not_count_and_a_third_granted_one_is_impossible(stage: Stage) -> None:
    play = Play(stage).handling()
    refused = ask(play)
    rulings.rule(by=stage.by("dispatcher"), at=play.tick(), request_id=refused, grants=False, note="理由不足")
    for _ in range(2):
        play.grant(ask(play), "dispatcher")
    assert handle(play).extensions == 2
    with pytest.raises(ExtendedTwice):
        ask(play)


def test_after_the_limit_is_broken_nothing_can_be_asked_or_granted(stage: Stage) -> None:
    play = Play(stage).handling()
    request_id = ask(play)
    play.at += timedelta(days=9)
    with pytest.raises(Overdue):
        rulings.rule(by=stage.by("dispatcher"), at=play.at, request_id=request_id, grants=True)
    assert Request.objects.get(pk=request_id).standing == "waiting", "the refused grant leaves everything as it was"
    fire_due(now=play.at)
    assert Request.objects.get(pk=request_id).standing == "lapsed"
    with pytest.raises(RequestDecided):
        rulings.rule(by=stage.by("dispatcher"), at=play.at, request_id=request_id, grants=True)
    with pytest.raises(Overdue):
        ask(play)


def test_only_the_owner_asks_with_proof_and_once_at_a_time(stage: Stage) -> None:
    play = Play(stage).handling()
    with pytest.raises(NotYourCase):
        ask(play, "officer")
    with pytest.raises(ProofMissing):
        extensions.ask(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="迟", proofs=[])
    ask(play)
    with pytest.raises(RequestWaits):
        ask(play)


def test_nobody_rules_on_the_own_request_and_a_contractor_on_none(stage: Stage) -> None:
    play = Play(stage).registered()
    dispatching.dispatch(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, unit_id=stage.cast.brigade.pk)
    request_id = ask(play, "leader")
    assert Request.objects.get(pk=request_id).station == "dispatcher", "whoever leads has endorsed by asking"
    with pytest.raises(NotYourRuling):
        play.grant(request_id, "leader")
    team = Play(stage, at=play.at).found()
    own = ask(team, "officer")
    with pytest.raises(RequestNotFound):
        team.grant(own, "foreman")
    with pytest.raises((OwnRequest, NotYourRuling)):
        team.grant(own, "officer")


def test_a_request_lapses_when_the_case_leaves_the_hands_that_asked(stage: Stage) -> None:
    play = Play(stage).handling()
    request_id = ask(play)
    dispatching.recall(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, reason="改派")
    assert Request.objects.get(pk=request_id).standing == "lapsed"


def test_an_own_request_is_taken_back_and_may_be_made_anew(stage: Stage) -> None:
    play = Play(stage).handling()
    request_id = ask(play)
    rulings.withdraw(by=stage.by("foreman"), at=play.tick(), request_id=request_id)
    assert Request.objects.get(pk=request_id).standing == "withdrawn"
    ask(play)


def test_an_extended_limit_warns_anew(stage: Stage) -> None:
    play = Play(stage).handling()
    request_id = ask(play)
    clock = handle(play)
    assert clock.warn_at is not None
    fire_due(now=clock.warn_at)
    play.at = clock.warn_at
    play.grant(request_id, "dispatcher")
    again = handle(play)
    assert again.warn_at is not None
    fire_due(now=again.warn_at)
    assert list(
        Alarm.objects.filter(clock=again, kind="warning").order_by("pk").values_list("extensions", flat=True)
    ) == [
        0,
        1,
    ]


def test_requests_are_listed_for_those_who_rule_and_cases_filtered(stage: Stage) -> None:
    play = Play(stage).handling()
    assert offers.of_case(stage.by("foreman"), stage.case(play.case_id), play.at).turns == ("extension", "suspension")
    assert offers.of_case(stage.by("officer"), stage.case(play.case_id), play.at).turns == ()
    request_id = ask(play)
    assert [row.id for row in turns.requests(stage.by("dispatcher"), waiting=True).rows] == [request_id]
    assert turns.count_waiting(stage.by("dispatcher")) == 1
    assert turns.requests(stage.by("supervisor"), waiting=True).rows == ()
    assert [row.id for row in turns.requests(stage.by("supervisor")).rows] == [request_id]
    assert turns.requests(stage.by("neighbour")).rows == ()
    wanted = CaseFilter(turned=Turned.EXTENDED)
    assert list(matching(stage.by("supervisor"), wanted, play.at)) == []
    play.grant(request_id, "dispatcher")
    assert [case.pk for case in matching(stage.by("supervisor"), wanted, play.at)] == [play.case_id]


def test_a_ruling_on_what_stood_a_moment_ago_changes_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    play = Play(stage).handling()
    request_id = ask(play)
    case, read_before = stage.case(play.case_id), Request.objects.get(pk=request_id)
    rulings.withdraw(by=stage.by("foreman"), at=play.tick(), request_id=request_id)
    monkeypatch.setattr(_requests, "find", lambda *_: (case, read_before))
    with pytest.raises(RequestDecided):
        play.grant(request_id, "dispatcher")
    assert Request.objects.get(pk=request_id).standing == "withdrawn"
    assert handle(play).extensions == 0
