"""Contact slips through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gridwarden.inspections.actions import slips
from gridwarden.inspections.models import ContactSlip
from gridwarden.platform.access import Role
from tests.factories.contracts import crew, for_slips, issued, signed
from tests.factories.grids import middle_of
from tests.factories.workforce import ContractorFactory, StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
Send = "Callable[..., Any]"


@pytest.fixture
def send(client: Client, stage: Stage) -> Callable[..., Any]:
    """``send(post, "post", path, body)`` as the holder of a post."""
    count = iter(range(1000))

    def asked(post: str, verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        login(client, stage.people[post].user)
        given = {"data": body or {}, "content_type": "application/json"} if verb == "post" else {}
        return getattr(client, verb)(
            f"/api/v1/slips{path}", headers={"Idempotency-Key": f"slip-{next(count)}"}, **given
        )

    return asked


def test_a_slip_walks_from_the_street_to_the_work(send: Callable[..., Any], stage: Stage) -> None:
    signed(stage)
    own = crew(stage)
    lon, lat = middle_of(0, 0)
    body = {"condition_id": for_slips(stage).pk, "lon": lon, "lat": lat, "photo_ids": [str(stage.photo("officer"))]}
    written = send("officer", "post", "", body)
    assert written.status_code == 201, written.content
    here = f"/{written.json()['id']}"
    assert send("supervisor", "post", f"{here}/receive").json()["state"] == "registered"
    assert send("dispatcher", "post", f"{here}/send").json()["state"] == "dispatched"
    assert send("foreman", "get", here).json()["contract_number"] == "HT-2026-01"
    assert send("foreman", "post", f"{here}/accept").json()["state"] == "handling"
    assert send("foreman", "post", f"{here}/crew", {"crew_id": own.pk}).status_code == 200
    work = {"after_ids": [str(stage.photo("foreman"))]}
    assert send("foreman", "post", f"{here}/finish", work).json()["state"] == "handled"
    assert len(send("dispatcher", "get", "?tile=check").json()["items"]) == 1
    assert send("dispatcher", "get", "/results?month=2026-03").json()["items"] == []


def test_a_refused_slip_is_out_of_the_contractor_s_sight(send: Callable[..., Any], stage: Stage) -> None:
    signed(stage)
    slip = issued(stage)
    now = timezone.now()
    slips.receive(by=stage.by("supervisor"), at=now, slip_id=slip.pk)
    slips.send(by=stage.by("dispatcher"), at=now, slip_id=slip.pk)
    assert send("foreman", "post", f"/{slip.pk}/refuse", {"reason": ""}).status_code == 422
    assert send("foreman", "post", f"/{slip.pk}/refuse", {"reason": "不在范围"}).json()["state"] == "registered"
    assert send("foreman", "get", f"/{slip.pk}").status_code == 404


@pytest.mark.parametrize("path", ["", "/accept", "/refuse", "/finish", "/crew"])
def test_another_contractor_gets_no_answer(client: Client, stage: Stage, path: str) -> None:
    signed(stage)
    slip = issued(stage)
    unit = ContractorFactory.create(district=stage.cast.territory.district, name="别家公司")
    login(client, StaffFactory.create(unit=unit, roles=[Role.CONTRACTOR_OFFICER.value]).user)
    body = {"reason": "x", "crew_id": 1, "after_ids": [str(stage.photo("foreman"))]}
    address, headers = f"/api/v1/slips/{slip.pk}{path}", {"Idempotency-Key": "rival"}
    answer = client.post(address, body, "application/json", headers=headers) if path else client.get(address)
    assert answer.status_code == 404
    assert ContactSlip.objects.get().case.state == "verified"


def test_only_officers_write(send: Callable[..., Any], stage: Stage) -> None:
    body = {"condition_id": for_slips(stage).pk, "lon": 0, "lat": 0, "photo_ids": [str(stage.photo("officer"))]}
    assert send("dispatcher", "post", "", body).status_code == 403
