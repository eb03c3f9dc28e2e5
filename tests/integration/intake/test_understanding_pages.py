"""What the desk is shown while it writes, and the page of versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.intake.actions import learning
from gridwarden.intake.models import DuplicateRule, SuggestionModel
from gridwarden.intake.queries import suggesting
from gridwarden.intake.queries.suggesting import Suggested, SuggestedItem
from gridwarden.platform.access import system_for
from gridwarden.workforce.domain.units import UnitKind
from tests.integration.intake.desk import LAT, LON, closed, taken
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
PAGE = "/intake/understanding/"


def as_(client: Client, stage: Stage, post: str) -> Client:
    login(client, stage.people[post].user)
    return client


def test_item_and_the_case_told_before_are_shown_while_writing(client: Client, stage: Stage) -> None:
    taken(stage, at=timezone.now() - timedelta(hours=1))
    asked = {"lon": LON, "lat": LAT, "text": "路灯不亮了"}
    shown = as_(client, stage, "operator").post("/intake/nearby/", asked).content.decode()
    assert "路灯护栏等公用设施" in shown
    assert 'data-condition="' in shown
    assert "Perhaps told again" in shown or "可能重复反映" in shown


def test_what_is_out_of_the_question_is_not_suggested(
    client: Client, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    likely = SuggestedItem(
        item_id=1, number=1, name="路灯", probability=0.98, words=(), condition_id=1, condition="灯不亮",
        unit_kind=UnitKind.GRID_TEAM, unit="",
    )  # fmt: skip
    items = (likely, replace(likely, name="井盖", probability=0.012), replace(likely, name="绿化", probability=0.008))
    for shown_of, first in ((items, "路灯"), (items[2:], "绿化")):
        monkeypatch.setattr(suggesting, "suggest", lambda *_a, found=shown_of, **_k: Suggested(0, found))
        shown = as_(client, stage, "operator").post("/intake/nearby/", {"text": "灯"}).content.decode()
        assert first in shown
        assert ("绿化" in shown) is (len(shown_of) == 1)


def test_nothing_is_shown_of_nothing(client: Client, stage: Stage) -> None:
    shown = as_(client, stage, "operator").post("/intake/nearby/").content.decode()
    assert "data-condition" not in shown


def test_the_keeper_puts_a_version_to_work_on_the_page(client: Client, stage: Stage) -> None:
    closed(stage, taken(stage, text="马路边好多烟头").case_id)
    learning.train(by=system_for(stage.district_id), at=timezone.now(), district_id=stage.district_id)
    as_(client, stage, "keeper")
    assert client.get(PAGE).status_code == 200
    assert client.post(f"{PAGE}1/adopt/").status_code == 302
    assert SuggestionModel.objects.get().state == "current"
    assert client.post(f"{PAGE}1/adopt/").status_code == 404


def test_the_keeper_sets_what_counts_as_told_again(client: Client, stage: Stage) -> None:
    as_(client, stage, "keeper")
    assert client.post(PAGE, {"reach_m": 80, "days": 10, "least_score": 50}).status_code == 302
    row = DuplicateRule.objects.get()
    assert (row.reach_m, row.days, row.least_score) == (80, 10, 50)
    assert client.post(PAGE, {"reach_m": 9000, "days": 10, "least_score": 50}).status_code == 422


@pytest.mark.parametrize("post", ["operator", "officer"])
def test_others_do_not_see_the_page(client: Client, stage: Stage, post: str) -> None:
    as_(client, stage, post)
    assert client.get(PAGE).status_code in {403, 404}
    assert client.post(f"{PAGE}1/adopt/").status_code in {403, 404}
