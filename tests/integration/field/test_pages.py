"""The phone pages: what waits for me, and the form with the menu in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.actions import verification
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


def as_(client: Client, stage: Stage, post: str) -> Client:
    return login(client, stage.people[post].user)


def test_an_officer_sees_the_task_that_was_sent(client: Client, stage: Stage) -> None:
    opened = stage.opened(condition=stage.spot, at=timezone.now())
    assert opened.number not in as_(client, stage, "informant").get("/field/").content.decode()
    verification.send_to_verify(
        by=stage.by("operator"), at=timezone.now(), case_id=opened.case_id, person_id=stage.user_id("informant")
    )
    assert opened.number in client.get("/field/").content.decode()


def test_the_report_page_offers_all_eighteen_items(client: Client, stage: Stage) -> None:
    html = as_(client, stage, "informant").get("/field/report/").content.decode()
    assert html.count('name="item"') == 18
    assert 'data-channel="patrol"' in html


def test_a_case_just_reported_is_confirmed(client: Client, stage: Stage) -> None:
    opened = stage.opened(condition=stage.spot, at=timezone.now(), by="informant")
    html = as_(client, stage, "informant").get(f"/field/?case={opened.case_id}").content.decode()
    assert f'href="/cases/{opened.case_id}/"' in html


def test_somebody_elses_case_is_not_confirmed(client: Client, stage: Stage) -> None:
    opened = stage.opened(condition=stage.spot, at=timezone.now())
    assert as_(client, stage, "west_officer").get(f"/field/?case={opened.case_id}").status_code == 404


def test_who_may_not_report_finds_no_report_page(client: Client, stage: Stage) -> None:
    assert as_(client, stage, "foreman").get("/field/report/").status_code == 403
