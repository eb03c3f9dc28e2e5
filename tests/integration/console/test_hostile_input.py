"""Addresses, forms and bodies that no page of ours writes: each is answered, none breaks the server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gridwarden.cases.models import Case
from gridwarden.workforce.web.forms import LastDayField
from tests.logins import login, post_json

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db

#: Python refuses to read a number of so many digits.
ENDLESS = "9" * 5000


@pytest.fixture
def operator(client: Client, stage: Stage) -> Client:
    return login(client, stage.people["operator"].user)


@pytest.mark.parametrize(
    "address",
    [
        "/cases/?text=a%00b",
        "/cases/number/%00/",
        "/calendar/?calendar=a%00b",
        "/intake/track/?code=%00",
        "/accounts/login/?next=/%00",
        "/api/v1/staff?text=%00",
    ],
)
def test_an_address_with_a_nul_is_called_malformed(operator: Client, address: str) -> None:
    assert operator.get(address).status_code == 400


@pytest.mark.parametrize("text", ["a\0b", ["\0"], {"\0": 1}])
def test_a_body_with_a_nul_is_called_malformed_and_opens_nothing(operator: Client, text: object) -> None:
    answer = post_json(operator, "/api/v1/reports", json.dumps({"lon": 104, "lat": 30, "text": text}))
    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"
    assert not Case.objects.exists()


@pytest.mark.parametrize("form", [{"unit": "a\0b"}, {"\0": "1"}, {"a": ["b", "\0"]}])
@pytest.mark.parametrize("address", ["/cases/1/moves/accept/", "/inspections/slips/1/refuse/", "/n/ABCDEFGHJKMNPQRS/"])
def test_a_form_with_a_nul_is_called_malformed(operator: Client, address: str, form: dict[str, object]) -> None:
    assert operator.post(address, form).status_code == 400


def test_a_body_may_speak_of_a_nul_without_holding_one(operator: Client) -> None:
    said = {"channel": "web", "lon": 104, "lat": 30, "text": r"the characters \u0000 and %00"}
    assert post_json(operator, "/api/v1/reports", json.dumps(said)).status_code == 201


@pytest.mark.parametrize("number", [ENDLESS, "9" * 19, "²"])
def test_a_number_that_no_key_can_be_leads_nowhere(operator: Client, stage: Stage, number: str) -> None:
    for address in (f"/field/?case={number}", f"/people/grids/?unit={number}"):
        assert operator.get(address).status_code in {200, 404}, address
    assert operator.post("/notices/read/", {"up_to": number}).status_code == 302
    case_id = stage.opened(at=timezone.now()).case_id
    move = f"/cases/{case_id}/moves/send_to_verify/"
    assert operator.get(move, {"version": number}).status_code in {200, 409}
    dispatcher = login(operator, stage.people["dispatcher"].user)
    assert dispatcher.post("/cases/dispatch/", {"selected": [number]}).status_code == 302


@pytest.mark.parametrize("name", ["opened_to", "closed_to"])
def test_the_last_day_there_is_bounds_nothing(operator: Client, stage: Stage, name: str) -> None:
    number = Case.objects.get(pk=stage.opened(at=timezone.now()).case_id).number
    assert (number in operator.get(f"/cases/?{name}=9999-12-31").content.decode()) is (name == "opened_to")
    assert operator.get(f"/api/v1/cases?{name}=9999-12-31").status_code == 200


@pytest.mark.parametrize("degrees", ["nan", "inf", "1e400"])
def test_a_place_that_is_no_number_has_nothing_near(operator: Client, degrees: str) -> None:
    assert operator.post("/intake/nearby/", {"lon": degrees, "lat": 30}).status_code == 200
    assert operator.post("/intake/nearby/", {"lon": 104, "lat": degrees}).status_code == 200


def test_the_last_day_there_is_has_no_day_after() -> None:
    with pytest.raises(ValidationError):
        LastDayField().clean("9999-12-31")
