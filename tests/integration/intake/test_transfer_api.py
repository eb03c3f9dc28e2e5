"""Hotlines pass matters on through the API, once, and read the replies there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.cases.models import Case
from gridwarden.grids.actions import places as gathering
from gridwarden.intake.actions import answers
from gridwarden.intake.models import Answer, Filing, Report
from tests.factories.cases import MONDAY
from tests.factories.grids import RoadFactory
from tests.integration.intake.desk import LAT, LON, closed, transfer
from tests.logins import login, post_json

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
URL = "/api/v1/transfers"


def body(**changes: Any) -> dict[str, Any]:
    given = {"sender": "12345", "number": "A1", "text": "路灯不亮", "lon": LON, "lat": LAT, "crs": "cgcs2000"}
    return given | {"due_at": "2026-03-05T17:00:00+08:00"} | changes


def test_a_transfer_sent_again_with_its_key_opens_one_case(client: Client, stage: Stage) -> None:
    login(client, stage.people["operator"].user)
    first, again = (post_json(client, URL, body(), key="k1") for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert (Case.objects.get().source, Filing.objects.get().external_number) == ("transfer", "A1")


def test_a_number_that_is_here_is_a_conflict(client: Client, stage: Stage) -> None:
    login(client, stage.people["operator"].user)
    post_json(client, URL, body(), key="k1")
    answer = post_json(client, URL, body(text="别的"), key="k2")
    assert (answer.status_code, answer.json()["code"], Case.objects.count()) == (409, "number_taken", 1)


@pytest.mark.parametrize("change", [{"number": ""}, {"lon": 200}, {"due_at": "2026-03-05T17:00:00"}, {"text": ""}])
def test_what_is_no_transfer_is_refused(client: Client, stage: Stage, change: dict[str, Any]) -> None:
    login(client, stage.people["operator"].user)
    assert post_json(client, URL, body(**change), key="k1").status_code == 422


def test_an_address_alone_finds_the_place_or_is_refused(client: Client, stage: Stage) -> None:
    RoadFactory(district_id=stage.district_id, name="人民路")
    gathering.gather(at=MONDAY, district_id=stage.district_id)
    login(client, stage.people["operator"].user)
    placed = post_json(client, URL, body(lon=None, lat=None, address="人民路"), key="k1")
    assert (placed.status_code, Report.objects.get().attributes["place_found"]) == (201, "人民路")
    nowhere = post_json(client, URL, body(number="A2", lon=None, lat=None, address="月球背面"), key="k2")
    assert (nowhere.status_code, nowhere.json()["code"], Case.objects.count()) == (422, "no_place_found", 1)


def test_the_reply_and_the_return_are_read(client: Client, stage: Stage) -> None:
    replied, back = transfer(stage, "A1").case_id, transfer(stage, "A2")
    closed(stage, replied, reply="已修复")
    answers.approve(by=stage.by("leader"), at=MONDAY, answer_id=Answer.objects.get().pk)
    login(client, stage.people["supervisor"].user)
    report_id = Filing.objects.get(external_number="A2").pk
    sent = post_json(client, f"{URL}/{report_id}/return", {"reason": "属邻区"}, key="k3")
    assert (sent.status_code, Case.objects.get(pk=back.case_id).state) == (204, "refused")
    rows = {row["number"]: row for row in client.get(URL).json()["items"]}
    assert (rows["A1"]["reply"], rows["A1"]["standing"]) == ("已修复", "replied")
    assert (rows["A2"]["return_reason"], rows["A2"]["standing"]) == ("属邻区", "returned")
    assert [row["number"] for row in client.get(f"{URL}?standing=replied").json()["items"]] == ["A1"]


def test_who_imports_nothing_passes_nothing_on(client: Client, stage: Stage) -> None:
    login(client, stage.people["officer"].user)
    assert post_json(client, URL, body(), key="k1").status_code == 403
    assert client.get(URL).status_code == 403
