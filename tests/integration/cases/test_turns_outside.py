"""The hard turns through the API and the pages: the same rules, once each, and what each list costs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from gridwarden.cases.models import Case, Order, Request, Ruling
from gridwarden.cases.queries import turns
from tests.integration.cases.playing import Play
from tests.logins import login, post_json

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(stage: Stage) -> Play:
    """A case that the contractor works on now."""
    return Play(stage, at=timezone.now() - timedelta(minutes=8)).handling()


def as_(client: Client, stage: Stage, post: str) -> Client:
    return login(client, stage.people[post].user)


def asked(client: Client, play: Play) -> int:
    body = {"turn": "extension", "reason": "配件未到", "proofs": [str(play.stage.photo("foreman"))]}
    answer = post_json(as_(client, play.stage, "foreman"), f"/api/v1/turns/cases/{play.case_id}/requests", body)
    assert answer.status_code == 200, answer.content
    found: int = answer.json()["request_id"]
    return found


def test_an_extension_goes_through_the_api(client: Client, play: Play) -> None:
    request_id = asked(client, play)
    desk = as_(client, play.stage, "dispatcher")
    waiting = desk.get("/api/v1/turns/requests?waiting=true").json()["items"]
    assert [(one["id"], one["station"]) for one in waiting] == [(request_id, "dispatcher")]
    answer = post_json(desk, f"/api/v1/turns/requests/{request_id}/ruling", {"grants": True})
    assert answer.json()["standing"] == "granted"
    shown = desk.get(f"/api/v1/turns/cases/{play.case_id}").json()
    assert [one["standing"] for one in shown["requests"]] == ["granted"]


def test_the_same_key_asks_once(client: Client, play: Play) -> None:
    foreman = as_(client, play.stage, "foreman")
    body = {"turn": "suspension", "reason": "等", "until": f"{timezone.now() + timedelta(days=9):%Y-%m-%dT%H:%M:%S%z}"}
    key = {"headers": {"Idempotency-Key": str(uuid4())}}
    path = f"/api/v1/turns/cases/{play.case_id}/requests"
    answers = [foreman.post(path, body, content_type="application/json", **key) for _ in range(2)]  # type: ignore[arg-type]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Request.objects.count() == 1


def test_refusals_come_with_their_code(client: Client, play: Play) -> None:
    path = f"/api/v1/turns/cases/{play.case_id}/requests"
    foreman = as_(client, play.stage, "foreman")
    bare = post_json(foreman, path, {"turn": "extension", "reason": "迟"})
    assert (bare.status_code, bare.json()["code"]) == (422, "proof_missing")
    dayless = post_json(foreman, path, {"turn": "suspension", "reason": "等"})
    assert (dayless.status_code, dayless.json()["code"]) == (422, "wrong_day")
    early = post_json(foreman, path, {"turn": "appeal", "reason": "雨"})
    assert (early.status_code, early.json()["code"]) == (409, "appeal_before_closing")
    assert post_json(as_(client, play.stage, "neighbour"), path, {"turn": "appeal", "reason": "雨"}).status_code == 404


def test_an_order_goes_through_the_api(client: Client, play: Play) -> None:
    reply_by = (timezone.now() + timedelta(hours=4)).isoformat()
    body = {"urgency": "urgent", "requirement": "报进展", "reply_by": reply_by}
    issued = post_json(as_(client, play.stage, "leader"), f"/api/v1/turns/cases/{play.case_id}/orders", body).json()
    order = issued["order_id"]
    steps = (
        ("foreman", "reply", {"text": "在办"}, "replied"),
        ("supervisor", "demands", {"requirement": "不具体", "reply_by": reply_by}, "demanded"),
        ("foreman", "reply", {"text": "明日完成"}, "replied"),
        ("leader", "sign_off", {"text": ""}, "signed_off"),
    )
    for post, step, given, state in steps:
        answer = post_json(as_(client, play.stage, post), f"/api/v1/turns/orders/{order}/{step}", given)
        assert (answer.status_code, answer.json().get("state")) == (200, state)
    listed = as_(client, play.stage, "leader").get("/api/v1/turns/orders").json()["items"]
    assert [one["id"] for one in listed] == [order]


def test_a_merge_by_number_goes_through_the_moves(client: Client, play: Play) -> None:
    other = Play(play.stage, at=play.at).registered()
    number = Case.objects.get(pk=play.case_id).number
    body = {"text": "同一处", "case_number": number}
    answer = post_json(as_(client, play.stage, "dispatcher"), f"/api/v1/cases/{other.case_id}/moves/merge", body)
    assert (answer.status_code, answer.json()["state"]) == (200, "merged")
    listed = client.get(f"/api/v1/cases?turned=merged&merged_into_id={play.case_id}").json()["items"]
    assert [one["id"] for one in listed] == [other.case_id]


def test_returns_are_listed(client: Client, play: Play) -> None:
    post_json(
        as_(client, play.stage, "foreman"),
        f"/api/v1/cases/{play.case_id}/moves/return_dispatch",
        {"text": "非我司", "unit_id": play.stage.division.pk},
    )
    listed = as_(client, play.stage, "dispatcher").get("/api/v1/turns/returns").json()["items"]
    assert [(one["nth"], one["proposed_name"]) for one in listed] == [(1, "市政科")]


def test_dialogs_ask_and_rule_and_say_what_is_missing(client: Client, play: Play) -> None:
    foreman = as_(client, play.stage, "foreman")
    page = foreman.get(f"/cases/{play.case_id}/").content.decode()
    assert 'data-turn="extension"' in page
    assert 'data-turn="suspension"' in page
    assert 'data-turn="order"' not in page
    ask = reverse("cases:ask", args=[play.case_id, "suspension"])
    assert "申请挂账" in foreman.get(ask).content.decode()
    assert foreman.post(ask, {"reason": ""}).status_code == 422
    past = foreman.post(ask, {"reason": "等", "until": "2020-01-01T08:00"})
    assert past.status_code == 422
    day = f"{timezone.localtime() + timedelta(days=9):%Y-%m-%dT%H:%M}"
    assert foreman.post(ask, {"reason": "等苗木", "until": day}).status_code == 204
    request = Request.objects.get()
    desk = as_(client, play.stage, "dispatcher")
    assert "等苗木" in desk.get("/cases/turns/").content.decode()
    rule = reverse("cases:rule", args=[request.pk])
    dialog = desk.get(rule).content.decode()
    assert ("等苗木" in dialog, "不同意" in dialog, "不予立案" in dialog) == (True, True, False)
    assert desk.post(rule, {"grants": "0", "note": ""}).status_code == 422, "a refusal says why"
    assert desk.post(rule, {"grants": "1", "note": ""}).status_code == 204
    assert Ruling.objects.count() == 1
    assert Case.objects.get().state == "suspended"


def test_who_does_not_see_the_case_finds_no_dialog(client: Client, play: Play) -> None:
    request_id = asked(client, play)
    neighbour = as_(client, play.stage, "neighbour")
    for path in (
        reverse("cases:ask", args=[play.case_id, "extension"]),
        reverse("cases:rule", args=[request_id]),
        reverse("cases:withdraw", args=[request_id]),
        reverse("cases:issue", args=[play.case_id]),
        reverse("cases:order", args=[1, "reply"]),
    ):
        assert neighbour.get(path).status_code == 404


def test_a_request_is_taken_back_by_its_dialog(client: Client, play: Play) -> None:
    request_id = asked(client, play)
    assert as_(client, play.stage, "foreman").post(reverse("cases:withdraw", args=[request_id])).status_code == 204
    assert Request.objects.get().standing == "withdrawn"


def test_orders_are_given_answered_and_signed_off_by_their_dialogs(client: Client, play: Play) -> None:
    leader = as_(client, play.stage, "leader")
    when = f"{timezone.localtime() + timedelta(hours=4):%Y-%m-%dT%H:%M}"
    issue = reverse("cases:issue", args=[play.case_id])
    assert leader.post(issue, {"urgency": "urgent", "text": "报", "reply_by": when}).status_code == 204
    order = Order.objects.get()
    reply, again, off = (reverse("cases:order", args=[order.pk, step]) for step in ("reply", "again", "sign_off"))
    assert as_(client, play.stage, "foreman").post(reply, {"text": "在办"}).status_code == 204
    leader = as_(client, play.stage, "leader")
    assert leader.post(again, {"text": "再报", "reply_by": when}).status_code == 204
    assert as_(client, play.stage, "foreman").post(reply, {"text": "明日"}).status_code == 204
    assert as_(client, play.stage, "leader").post(off, {"note": ""}).status_code == 204
    order.refresh_from_db()
    assert order.state == "signed_off"


@pytest.mark.parametrize("path", ["", "requests/", "orders/", "returns/"])
def test_the_lists_open_for_everybody_who_works_on_cases(client: Client, stage: Stage, path: str) -> None:
    for post in ("dispatcher", "officer", "foreman", "leader"):
        assert as_(client, stage, post).get(f"/cases/turns/{path}").status_code == 200


def test_each_list_takes_one_statement_whatever_its_size(
    stage: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        Play(stage).asked()
        Play(stage).ordered()
    desk = stage.by("dispatcher")
    with django_assert_num_queries(1):
        assert len(turns.requests(desk).rows) == 2
    with django_assert_num_queries(1):
        assert len(turns.requests(desk, waiting=True).rows) == 2
    with django_assert_num_queries(1):
        assert len(turns.orders(desk, timezone.now()).rows) == 2
    with django_assert_num_queries(1):
        turns.returns(desk)


def test_the_turns_of_a_case_take_nine_statements_at_most(
    stage: Stage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    play = Play(stage).merged()
    with django_assert_max_num_queries(9):
        turns.of_case(stage.by("dispatcher"), play.others[0], play.at)
