"""Pages about messages: what everybody sets, what a district sets, and who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.notifications.adapters.fake import FakeCarrier
from gridwarden.platform.notifications.models import Choice, Delivery, Preference, State, Subscription, Template
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.queries.addresses import own_addresses
from gridwarden.platform.notifications.ways import use
from tests.factories.workforce import AdministratorFactory, StaffFactory
from tests.integration.notifications import harness
from tests.logins import login

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from gridwarden.workforce.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fakes() -> Iterator[None]:
    with use({channel: FakeCarrier(channel) for channel in Channel}):
        yield


@pytest.fixture
def officer(client: Client) -> Staff:
    staff: Staff = StaffFactory.create()
    login(client, staff.user)
    return staff


@pytest.fixture
def keeper(client: Client) -> Staff:
    staff: Staff = AdministratorFactory.create()
    login(client, staff.user)
    return staff


def test_everybody_sets_how_they_are_told(client: Client, officer: Staff) -> None:
    given = {
        "language": "en",
        "quiet_from": "22:00",
        "quiet_to": "06:00",
        "email": "li@example.cn",
        "sms": "",
        "wechat": "",
    }
    assert client.post("/notices/preferences/", given).status_code == 302
    row = Preference.objects.get(user=officer.user)
    assert (row.language, f"{row.quiet_from:%H:%M}") == ("en", "22:00")
    assert own_addresses(officer.user_id) == {Channel.EMAIL: "li@example.cn"}
    assert "li@example.cn" in client.get("/notices/preferences/").content.decode()


def test_an_address_that_is_none_is_refused_beside_its_field(client: Client, officer: Staff) -> None:
    given = {"language": "en", "quiet_from": "", "quiet_to": "", "email": "wrong", "sms": "", "wechat": ""}
    answer = client.post("/notices/preferences/", given)
    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_choices_are_kept_for_the_reader_alone(client: Client, officer: Staff) -> None:
    client.post("/notices/preferences/choices/", {"wanted": ["case.breach/sms", "case.burnt/sms"]})
    mine = Choice.objects.filter(user=officer.user, is_wanted=True)
    assert [(row.kind, row.channel) for row in mine] == [("case.breach", "sms")]
    assert 'value="case.breach/sms" checked' in client.get("/notices/preferences/").content.decode()


def test_a_browser_subscribes_and_another_persons_device_is_not_removed(client: Client, officer: Staff) -> None:
    with harness.push() as side, use({Channel.PUSH: side.carrier}):
        assert client.post("/notices/devices/", {"subscription": side.address, "device": "Chrome"}).status_code == 204
        refused = client.post("/notices/devices/", {"subscription": side.wrong_address, "device": "Chrome"})
        assert refused.status_code == 422
    row = Subscription.objects.get()
    assert side.address.encode() not in bytes(row.sealed)
    login(client, StaffFactory.create().user)
    client.post("/notices/devices/remove/", {"device": row.pk})
    assert Subscription.objects.exists()


def test_a_district_writes_a_text_and_takes_it_back(client: Client, keeper: Staff) -> None:
    page = "/notices/texts/case.breach/email/zh-hans/"
    assert client.post(page, {"subject": "{text}", "body": "{address}", "do": "keep"}).status_code == 422
    assert client.post(page, {"subject": "{text}", "body": "{number}", "do": "keep"}).status_code == 302
    assert Template.objects.get().body == "{number}"
    assert client.post(page, {"do": "restore"}).status_code == 302
    assert not Template.objects.exists()
    assert client.get("/notices/texts/case.burnt/email/zh-hans/").status_code == 404


def test_a_preview_keeps_nothing(client: Client, keeper: Staff) -> None:
    given = {"subject": "S", "body": "Nr. {number}", "do": "preview"}
    answer = client.post("/notices/texts/case.breach/email/en/", given)
    assert "Nr. 20260302-00017" in answer.content.decode()
    assert not Template.objects.exists()


def test_the_list_of_failures_costs_the_same_for_many(
    client: Client, keeper: Staff, monday_morning: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = StaffFactory.create()
    for number in range(25):
        Delivery.objects.create(
            district_id=keeper.district_id,
            user=reader.user,
            recipient=f"user:{reader.user_id}",
            channel="email",
            kind="case.breach",
            subject_type="case",
            subject_id=number,
            params={"number": f"20260302-{number:05}"},
            dedupe_key=f"k{number}",
            language="zh-hans",
            told_at=monday_morning,
            due_at=monday_morning,
            state=State.FAILED,
            error="no such mailbox",
        )
    with django_assert_max_num_queries(12):
        shown = client.get("/notices/deliveries/?troubled=1").content.decode()
    assert shown.count("no such mailbox") == 25


@pytest.mark.parametrize("path", ["/notices/deliveries/", "/notices/texts/", "/notices/channels/"])
def test_an_officer_does_not_keep_the_messages(client: Client, officer: Staff, path: str) -> None:
    assert client.get(path).status_code == 403


def test_the_browsers_worker_may_look_after_every_page(client: Client) -> None:
    answer = client.get("/notices/worker.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert b"showNotification" in answer.content
