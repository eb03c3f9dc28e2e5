"""Home and map: each person sees what is theirs to do, and every figure leads to its cases."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.actions import registration
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_id(stage: Stage) -> int:
    """A complaint that has just come in."""
    return stage.opened(condition=stage.spot, at=timezone.now()).case_id


def as_(client: Client, stage: Stage, post: str) -> Client:
    return login(client, stage.people[post].user)


def test_home_says_what_to_do_and_each_figure_leads_to_as_many_cases(
    client: Client, stage: Stage, case_id: int
) -> None:
    html = as_(client, stage, "operator").get("/").content.decode()
    tiles = re.findall(r'href="(/cases/\?[^"]+)" class="gw-stat.*?gw-stat-value">(\d+)', html, re.DOTALL)
    assert ("/cases/?todo=answer", "1") in tiles
    for href, count in tiles:
        listed = client.get(href.replace("&amp;", "&")).content.decode()
        assert listed.count("data-row") == int(count), href


def test_leaders_see_figures_and_people_in_the_street_their_tasks(client: Client, stage: Stage, case_id: int) -> None:
    assert "data-chart" in as_(client, stage, "leader").get("/").content.decode()
    assert "data-chart" not in as_(client, stage, "officer").get("/").content.decode()


def test_home_costs_few_statements(
    client: Client, stage: Stage, case_id: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    as_(client, stage, "leader").get("/")
    with django_assert_max_num_queries(16):
        client.get("/")


def test_an_administrator_starts_at_the_own_work(client: Client, stage: Stage) -> None:
    assert login(client, stage.cast.keeper.user).get("/").status_code == 302


def test_a_visitor_is_sent_to_the_login(client: Client, db: None) -> None:
    assert client.get("/").status_code == 302


def test_the_map_shows_the_open_cases_of_my_sight(client: Client, stage: Stage, case_id: int) -> None:
    assert as_(client, stage, "operator").get("/map/").status_code == 200
    shown = json.loads(client.get("/map/cases.geojson").content)
    assert [feature["id"] for feature in shown["features"]] == [case_id]
    assert shown["features"][0]["properties"]["light"] == "green"
    shown = json.loads(as_(client, stage, "west_officer").get("/map/cases.geojson").content)
    assert shown["features"] == []


def test_a_case_that_is_over_or_out_of_sight_is_named_gone(client: Client, stage: Stage, case_id: int) -> None:
    registration.refuse(by=stage.by("supervisor"), at=timezone.now(), case_id=case_id, reason="重复")
    shown = json.loads(as_(client, stage, "operator").get(f"/map/cases.geojson?ids={case_id}").content)
    assert (shown["features"], shown["gone"]) == ([], [case_id])


def test_the_map_takes_the_filters_of_the_list(client: Client, stage: Stage, case_id: int) -> None:
    as_(client, stage, "operator")
    assert json.loads(client.get("/map/cases.geojson?states=closed").content)["features"] == []
    assert len(json.loads(client.get("/map/cases.geojson?states=reported").content)["features"]) == 1
    assert client.get("/map/cases.geojson?states=lost").status_code == 422
