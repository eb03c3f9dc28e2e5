"""Appeals after the closing: once for each breach, two reviewers, the raw fact stays beside the exemption."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import appeals, closure, dispatching, handling, rulings
from gridwarden.cases.domain.appeals import AppealedBefore, NotClosedYet, NothingToAppeal
from gridwarden.cases.domain.errors import CaseNotFound, NotYourCase
from gridwarden.cases.domain.requests import NotYourRuling
from gridwarden.cases.models import Clock, Request
from gridwarden.cases.queries import board, offers, visibility
from gridwarden.platform.timers.clockwork import fire_due
from tests.integration.cases.playing import Play
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage


@pytest.fixture
def closed_late(stage: Stage) -> Play:
    """A contractor's case that broke its limit and was closed after all."""
    play = Play(stage).handling()
    play.at += timedelta(days=9)
    fire_due(now=play.at)
    return _close(play)


def _close(play: Play) -> Play:
    play.finish().send_to_check().pass_check()
    closure.close(by=play.stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="已完成")
    return play


def ask(play: Play, post: str = "foreman") -> int:
    by = play.stage.by(post)
    return appeals.ask(by=by, at=play.tick(), case_id=play.case_id, reason="连续暴雨无法施工").request_id


def test_dispatcher_and_registrar_grant_and_the_raw_fact_stays(closed_late: Play) -> None:
    request_id = ask(closed_late)
    closed_late.grant(request_id, "dispatcher")
    clock = Clock.objects.get(case=closed_late.case_id, stage="handle")
    assert clock.exempted_at is None, "one reviewer is not enough"
    closed_late.grant(request_id, "supervisor")
    clock.refresh_from_db()
    assert clock.exempted_at == closed_late.at
    assert clock.exempt_reason == "连续暴雨无法施工"
    assert clock.breached_at is not None
    assert clock.breached_at == clock.due_at


def test_the_page_shows_the_exemption_beside_the_breach(closed_late: Play, client: Client) -> None:
    page = f"/cases/{closed_late.case_id}/"
    login(client, closed_late.stage.people["supervisor"].user)
    assert "已免责" not in client.get(page).text
    closed_late.grant(ask(closed_late), "dispatcher", "supervisor")
    clocks = client.get(page).text.partition('class="gw-clocks"')[2]
    assert "已超期" in clocks
    assert "已免责" in clocks


def test_an_appeal_is_made_once_even_if_it_was_refused(closed_late: Play) -> None:
    stage = closed_late.stage
    offered = offers.of_case(stage.by("foreman"), stage.case(closed_late.case_id), closed_late.at)
    assert offered.turns == ("appeal",)
    request_id = ask(closed_late)
    rulings.rule(by=stage.by("dispatcher"), at=closed_late.tick(), request_id=request_id, grants=False, note="非雨日")
    with pytest.raises(AppealedBefore):
        ask(closed_late)
    assert Clock.objects.get(case=closed_late.case_id, stage="handle").exempted_at is None


def test_the_two_reviewers_come_in_their_order_and_from_other_posts(closed_late: Play) -> None:
    request_id = ask(closed_late)
    with pytest.raises(NotYourRuling):
        closed_late.grant(request_id, "supervisor")
    closed_late.grant(request_id, "dispatcher")
    with pytest.raises(NotYourRuling):
        closed_late.grant(request_id, "dispatcher")
    assert Request.objects.get(pk=request_id).standing == "waiting"


def test_an_appeal_about_a_closed_case_is_on_the_board_of_its_reviewer(closed_late: Play) -> None:
    ask(closed_late)
    tiles = {tile.key: tile.count for tile in board.tiles(closed_late.stage.by("dispatcher"), closed_late.at)}
    assert tiles["rule"] == 1


def test_before_the_closing_nothing_is_appealed(stage: Stage) -> None:
    play = Play(stage).handling()
    play.at += timedelta(days=9)
    fire_due(now=play.at)
    with pytest.raises(NotClosedYet):
        ask(play)


def test_a_kept_limit_is_nothing_to_appeal_against(stage: Stage) -> None:
    with pytest.raises(NothingToAppeal):
        ask(Play(stage).closed())


def test_only_a_unit_that_had_the_case_appeals(closed_late: Play) -> None:
    with pytest.raises(NotYourCase):
        ask(closed_late, "officer")
    with pytest.raises(CaseNotFound):
        ask(closed_late, "neighbour")


def test_who_gave_the_case_back_in_time_has_nothing_to_excuse(stage: Stage) -> None:
    play = Play(stage).dispatched(stage.cast.east_team.pk)
    dispatching.return_dispatch(by=stage.by("officer"), at=play.tick(), case_id=play.case_id, reason="不属本组")
    desk = stage.by("dispatcher")
    dispatching.dispatch(by=desk, at=play.tick(), case_id=play.case_id, unit_id=stage.division.pk)
    handling.accept(by=stage.by("division_officer"), at=play.tick(), case_id=play.case_id)
    play.at += timedelta(days=9)
    fire_due(now=play.at)
    play.finish("division_officer").send_to_check().pass_check()
    closure.close(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="已完成")
    assert offers.of_case(stage.by("officer"), stage.case(play.case_id), play.at).turns == ()
    with pytest.raises(NotYourCase):
        ask(play, "officer")
    assert offers.of_case(stage.by("division_officer"), stage.case(play.case_id), play.at).turns == ("appeal",)
    assert ask(play, "division_officer")


@pytest.fixture
def taken_away(stage: Stage) -> Play:
    """A case that a contractor was late with, that was given to a division then, and closed there."""
    play = Play(stage).handling()
    play.at += timedelta(days=9)
    fire_due(now=play.at)
    dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="机械故障")
    desk = stage.by("dispatcher")
    dispatching.dispatch(by=desk, at=play.tick(), case_id=play.case_id, unit_id=stage.division.pk)
    handling.accept(by=stage.by("division_officer"), at=play.tick(), case_id=play.case_id)
    return play


def test_a_contractor_appeals_against_what_counts_against_it_although_the_case_was_taken_away(
    taken_away: Play, client: Client
) -> None:
    stage, page = taken_away.stage, f"/cases/{taken_away.case_id}/"
    login(client, stage.people["foreman"].user)
    assert client.get(page).status_code == 404, "while others work on it, it is none of the contractor's"
    taken_away.finish("division_officer").send_to_check().pass_check()
    closure.close(by=stage.by("supervisor"), at=taken_away.tick(), case_id=taken_away.case_id, reply="已完成")
    assert offers.of_case(stage.by("foreman"), stage.case(taken_away.case_id), taken_away.at).turns == ("appeal",)
    assert client.get(page).status_code == 200
    request_id = ask(taken_away)
    taken_away.grant(request_id, "dispatcher", "supervisor")
    clock = Clock.objects.get(pk=Request.objects.get(pk=request_id).subject_id)
    assert (clock.answering_unit, clock.exempted_at) == (stage.cast.contractor, taken_away.at)


def test_who_gave_a_case_back_in_time_does_not_see_it_again(stage: Stage) -> None:
    play = Play(stage).registered()
    desk = stage.by("dispatcher")
    dispatching.dispatch(by=desk, at=play.tick(), case_id=play.case_id, unit_id=stage.cast.contractor.pk)
    dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="不是我方")
    dispatching.dispatch(by=desk, at=play.tick(), case_id=play.case_id, unit_id=stage.division.pk)
    handling.accept(by=stage.by("division_officer"), at=play.tick(), case_id=play.case_id)
    play.at += timedelta(days=9)
    fire_due(now=play.at)
    play.finish("division_officer").send_to_check().pass_check()
    closure.close(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="已完成")
    assert not visibility.sees(stage.by("foreman"), play.case_id)


def test_the_unit_appeals_whose_limit_broke_and_not_the_one_to_which_the_case_went_up(stage: Stage) -> None:
    play = Play(stage).found()
    play.at += timedelta(hours=3)
    fire_due(now=play.at)
    assert stage.case(play.case_id).level == 3
    handling.accept(by=stage.by("squad_leader"), at=play.tick(), case_id=play.case_id)
    play.finish("squad_leader").send_to_check().pass_check()
    closure.close(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="已完成")
    with pytest.raises(NotYourCase):
        ask(play, "squad_leader")
    assert ask(play, "officer")
