from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from gridwarden.platform.accounts.lifetimes import BACKGROUND_HEADER
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.notifications.wording import Told, Wording, register
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NoticeFactory

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from gridwarden.platform.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridwarden.platform.notifications.wording._kinds", {})
    register("test.said", lambda told: Wording(text=f"案件 {told.subject_id} 超时", url=address(told)))


def address(told: Told) -> str:
    return f"/cases/{told.subject_id}/"


@pytest.fixture
def user(client: Client) -> User:
    found: User = UserFactory.create()
    client.force_login(found)
    return found


def test_the_list_shows_the_readers_own_notices(client: Client, user: User) -> None:
    NoticeFactory.create(user=user, subject_id=41)
    NoticeFactory.create(subject_id=42)
    page = client.get(reverse("notifications:list")).content.decode()
    assert "案件 41 超时" in page
    assert "案件 42 超时" not in page


def test_an_empty_list_says_so(client: Client, user: User) -> None:
    assert "gw-empty" in client.get(reverse("notifications:list")).content.decode()


def test_the_unread_tab_leaves_out_what_was_read(client: Client, user: User, monday_morning: datetime) -> None:
    NoticeFactory.create(user=user, subject_id=41, read_at=monday_morning)
    assert "案件 41" not in client.get(reverse("notifications:list"), {"unread": "1"}).content.decode()


def test_opening_a_notice_leads_to_its_subject_and_marks_it(client: Client, user: User) -> None:
    notice = NoticeFactory.create(user=user, subject_id=41)
    answer = client.post(reverse("notifications:open", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/cases/41/")
    assert Notice.objects.get(pk=notice.pk).read_at is not None


def test_looking_at_the_list_changes_nothing(client: Client, user: User) -> None:
    notice = NoticeFactory.create(user=user)
    client.get(reverse("notifications:list"))
    assert client.get(reverse("notifications:open", args=[notice.pk])).status_code == 405
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_another_persons_notice_is_not_found(client: Client, user: User) -> None:
    notice = NoticeFactory.create()
    assert client.post(reverse("notifications:open", args=[notice.pk])).status_code == 404


def test_all_on_the_page_are_marked(client: Client, user: User) -> None:
    seen = NoticeFactory.create(user=user)
    client.post(reverse("notifications:read-all"), {"up_to": str(seen.pk)})
    assert not Notice.objects.filter(user=user, read_at=None).exists()


def test_a_broken_bound_marks_nothing(client: Client, user: User) -> None:
    NoticeFactory.create(user=user)
    client.post(reverse("notifications:read-all"), {"up_to": "all"})
    assert Notice.objects.filter(user=user, read_at=None).exists()


@pytest.mark.parametrize(("count", "shown"), [(0, ""), (3, ">3<"), (100, ">99+<")])
def test_the_bell_shows_how_many_are_unread(client: Client, user: User, count: int, shown: str) -> None:
    NoticeFactory.create_batch(count, user=user)
    bell = client.get(reverse("notifications:bell")).content.decode()
    assert shown in bell
    assert ("gw-tool-count" in bell) == bool(count)


@pytest.mark.parametrize("name", ["list", "bell"])
def test_a_visitor_is_sent_to_the_login(client: Client, name: str) -> None:
    assert client.get(reverse(f"notifications:{name}")).status_code == 302


def test_the_bells_own_polling_keeps_no_session_alive(client: Client, user: User) -> None:
    bell = client.get(reverse("notifications:bell")).content.decode()
    assert f"""hx-headers='{{"{BACKGROUND_HEADER}": "1"}}'""" in bell
