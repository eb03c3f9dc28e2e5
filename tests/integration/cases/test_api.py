"""Cases through the API: the same rules as the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.models import Case
from tests.logins import login, post_json

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_id(stage: Stage) -> int:
    """A complaint that has just come in."""
    return stage.opened(condition=stage.spot, at=timezone.now()).case_id


def as_(client: Client, stage: Stage, post: str) -> Client:
    return login(client, stage.people[post].user)


def test_a_list_is_filtered_and_paged(client: Client, stage: Stage, case_id: int) -> None:
    for _ in range(3):
        stage.opened(condition=stage.spot, at=timezone.now())
    first = as_(client, stage, "dispatcher").get("/api/v1/cases?size=3&states=reported").json()
    second = client.get(f"/api/v1/cases?size=3&states=reported&cursor={first['next']}").json()
    assert (len(first["items"]), [item["id"] for item in second["items"]], second["next"]) == (3, [case_id], None)


def test_a_case_comes_with_its_file_and_the_moves_of_the_caller(client: Client, stage: Stage, case_id: int) -> None:
    body = as_(client, stage, "operator").get(f"/api/v1/cases/{case_id}").json()
    assert body["case"]["state"] == "reported"
    assert [step["move"] for step in body["entries"]] == ["open"]
    assert "send_to_verify" in body["moves"]


def test_moves_name_what_they_ask_for(client: Client, stage: Stage, case_id: int) -> None:
    options = as_(client, stage, "operator").get(f"/api/v1/cases/{case_id}/moves").json()
    asks = {option["name"]: option["asks"] for option in options}["send_to_verify"]
    assert [ask["need"] for ask in asks] == ["person"]
    assert stage.user_id("informant") in {choice["id"] for choice in asks[0]["choices"]}


def test_a_move_is_made_once_whatever_is_sent_again(client: Client, stage: Stage, case_id: int) -> None:
    body = {"person_id": stage.user_id("informant")}
    path = f"/api/v1/cases/{case_id}/moves/send_to_verify"
    first = post_json(as_(client, stage, "operator"), path, body, key="once")
    again = post_json(client, path, body, key="once")
    assert (first.status_code, first.json()["state"]) == (200, "verifying")
    assert again.json() == first.json()
    assert Case.objects.get(pk=case_id).version == 2


@pytest.mark.parametrize(
    ("post", "name", "body", "status", "code"),
    [
        ("operator", "close", {"text": "x"}, 409, "move_not_allowed"),
        ("operator", "send_to_verify", {}, 422, "input_missing"),
        ("informant", "send_to_verify", {}, 403, "permission_denied"),
        ("west_officer", "send_to_verify", {}, 404, "case_not_found"),
        ("foreman", "send_to_verify", {}, 404, "case_not_found"),
        ("operator", "fly", {}, 422, None),
        ("operator", "send_to_verify", {"version": 99}, 409, "case_moved_on"),
    ],
)
def test_refusals_say_why(
    client: Client, stage: Stage, case_id: int, post: str, name: str, body: dict[str, object], status: int, code: str
) -> None:
    answer = post_json(as_(client, stage, post), f"/api/v1/cases/{case_id}/moves/{name}", body)
    assert answer.status_code == status, answer.content
    assert code is None or answer.json()["code"] == code
    assert Case.objects.get(pk=case_id).version == 1


def test_the_board_counts_what_its_queries_list(client: Client, stage: Stage, case_id: int) -> None:
    tiles = as_(client, stage, "operator").get("/api/v1/cases/board").json()
    assert {tile["key"]: tile["count"] for tile in tiles}["answer"] == 1
    for tile in tiles:
        listed = client.get(f"/api/v1/cases?{tile['query']}").json()["items"]
        assert len(listed) == tile["count"], tile


def test_nobody_reads_cases_without_logging_in(client: Client, case_id: int) -> None:
    assert client.get("/api/v1/cases").status_code == 401
