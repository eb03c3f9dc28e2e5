from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gridwarden.platform.accounts.models import User
from gridwarden.platform.ui import paging
from gridwarden.platform.ui.paging import BadCursor, Page, page
from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.django_db

ORDERS = [("id",), ("-id",), ("display_name", "id"), ("-display_name", "id"), ("display_name", "-phone", "-id")]


@pytest.fixture
def people() -> list[User]:
    """Twenty-three people, many of the same name."""
    chance = random.Random(7)  # noqa: S311 - a fixed mixture, no secret
    return [UserFactory(display_name=chance.choice("甲乙丙丁"), phone=chance.choice("12")) for _ in range(23)]


def walk(order: Sequence[str], size: int) -> list[Page[User]]:
    pages = [page(User.objects.all(), order=order, size=size)]
    while pages[-1].next:
        pages.append(page(User.objects.all(), order=order, cursor=pages[-1].next, size=size))
    return pages


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 5, 23, 40])
def test_walking_forward_shows_every_row_once_in_order(people: list[User], order: tuple[str, ...], size: int) -> None:
    shown = [person.pk for one in walk(order, size) for person in one.rows]

    assert shown == list(User.objects.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS)
def test_walking_back_shows_the_same_pages(people: list[User], order: tuple[str, ...]) -> None:
    forward = walk(order, 5)

    back = forward[-1]
    returned = [back]
    while back.previous:
        back = page(User.objects.all(), order=order, cursor=back.previous, size=5)
        returned.append(back)

    assert [one.rows for one in reversed(returned)][1:] == [one.rows for one in forward][1:]
    assert returned[-1].previous is None
    assert returned[-1].next is not None


def test_rows_that_arrive_or_leave_neither_repeat_nor_hide_others(people: list[User]) -> None:
    first = page(User.objects.all(), order=("id",), size=10)
    User.objects.filter(pk__in=[person.pk for person in first.rows[:4]]).delete()
    UserFactory(display_name="新")

    second = page(User.objects.all(), order=("id",), cursor=first.next, size=10)

    assert second.rows[0] == people[10]


def test_every_page_takes_one_statement(people: list[User]) -> None:
    cursor = page(User.objects.all(), order=("display_name", "id"), size=3).next
    with CaptureQueriesContext(
        connection,
    ) as statements:
        page(User.objects.all(), order=("display_name", "id"), cursor=cursor, size=3)

    assert len(statements) == 1


def test_a_page_of_nothing_has_no_neighbours() -> None:
    assert page(User.objects.none(), order=("id",)) == Page(())


def test_the_size_stays_within_its_bounds(people: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "LARGEST_SIZE", 4)

    assert len(page(User.objects.all(), order=("id",), size=1_000_000).rows) == 4
    assert len(page(User.objects.all(), order=("id",), size=-5).rows) == 1


def test_rows_can_be_changed_on_the_way(people: list[User]) -> None:
    first = page(User.objects.all(), order=("id",), size=2)

    assert first.map(lambda person: person.pk) == Page((people[0].pk, people[1].pk), first.next, first.previous)


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "",
        pytest.param(signing.dumps(["x", 0, [1]], salt="another"), id="signed for something else"),
        "a:b:c",
    ],
)
def test_an_altered_cursor_is_refused(people: list[User], cursor: str) -> None:
    if not cursor:
        assert page(User.objects.all(), order=("id",), cursor=cursor).rows
        return
    with pytest.raises(BadCursor):
        page(User.objects.all(), order=("id",), cursor=cursor)


def test_a_cursor_of_another_order_is_refused(people: list[User]) -> None:
    cursor = page(User.objects.all(), order=("id",), size=2).next

    with pytest.raises(BadCursor, match="another order"):
        page(User.objects.all(), order=("-id",), cursor=cursor)
