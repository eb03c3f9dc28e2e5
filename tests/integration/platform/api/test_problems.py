"""Every error of the API is problem+json with a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.access import Role
from tests.logins import login, post_json

if TYPE_CHECKING:
    from django.test import Client

    from tests.integration.platform.conftest import Cast

pytestmark = pytest.mark.urls("tests.integration.platform.api.routes")


def test_a_stranger_is_asked_to_log_in(client: Client, db: None) -> None:
    answer = post_json(client, "/api/v1/people", {"name": "a"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_an_actor_without_the_permission_is_refused(client: Client, cast: Cast) -> None:
    login(client, cast(Role.AUDIT_ADMINISTRATOR))
    answer = post_json(client, "/api/v1/people", {"name": "a"})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_a_refusal_keeps_its_code_and_fields(client: Client, cast: Cast) -> None:
    login(client, cast(Role.CHECKER, Role.SQUAD_LEADER, display_name="李芳"))
    answer = post_json(client, "/api/v1/people", {"name": "李芳"})
    assert answer.status_code == 409
    assert answer.json() == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "name_taken",
        "detail": "Somebody has this name.",
        "fields": {"name": "taken"},
    }


def test_an_input_that_breaks_the_schema_names_its_fields(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    answer = post_json(client, "/api/v1/people", {"name": ""})
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == ["name"]


def test_a_path_id_that_is_no_number_is_named(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    answer = client.get("/api/v1/people/seven")
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["person_id"])


def test_a_body_that_is_no_json_is_malformed(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    answer = client.post("/api/v1/people", data="{", content_type="application/json", headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_what_does_not_exist_is_not_found(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    assert client.get("/api/v1/people/0").json()["code"] == "not_found"


def test_an_unknown_address_is_a_problem_too(client: Client, cast: Cast) -> None:
    answer = client.get("/api/v1/nothing/here")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_wrong_method_says_which_are_allowed(client: Client, cast: Cast) -> None:
    answer = client.delete("/api/v1/people")
    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (405, "POST", "method_not_allowed")


def test_a_failure_shows_no_trace(client: Client, cast: Cast) -> None:
    client.raise_request_exception = False
    login(client, cast(Role.SQUAD_LEADER))
    answer = post_json(client, "/api/v1/crash")
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert "boom" not in answer.content.decode()


def test_a_body_larger_than_allowed_is_refused(client: Client, cast: Cast, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10  # type: ignore[attr-defined]
    login(client, cast(Role.SQUAD_LEADER))
    answer = post_json(client, "/api/v1/people", {"name": "a" * 50})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_session_needs_the_csrf_token(cast: Cast) -> None:
    from django.test import Client as BrowserClient  # noqa: PLC0415 - the fixture's one switches the check off

    client = login(BrowserClient(enforce_csrf_checks=True), cast(Role.SQUAD_LEADER))
    answer = post_json(client, "/api/v1/people", {"name": "a"})
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_the_document_shows_the_errors_of_every_operation(client: Client, db: None) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    post, get = paths["/api/v1/people"]["post"], paths["/api/v1/people/{person_id}"]["get"]
    assert set(post["responses"]) == {"201", "400", "401", "403", "404", "409", "413", "422", "429"}
    assert set(get["responses"]) == {"200", "400", "401", "403", "404", "422", "429"}
    assert list(post["responses"]["409"]["content"]) == ["application/problem+json"]
    assert [one["name"] for one in post["parameters"]] == ["Idempotency-Key"]
