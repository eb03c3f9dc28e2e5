"""Signed messages that nobody should write: each is refused with why, or kept whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone

from gridwarden.cases.actions import registration
from gridwarden.cases.models import Case
from gridwarden.exchange.domain.messages import Kind
from gridwarden.exchange.models import Matter
from gridwarden.intake.models import Report
from tests.integration.exchange.test_endpoint import case_of, post, said
from tests.integration.intake.desk import transfer

if TYPE_CHECKING:
    from tests.integration.exchange.pair import Pair

pytestmark = pytest.mark.django_db

#: Half a character of two: JSON can say it, no database can hold it.
HALF = "a\ud800b"


def body(plain: dict[str, Any]) -> bytes:
    """Write a message as a careless program would."""
    return json.dumps(plain).encode()


@pytest.mark.parametrize(
    "change",
    [
        {"seq": "1e999"},
        {"seq": float("inf")},
        {"seq": 1.9},
        {"seq": True},
        {"seq": "1"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "9999-12-31T23:59:59-14:00"},
        {"kind": ["case"]},
        {"matter": [1]},
        {"id": HALF},
        {"payload": []},
    ],
)
def test_an_odd_frame_is_refused(pair: Pair, change: dict[str, Any]) -> None:
    answer = post(pair, body(said(pair, **case_of(pair)).plain() | change))
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_message")
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        *({name: HALF} for name in ("number", "text", "address", "category", "instruction")),
        *({name: "a\0"} for name in ("number", "text", "address", "category", "instruction")),
        *({name: ["x"]} for name in ("number", "text", "address", "category", "instruction")),
        {"due_at": "0001-01-01T00:00:00+14:00"},
        {"due_at": "9999-12-31T23:59:59-14:00"},
        {"due_at": HALF},
        {"lon": float("nan")},
        {"lat": float("-inf")},
        {"lon": 10**400},
        {"lon": True},
        {"number": " "},
        {"number": "9" * 81},
        {"address": "长" * 201},
        {"text": "长" * 10_001},
        {"photos": [{"jpeg": "AAAA"}]},
        {"photos": [{"jpeg": 5}]},
        {"photos": [{"jpeg": HALF}]},
        {"photos": [5]},
    ],
)
def test_an_odd_case_is_refused_and_opens_nothing(pair: Pair, change: dict[str, Any]) -> None:
    answer = post(pair, body(said(pair, **case_of(pair, **change)).plain()))
    assert answer.status_code == 422, answer.content
    assert not Matter.objects.exists()
    assert not Case.objects.filter(district=pair.town.district_id).exists()


@pytest.mark.parametrize("word", [HALF, "a\0", 5])
@pytest.mark.parametrize(
    ("kind", "name"), [(Kind.REWORK, "reason"), (Kind.WITHDRAWN, "reason"), (Kind.EVALUATED, "verdict")]
)
def test_an_odd_word_about_a_case_is_refused_and_leaves_it(pair: Pair, kind: Kind, name: str, word: object) -> None:
    first = said(pair, **case_of(pair))
    assert post(pair, body(first.plain())).status_code == 200
    before = Case.objects.values_list("state", "version").get(district=pair.town.district_id)
    second = {"id": str(uuid4()), "seq": 2, "kind": kind.value, "payload": {name: word}}
    answer = post(pair, body(first.plain() | second))
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_message")
    assert Case.objects.values_list("state", "version").get(district=pair.town.district_id) == before
    assert Matter.objects.get().taken_seq == 1


@pytest.mark.parametrize("again", ["SJ-1", " SJ-1 "])
def test_a_number_that_another_matter_bears_is_refused_and_opens_nothing_twice(pair: Pair, again: str) -> None:
    assert post(pair, body(said(pair, **case_of(pair)).plain())).status_code == 200
    answer = post(pair, body(said(pair, **case_of(pair, number=again)).plain()))
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_message")
    assert Matter.objects.count() == Case.objects.filter(district=pair.town.district_id).count() == 1


def test_a_number_of_a_case_that_has_ended_is_refused_so_that_nothing_waits_in_it_for_ever(pair: Pair) -> None:
    case_id = transfer(pair.town, "SJ-1", sender="市级平台").case_id
    now = timezone.now()
    registration.refuse(by=pair.town.by("supervisor"), at=now, case_id=case_id, reason="属江北区")
    answer = post(pair, body(said(pair, **case_of(pair)).plain()))
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_message")
    assert "SJ-1" in answer.json()["detail"]
    assert not Matter.objects.exists()


def test_words_as_long_as_open311_takes_them_go_down_whole(pair: Pair) -> None:
    words = "井盖破损" * 1000
    assert post(pair, body(said(pair, **case_of(pair, text=words)).plain())).status_code == 200
    assert Report.objects.get().text == words


def test_the_instruction_of_the_dispatcher_arrives(pair: Pair) -> None:
    assert post(pair, body(said(pair, **case_of(pair, instruction="请于今日处理")).plain())).status_code == 200
    assert Report.objects.get().text == "井盖破损\n→ 请于今日处理"
