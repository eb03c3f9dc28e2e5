"""Numbers in what somebody outside told reach those alone who may see reporters, whatever page they read it on."""

from __future__ import annotations

import json
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection

from gridwarden.cases.actions import extensions, rulings, supervision
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.supervision import Urgency
from gridwarden.cases.models import Case
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.search.expressions import vector
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

PHONE, IDENTITY = "13800001111", "11010519491231002X"
PLACES = (
    "/cases/",
    "/cases/{id}/",
    "/api/v1/cases",
    "/api/v1/cases/{id}",
    "/map/cases.geojson",
    "/map/cases/{id}/around/",
    "/map/cases/{other}/around/",
    "/",
    "/field/",
    "/field/report/?case={id}",
    "/cases/?text=人民路",
)


@pytest.fixture
def told(stage: Stage) -> dict[str, int]:
    """Two complaints side by side in the officer's grid, each with a telephone and an identity number in its words."""
    words = {"description": f"占道，请回电{PHONE}", "address": f"人民路12号（{IDENTITY}）"}
    first, other = (stage.opened(Source.CITIZEN, stage.spot, **words).case_id for _ in range(2))
    return {"id": first, "other": other}


@pytest.mark.parametrize("place", PLACES)
def test_whoever_may_not_see_reporters_reads_no_number(
    client: Client, stage: Stage, told: dict[str, int], place: str
) -> None:
    client.force_login(stage.people["officer"].user)
    answer = client.get(place.format(**told))
    assert answer.status_code == 200, place
    text = _text(answer)
    assert (PHONE in text, IDENTITY in text) == (False, False)


@pytest.mark.parametrize("post", ["officer", "supervisor"])
@pytest.mark.parametrize("typed", [PHONE, PHONE[:7], PHONE[-8:], IDENTITY])
def test_a_number_in_the_words_of_a_reporter_finds_nobody(
    client: Client, stage: Stage, told: dict[str, int], post: str, typed: str
) -> None:
    client.force_login(stage.people[post].user)
    assert _found(client, "请回电") == set(told.values())
    assert _found(client, typed) == set()


def test_a_number_that_our_own_people_wrote_is_found(client: Client, stage: Stage) -> None:
    case_id = stage.opened(Source.PATROL, stage.spot, description=f"店主{PHONE}").case_id
    client.force_login(stage.people["supervisor"].user)
    assert _found(client, PHONE) == {case_id}


def test_the_desk_reads_the_words_as_they_were_told(client: Client, stage: Stage, told: dict[str, int]) -> None:
    client.force_login(stage.people["supervisor"].user)
    text = _text(client.get(f"/cases/{told['id']}/"))
    assert (PHONE in text, IDENTITY in text) == (True, True)


def test_a_chained_row_that_can_lose_no_word_is_given_none(stage: Stage) -> None:
    play, words = Play(stage).handling(), f"请回电{PHONE}"
    foreman, dispatcher, leader = (stage.by(post) for post in ("foreman", "dispatcher", "leader"))
    asked = extensions.ask(
        by=foreman, at=play.tick(), case_id=play.case_id, reason=words, proofs=[stage.photo("foreman")]
    )
    rulings.rule(by=dispatcher, at=play.tick(), request_id=asked.request_id, grants=False, note=words)
    until = play.at + timedelta(hours=4)
    ordered = supervision.issue(
        by=leader, at=play.tick(), case_id=play.case_id, urgency=Urgency.URGENT, requirement=words, reply_by=until
    )
    supervision.reply(by=foreman, at=play.tick(), order_id=ordered.order_id, text=words)
    rows = dict(AuditEntry.objects.filter(subject_type="case", subject_id=play.case_id).values_list("action", "data"))
    assert {"case.extension_asked", "case.extension_refused", "case.order_issued", "case.order_replied"} <= set(rows)
    assert [action for action, data in rows.items() if PHONE in str(data)] == []


def _text(answer: object) -> str:
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]
    text = body.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") else text


def _found(client: Client, typed: str) -> set[int]:
    return {row["id"] for row in client.get("/api/v1/cases", {"text": typed}).json()["items"]}


def test_what_was_told_before_is_forgotten_by_searches_too(client: Client, stage: Stage, told: dict[str, int]) -> None:
    case = Case.objects.get(pk=told["id"])
    Case.objects.filter(pk=case.pk).update(search=vector(case.number, case.address, case.description, "占道经营"))
    client.force_login(stage.people["officer"].user)
    assert _found(client, PHONE) == {case.pk}
    with connection.schema_editor() as editor:
        import_module("gridwarden.cases.migrations.0012_unfindable_numbers").forget(apps, editor)
    assert _found(client, PHONE) == _found(client, IDENTITY) == set()
    for words in (case.number, "请回电", "人民路", "占道经营"):
        assert case.pk in _found(client, words), words
