from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from gridwarden.platform.access import Actor
from gridwarden.platform.notifications.actions import NoSuchNotice, mark_all_read, mark_read, notify
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.notifications.queries import notices_of, unread_count
from gridwarden.platform.notifications.wording import UnknownKindError, Wording, register
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NoticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridwarden.platform.notifications.wording._kinds", {})
    register("test.said", lambda told: Wording(text=f"said {told.params.get('word', '')}"))


def reader(user: Any) -> Actor:
    return Actor(name=user.display_name, user_id=user.pk)


def tell(at: datetime, *users: Any, key: str = "case:7:overdue", kind: str = "test.said") -> None:
    notify(
        user_ids=[user.pk for user in users],
        kind=kind,
        at=at,
        district_id=1,
        subject_type="case",
        subject_id=7,
        params={"word": "hello"},
        dedupe_key=key,
    )


def test_everybody_named_is_told_in_one_insert(monday_morning: datetime, django_assert_num_queries: Any) -> None:
    users = UserFactory.create_batch(3)
    with django_assert_num_queries(1):
        tell(monday_morning, *users)
    assert Notice.objects.count() == 3


def test_nobody_is_told_twice_under_one_key(monday_morning: datetime) -> None:
    known, new = UserFactory.create_batch(2)
    tell(monday_morning, known)
    tell(monday_morning + timedelta(hours=1), known, new, new)
    assert sorted(Notice.objects.values_list("user_id", flat=True)) == sorted([known.pk, new.pk])
    assert Notice.objects.get(user=known).at == monday_morning


def test_another_key_tells_again(monday_morning: datetime) -> None:
    user = UserFactory.create()
    tell(monday_morning, user)
    tell(monday_morning, user, key="case:7:closed")
    assert unread_count(reader(user)) == 2


def test_telling_nobody_is_no_error(monday_morning: datetime) -> None:
    tell(monday_morning)
    assert not Notice.objects.exists()


def test_an_unknown_kind_is_told_to_nobody(monday_morning: datetime) -> None:
    with pytest.raises(UnknownKindError):
        tell(monday_morning, UserFactory.create(), kind="test.sung")
    assert not Notice.objects.exists()


def test_the_unread_are_counted_in_one_statement(django_assert_num_queries: Any) -> None:
    user = UserFactory.create()
    NoticeFactory.create_batch(4, user=user)
    NoticeFactory.create()
    with django_assert_num_queries(1):
        assert unread_count(reader(user)) == 4


def test_nobody_without_an_account_has_notices(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert unread_count(Actor(name="anonymous")) == 0


def test_reading_is_noted_once(monday_morning: datetime) -> None:
    notice = NoticeFactory.create()
    mark_read(by=reader(notice.user), at=monday_morning, notice_id=notice.pk)
    mark_read(by=reader(notice.user), at=monday_morning + timedelta(hours=1), notice_id=notice.pk)
    assert Notice.objects.get(pk=notice.pk).read_at == monday_morning
    assert unread_count(reader(notice.user)) == 0


def test_another_persons_notice_does_not_exist(monday_morning: datetime) -> None:
    notice = NoticeFactory.create()
    with pytest.raises(NoSuchNotice):
        mark_read(by=reader(UserFactory.create()), at=monday_morning, notice_id=notice.pk)
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_reading_all_leaves_what_came_later_and_what_is_anothers(monday_morning: datetime) -> None:
    user = UserFactory.create()
    old, seen = NoticeFactory.create_batch(2, user=user)
    later, foreign = NoticeFactory.create(user=user), NoticeFactory.create()
    assert mark_all_read(by=reader(user), at=monday_morning, up_to=seen.pk) == 2
    assert set(Notice.objects.filter(read_at=None)) == {later, foreign}
    assert Notice.objects.get(pk=old.pk).read_at == monday_morning


def test_the_list_is_latest_first_and_pages_in_one_statement(django_assert_num_queries: Any) -> None:
    user = UserFactory.create()
    ids = [NoticeFactory.create(user=user, params={"word": n}).pk for n in range(35)]
    with django_assert_num_queries(1):
        first = notices_of(reader(user))
    assert [row.id for row in first.rows] == ids[:4:-1]
    assert first.rows[0].wording.text == "said 34"
    second = notices_of(reader(user), cursor=first.next)
    assert [row.id for row in second.rows] == ids[4::-1]
    assert second.next is None


def test_the_list_may_leave_out_what_was_read(monday_morning: datetime) -> None:
    user = UserFactory.create()
    NoticeFactory.create(user=user, read_at=monday_morning)
    new = NoticeFactory.create(user=user)
    assert [row.id for row in notices_of(reader(user), only_unread=True).rows] == [new.pk]
