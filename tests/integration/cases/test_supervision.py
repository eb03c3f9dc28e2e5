"""Supervision orders: demanded, answered by the owner in time or late, demanded again, signed off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import closure, supervision
from gridwarden.cases.domain.errors import MoveNotAllowed, NotYourCase, WrongDay
from gridwarden.cases.domain.supervision import OrderMovedOn, OrderNotFound, OrderState, Urgency
from gridwarden.cases.models import Demand, Order
from gridwarden.cases.queries import board, turns
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.timers.clockwork import fire_due
from gridwarden.platform.timers.models import Timer
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from tests.factories.cases import Stage


def figures(play: Play, post: str) -> dict[str, int]:
    return {tile.key: tile.count for tile in board.tiles(play.stage.by(post), play.at)}


def test_an_order_is_issued_answered_and_signed_off(stage: Stage) -> None:
    play = Play(stage).ordered()
    assert figures(play, "officer")["reply"] == 1
    supervision.reply(by=stage.by("officer"), at=play.tick(), order_id=play.order_id, text="正在清理")
    assert figures(play, "officer")["reply"] == 0
    assert figures(play, "supervisor")["sign_off"] == 1
    ended = supervision.sign_off(by=stage.by("supervisor"), at=play.tick(), order_id=play.order_id)
    assert ended.state is OrderState.SIGNED_OFF
    (row,) = turns.of_case(stage.by("leader"), play.case_id, play.at).orders
    assert (row.demands[0].reply, row.signed_off_by_name, row.light) == ("正在清理", "吴值", None)
    assert not Timer.objects.filter(kind__startswith="case.order").exists()


def test_a_demand_has_a_light_and_reminds_owner_and_issuer(stage: Stage) -> None:
    play = Play(stage).ordered()
    order = Order.objects.get(pk=play.order_id)
    assert order.warn_at is not None
    assert order.due_at is not None

    def light() -> str:
        row = turns.of_case(stage.by("leader"), play.case_id, play.at).orders[0]
        return str(row.light)

    assert light() == "green"
    play.at = order.warn_at
    fire_due(now=play.at)
    assert light() == "yellow"
    play.at = order.due_at + timedelta(minutes=1)
    fire_due(now=play.at)
    assert light() == "red"
    told = Notice.objects.filter(kind__startswith="case.order_")
    people = {
        kind: set(told.filter(kind=kind).values_list("user", flat=True)) for kind in told.values_list("kind", flat=True)
    }
    assert stage.user_id("officer") in people["case.order_nearly_due"]
    assert {stage.user_id("officer"), stage.user_id("leader")} <= people["case.order_overdue"]
    assert Demand.objects.get().overdue_at == order.due_at
    supervision.reply(by=stage.by("officer"), at=play.tick(), order_id=play.order_id, text="迟复")
    assert Demand.objects.get().overdue_at == order.due_at, "that the answer came late stays"


def test_an_answer_that_does_not_satisfy_leads_to_another_demand(stage: Stage) -> None:
    play = Play(stage).ordered()
    by = stage.by("leader")
    with pytest.raises(OrderMovedOn):
        supervision.demand_again(
            by=by, at=play.tick(), order_id=play.order_id, requirement="再报", reply_by=play.at + timedelta(hours=9)
        )
    supervision.reply(by=stage.by("officer"), at=play.tick(), order_id=play.order_id, text="在办")
    supervision.demand_again(
        by=by, at=play.tick(), order_id=play.order_id, requirement="说明时间", reply_by=play.at + timedelta(hours=9)
    )
    assert list(Demand.objects.order_by("number").values_list("text", "reply")) == [
        ("今日内说明进展", "在办"),
        ("说明时间", ""),
    ]
    assert figures(play, "officer")["reply"] == 1


def test_only_the_unit_that_has_the_case_answers_and_only_supervisors_order(stage: Stage) -> None:
    play = Play(stage).ordered()
    with pytest.raises(NotYourCase):
        supervision.reply(by=stage.by("dispatcher"), at=play.tick(), order_id=play.order_id, text="代答")
    with pytest.raises(OrderNotFound):
        supervision.reply(by=stage.by("foreman"), at=play.tick(), order_id=play.order_id, text="代答")
    for post in ("officer", "dispatcher", "squad_leader"):
        with pytest.raises(PermissionDenied):
            supervision.issue(
                by=stage.by(post),
                at=play.tick(),
                case_id=play.case_id,
                urgency=Urgency.ORDINARY,
                requirement="x",
                reply_by=play.at + timedelta(days=1),
            )


def test_the_time_to_answer_lies_ahead_and_the_case_is_open(stage: Stage) -> None:
    play = Play(stage).found()
    common = {"by": stage.by("leader"), "case_id": play.case_id, "urgency": Urgency.ORDINARY, "requirement": "报"}
    with pytest.raises(WrongDay):
        supervision.issue(**common, at=play.tick(), reply_by=play.at)  # type: ignore[arg-type]
    closure.cancel(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="误报")
    with pytest.raises(MoveNotAllowed):
        supervision.issue(**common, at=play.tick(), reply_by=play.at + timedelta(days=1))  # type: ignore[arg-type]


def test_an_unanswered_order_is_signed_off_only_once_its_case_has_ended(stage: Stage) -> None:
    play = Play(stage).ordered()
    with pytest.raises(OrderMovedOn):
        supervision.sign_off(by=stage.by("leader"), at=play.tick(), order_id=play.order_id)
    closure.cancel(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="误报")
    supervision.sign_off(by=stage.by("leader"), at=play.tick(), order_id=play.order_id, note="案件已作废")
    assert Order.objects.get().state == "signed_off"
