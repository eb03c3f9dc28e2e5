"""Pages of the routing rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.cases.actions import dispatching, registration, routing
from gridwarden.cases.actions.routing import NewRule
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import RoutingRule
from tests.factories.cases import MONDAY
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def form(stage: Stage, **changes: Any) -> dict[str, Any]:
    given = {
        "name": "保洁", "subject": "", "unit": stage.cast.contractor.pk, "place": "district", "days": "any",
        "valid_from": "2026-01-01", "priority": "5", "is_on": "on",
    }  # fmt: skip
    return given | changes


def test_a_rule_is_written_changed_switched_and_ended(client: Client, stage: Stage) -> None:
    login(client, stage.people["supervisor"].user)
    sent = form(stage, place="grids", grids=["A01"], subject="item:1", from_time="06:00", until_time="18:00")
    page = client.post("/cases/rules/new/", sent, follow=True)
    assert page.status_code == 200
    rule = RoutingRule.objects.get()
    assert (rule.item, rule.grids, rule.is_on) == (1, ["A01"], True)
    changed = form(stage, name="夜间", place="area", area="120.0 31.0\n120.1 31.0\n120.1 31.1", limit_value="4")
    assert client.post(f"/cases/rules/{rule.pk}/edit/", changed).status_code == 422
    client.post(f"/cases/rules/{rule.pk}/edit/", changed | {"limit_unit": "working_hour"})
    assert RoutingRule.objects.get().area is not None
    assert client.get(f"/cases/rules/{rule.pk}/edit/").status_code == 200
    client.post(f"/cases/rules/{rule.pk}/switch/", {"is_on": "0"})
    assert not RoutingRule.objects.get().is_on
    client.post(f"/cases/rules/{rule.pk}/end/")
    assert RoutingRule.objects.get().ended_at is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": "grids"},
        {"place": "area", "area": "x y"},
        {"place": "area"},
        {"from_time": "06:00"},
        {"priority": "0"},
    ],
)
def test_a_rule_in_bad_shape_comes_back_with_words(client: Client, stage: Stage, wrong: dict[str, Any]) -> None:
    page = login(client, stage.people["supervisor"].user).post("/cases/rules/new/", form(stage, **wrong))
    assert page.status_code == 422
    assert not RoutingRule.objects.exists()


def test_every_page_of_a_rule_opens_for_the_desk(client: Client, stage: Stage) -> None:
    login(client, stage.people["supervisor"].user).post("/cases/rules/new/", form(stage))
    rule = RoutingRule.objects.get()
    opened = stage.opened(Source.PATROL, stage.slow, by="officer", photos=(stage.photo("officer"),))
    if stage.case(opened.case_id).state == "verified":
        registration.register(by=stage.by("supervisor"), at=MONDAY, case_id=opened.case_id)
    dispatching.dispatch_many(by=stage.by("dispatcher"), at=MONDAY, case_ids=[opened.case_id])
    login(client, stage.people["dispatcher"].user)
    for path in (
        "/cases/rules/?state=on&text=保",
        "/cases/rules/findings/",
        f"/cases/rules/{rule.pk}/",
        f"/cases/rules/{rule.pk}/trial/",
        f"/cases/{opened.case_id}/routing/",
        f"/cases/{opened.case_id}/",
        f"/cases/?rule_id={rule.pk}",
    ):
        assert client.get(path).status_code == 200, path
    assert opened.number in client.get(f"/cases/?rule_id={rule.pk}").content.decode()
    assert opened.number not in client.get(f"/cases/?rule_id={rule.pk + 1}").content.decode()


@pytest.mark.parametrize(("item", "is_told"), [("item:1", False), ("item:2", True)])
def test_where_no_rule_fits_the_explanation_says_what_happens_instead(
    client: Client, stage: Stage, item: str, *, is_told: bool
) -> None:
    login(client, stage.people["supervisor"].user).post("/cases/rules/new/", form(stage, subject=item))
    opened = stage.opened(Source.PATROL, stage.slow, by="officer", photos=(stage.photo("officer"),))
    page = client.get(f"/cases/{opened.case_id}/routing/").text
    assert ("data-no-rule" in page) is is_told
    assert opened.number in page


@pytest.mark.parametrize("post", ["officer", "foreman"])
def test_the_rules_are_the_desk_s(client: Client, stage: Stage, post: str) -> None:
    assert login(client, stage.people[post].user).get("/cases/rules/").status_code == 403


def test_who_may_not_edit_gets_no_form(client: Client, stage: Stage) -> None:
    assert login(client, stage.people["operator"].user).get("/cases/rules/new/").status_code == 403


def test_of_very_many_contending_rules_some_are_told_and_the_rest_counted(client: Client, stage: Stage) -> None:
    units = (stage.cast.contractor.pk, stage.division.pk)
    rules = [
        NewRule(name=f"保洁{place}", unit_id=units[place % 2], item=1, valid_from=MONDAY.date(), is_on=True)
        for place in range(24)
    ]
    routing.put(by=stage.by("leader"), at=MONDAY, origin="test:1", rules=rules)
    login(client, stage.people["dispatcher"].user)
    page = client.get("/cases/rules/findings/").content.decode()
    assert "另有 44 对" in page or "44 further pairs" in page
