"""A case is put aside once, up to a day: its clocks rest, nobody works on it, and it wakes by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import escalation, extensions, handling, suspensions
from gridwarden.cases.actions.moving import Given, make
from gridwarden.cases.actions.reconciliation import reconcile
from gridwarden.cases.domain.errors import CaseSuspended, OncePerCase, OnRequestOnly, WrongDay
from gridwarden.cases.domain.extensions import NoClockRuns, Overdue
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.requests import RequestDecided
from gridwarden.cases.models import Clock, ClockPause, Step
from gridwarden.cases.queries import board
from gridwarden.platform.timers.clockwork import fire_due
from gridwarden.platform.timers.models import Timer
from tests.factories.cases import MONDAY
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from tests.factories.cases import Stage


def test_every_clock_rests_while_the_case_is_put_aside(stage: Stage) -> None:
    play = Play(stage).suspended(days=30)
    case = stage.case(play.case_id)
    assert (case.state, case.due_at, case.suspend_count) == ("suspended", None, 1)
    live = Clock.objects.filter(case=case, stopped_at=None)
    assert {clock.stage for clock in live} == {"handle", "total"}
    assert ClockPause.objects.filter(clock__in=live, end_at=None).count() == 2
    assert set(Timer.objects.values_list("kind", flat=True)) == {"case.resume"}


@pytest.mark.parametrize("name", ["accept", "finish", "hand_up", "recall", "return_dispatch", "send_to_check"])
def test_whoever_wants_to_go_on_is_told_that_it_is_put_aside(stage: Stage, name: str) -> None:
    play = Play(stage).suspended()
    post = "foreman" if name in {"accept", "finish", "return_dispatch"} else "dispatcher"
    with pytest.raises(CaseSuspended):
        make(MoveName(name), by=stage.by(post), at=play.tick(), case_id=play.case_id, given=Given(text="试"))


def test_it_wakes_on_its_day_even_if_somebody_has_spoken_of_it_meanwhile(stage: Stage) -> None:
    play = Play(stage).suspended(days=30)
    escalation.feed_back(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, answer="春季补栽")
    until = stage.case(play.case_id).suspended_until
    assert until is not None
    fire_due(now=until - timedelta(minutes=1))
    assert stage.case(play.case_id).state == "suspended"
    fire_due(now=until)
    case = stage.case(play.case_id)
    assert (case.state, case.suspended_until, case.owner_unit_id) == ("dispatched", None, stage.cast.contractor.pk)
    last = Step.objects.filter(case=case).latest("seq")
    assert (last.move, last.by, last.by_name) == ("resume", None, "system")
    assert case.due_at is not None, "the handling clock goes on with what was left"
    assert not Timer.objects.filter(kind="case.resume").exists()


def test_the_desk_takes_it_up_early_and_the_timer_is_gone(stage: Stage) -> None:
    play = Play(stage).suspended()
    suspensions.resume(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, reason="苗木已到")
    assert stage.case(play.case_id).state == "dispatched"
    assert not Timer.objects.filter(kind="case.resume").exists()
    handling.accept(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id)


def test_a_case_is_put_aside_once(stage: Stage) -> None:
    play = Play(stage).suspended()
    suspensions.resume(by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, reason="苗木已到")
    with pytest.raises(OncePerCase):
        suspensions.ask(
            by=stage.by("foreman"),
            at=play.tick(),
            case_id=play.case_id,
            reason="又等",
            until=play.at + timedelta(days=1),
        )


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_the_day_lies_ahead_and_within_a_year(stage: Stage, days: int) -> None:
    play = Play(stage).handling()
    with pytest.raises(WrongDay):
        suspensions.ask(
            by=stage.by("foreman"),
            at=play.at,
            case_id=play.case_id,
            reason="等",
            until=play.at + timedelta(days=days),
        )


def test_nothing_is_put_aside_after_the_limit_or_after_the_work(stage: Stage) -> None:
    late = Play(stage).handling()
    late.at += timedelta(days=9)
    until = late.at + timedelta(days=9)
    with pytest.raises(Overdue):
        suspensions.ask(by=stage.by("foreman"), at=late.at, case_id=late.case_id, reason="等", until=until)
    fresh = Play(stage, at=MONDAY).handling()
    asked = suspensions.ask(by=stage.by("foreman"), at=fresh.tick(), case_id=fresh.case_id, reason="等", until=until)
    fresh.finish()
    with pytest.raises(RequestDecided):
        fresh.grant(asked.request_id, "dispatcher")


def test_nobody_suspends_without_a_request(stage: Stage) -> None:
    play = Play(stage).handling()
    given = Given(text="放一放", until=play.at + timedelta(days=3))
    with pytest.raises(OnRequestOnly):
        make(MoveName.SUSPEND, by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, given=given)


def test_a_suspended_clock_cannot_be_extended(stage: Stage) -> None:
    play = Play(stage).suspended()
    with pytest.raises(NoClockRuns):
        extensions.ask(
            by=stage.by("foreman"),
            at=play.tick(),
            case_id=play.case_id,
            reason="等",
            proofs=[stage.photo("foreman")],
        )


def test_the_nightly_look_sets_a_lost_timer_again(stage: Stage) -> None:
    play = Play(stage).suspended()
    assert reconcile(at=play.tick()).repaired == ()
    Timer.objects.filter(kind="case.resume").delete()
    assert reconcile(at=play.tick()).repaired == (stage.case(play.case_id).number,)
    assert Timer.objects.filter(kind="case.resume").exists()


def test_a_request_is_a_figure_on_the_dispatchers_board(stage: Stage) -> None:
    play = Play(stage).handling()

    def figure() -> int:
        return next(tile.count for tile in board.tiles(stage.by("dispatcher"), play.at) if tile.key == "rule")

    assert figure() == 0
    until = play.at + timedelta(days=9)
    suspensions.ask(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="等", until=until)
    assert figure() == 1
