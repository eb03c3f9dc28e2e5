"""What programs read: services, definitions, and requests late and coarse."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.actions import closure
from gridwarden.intake.actions import publishing
from gridwarden.intake.models import PublicTerms
from gridwarden.menu.models import MenuItem
from tests.factories.cases import MONDAY
from tests.integration.intake.open311.contract import Program, both, read
from tests.integration.intake.playing import LAT, LON, Told

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertMaxNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def test_the_menu_is_the_list_of_services(client: Program, stage: Stage) -> None:
    services = both(client, "services", "services")
    assert len(services) == MenuItem.objects.filter(menu__district=stage.district_id).count() == 18
    assert [services[0]["service_code"], services[0]["type"], services[0]["metadata"]] == ["01", "realtime", True]


def test_conditions_are_the_values_of_an_attribute(client: Program, stage: Stage) -> None:
    defined = both(client, "services/01", "service_definition")
    attribute = defined["attributes"][0]
    assert (attribute["code"], attribute["datatype"], attribute["required"]) == ("condition", "singlevaluelist", False)
    texts = MenuItem.objects.get(menu__district=stage.district_id, number=1).conditions.order_by("number")
    assert [value["name"] for value in attribute["values"]] == [one.text for one in texts]


def test_services_speak_the_language_that_is_asked_for(client: Program, stage: Stage) -> None:
    english = client.get(
        f"/open311/v2/services.json?jurisdiction_id={client.jurisdiction}", headers={"Accept-Language": "en"}
    ).json()
    chinese = json.loads(client.ask("services.json").content)
    assert english[0]["service_name"].isascii()
    assert not chinese[0]["service_name"].isascii()


def test_an_unknown_service_is_not_found(client: Program, stage: Stage) -> None:
    errors = both(client, "services/99", "errors", expect=404)
    assert errors[0]["code"] == 404
    assert "99" in errors[0]["description"]


def test_discovery_names_the_endpoint_in_both_places(client: Program, stage: Stage) -> None:
    said = both(client, "discovery", "discovery")
    assert said["endpoints"][0]["url"].endswith("/open311/v2")
    assert client.get("/open311/discovery.json").json() == said


@pytest.mark.parametrize("path", ["services", "services/01", "requests", "requests/20260302-00001", "tokens/ABC"])
def test_a_jurisdiction_that_is_not_here_is_not_found(client: Program, stage: Stage, path: str) -> None:
    errors = both(client, path, "errors", expect=404, jurisdiction_id="999999")
    assert "jurisdiction_id" in errors[0]["description"]


def test_the_jurisdiction_must_be_named_where_there_are_two(client: Program, stage: Stage) -> None:
    errors = both(client, "services", "errors", expect=400, jurisdiction_id="")
    assert errors == [{"code": 400, "description": "jurisdiction_id was not provided."}]


@pytest.mark.parametrize("path", ["services.html", "requests.csv", "services/01.txt"])
def test_other_formats_are_refused_in_json(client: Program, stage: Stage, path: str) -> None:
    answer = client.get(f"/open311/v2/{path}")
    assert answer.status_code == 400
    read(answer, "errors", "json")


@pytest.mark.parametrize("path", ["services", "requests", "requests/20260302-00001"])
def test_other_methods_are_refused(client: Program, stage: Stage, path: str) -> None:
    answer = client.delete(f"/open311/v2/{path}.xml")
    assert answer.status_code == 405
    read(answer, "errors", "xml")


def test_requests_are_told_late_coarsely_and_without_anybody_in_them(client: Program, stage: Stage) -> None:
    told = Told(stage, days_ago=3).closed()
    young = Told(stage, days_ago=0.5).closed()
    (request,) = both(client, "requests", "requests")
    assert (request["service_request_id"], request["status"]) == (told.number, "closed")
    assert (request["lat"], request["long"]) != (round(LAT, 6), round(LON, 6))
    assert abs(request["lat"] - LAT) < 0.001
    assert abs(request["long"] - LON) < 0.001
    assert "王" not in str(request)
    assert "人民路" not in str(request)
    both(client, f"requests/{told.number}", "requests")
    both(client, f"requests/{young.number}", "errors", expect=404)


def test_what_closed_within_the_delay_is_still_open_to_the_public(client: Program, stage: Stage) -> None:
    told = Told(stage, days_ago=3).checked()
    told.at = timezone.now() - timedelta(hours=1)
    closure.close(by=stage.by("supervisor"), at=told.at, case_id=told.case_id, reply="已清理")
    (request,) = both(client, "requests", "requests")
    assert request["status"] == "open"


def test_unregistered_and_withheld_cases_are_not_told(client: Program, stage: Stage) -> None:
    Told(stage, days_ago=3).verified()
    withheld = Told(stage, days_ago=3).closed()
    publishing.withhold(by=stage.by("supervisor"), at=timezone.now(), case_id=withheld.case_id)
    assert both(client, "requests", "requests") == []


def test_a_district_that_shows_nothing_tells_nothing(client: Program, stage: Stage) -> None:
    told = Told(stage, days_ago=3).closed()
    PublicTerms.objects.create(district_id=stage.district_id, shows_cases=False)
    assert both(client, "requests", "requests") == []
    both(client, f"requests/{told.number}", "errors", expect=404)


def test_a_published_result_is_the_note_of_the_status(client: Program, stage: Stage) -> None:
    told = Told(stage, days_ago=3).closed()
    publishing.publish_result(by=stage.by("supervisor"), at=timezone.now(), case_id=told.case_id, result="已清运 2 吨")
    (request,) = both(client, "requests", "requests")
    assert request["status_notes"] == "已清运 2 吨"


def test_requests_are_filtered_by_service_status_and_number(client: Program, stage: Stage) -> None:
    closed, going = Told(stage, days_ago=3).closed(), Told(stage, days_ago=2).handling()
    code = f"{stage.slow.item.number:02d}"

    def numbers(**query: str) -> list[str]:
        return [one["service_request_id"] for one in both(client, "requests", "requests", **query)]

    assert numbers() == [going.number, closed.number]
    assert numbers(status="open") == [going.number]
    assert numbers(status="closed") == [closed.number]
    assert numbers(status="open,closed", service_code=code) == [going.number, closed.number]
    assert numbers(service_code="99,nonsense") == []
    assert numbers(service_request_id=f"{closed.number},20200101-00001", status="open") == [closed.number]
    assert numbers(page_size="1", page="2") == [closed.number]


def test_a_span_of_days_bounds_what_is_told(client: Program, stage: Stage) -> None:
    old = Told(stage, at=MONDAY).closed()
    assert both(client, "requests", "requests") == []
    spans = {"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-03-10T00:00:00+08:00"}
    assert [one["service_request_id"] for one in both(client, "requests", "requests", **spans)] == [old.number]
    assert both(client, "requests", "requests", start_date="2026-03-03T00:00:00Z") == []


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "2026-03-01"},
        {"start_date": "yesterday"},
        {"end_date": "2026-03-01T00:00:00"},
        {"start_date": "0001-01-01T00:00:00Z"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"status": "done"},
        {"page": "0"},
        {"page_size": "1001"},
        {"page": "²"},
        {"service_request_id": ",".join(f"2026-{n}" for n in range(1001))},
    ],
)
def test_what_cannot_be_asked_is_said(client: Program, stage: Stage, query: dict[str, str]) -> None:
    errors = both(client, "requests", "errors", expect=400, **query)
    assert next(iter(query)).split("_")[0] in errors[0]["description"]


def test_reading_takes_few_statements_however_much_there_is(
    client: Program, stage: Stage, django_assert_max_num_queries: DjangoAssertMaxNumQueries
) -> None:
    for days in (3, 4, 5):
        Told(stage, days_ago=days).registered()
    with django_assert_max_num_queries(5):
        assert len(json.loads(client.ask("requests.json").content)) == 3


def test_pages_of_other_sites_may_read(client: Program, stage: Stage) -> None:
    assert client.get("/open311/v2/services.json")["Access-Control-Allow-Origin"] == "*"
