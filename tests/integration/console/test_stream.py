"""The event stream: who hears what, at once and after a lost connection."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction

from gridwarden.console.stream import app, serving, source
from gridwarden.console.stream.hub import BACKLOG, Listener
from gridwarden.console.stream.messages import RESET, News
from gridwarden.platform.access import Actor, Permission
from gridwarden.platform.events import bus

if TYPE_CHECKING:
    from datetime import datetime

DISTRICT = 1
OFFICER = Actor(name="officer", user_id=1, district_id=DISTRICT, grid_ids=frozenset({5}))
OUTSIDER = Actor(name="outsider", user_id=2, district_id=DISTRICT, grid_ids=frozenset({6}))
DESK = Actor(name="desk", user_id=3, district_id=DISTRICT, permissions=frozenset({Permission.CASE_SEE_DISTRICT}))
ELSEWHERE = Actor(name="elsewhere", user_id=4, district_id=2, permissions=frozenset({Permission.CASE_SEE_DISTRICT}))
CONTRACTOR = Actor(
    name="contractor",
    user_id=5,
    district_id=DISTRICT,
    unit_ids=frozenset({9}),
    grid_ids=frozenset({5}),
    is_contractor=True,
)


@dataclass(frozen=True, kw_only=True)
class BinEmptied(bus.Event):
    name: ClassVar[str] = "test.bin_emptied"

    grid_id: int
    owner_unit_id: int | None = None


def empty_a_bin(at: datetime, *, grid_id: int = 5) -> None:
    with transaction.atomic():
        bus.publish(BinEmptied(district_id=DISTRICT, at=at, grid_id=grid_id))


def empty_a_bin_elsewhere(at: datetime) -> None:
    """As another process would: on a connection of its own."""
    empty_a_bin(at)
    connection.close()


class Page:
    """A browser's side of one stream."""

    def __init__(self, actor: Actor | None, monkeypatch: pytest.MonkeyPatch, last_event_id: str = "") -> None:
        monkeypatch.setattr(serving, "actor_of", lambda _cookie: actor)
        self._last_event_id = last_event_id
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._left = asyncio.Event()

    async def __aenter__(self) -> Self:
        headers = [(b"last-event-id", self._last_event_id.encode())]
        self._task = asyncio.create_task(app.application({"headers": headers}, self._receive, self.sent.put))
        self.start = await asyncio.wait_for(self.sent.get(), 5)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._left.set()
        await asyncio.wait_for(self._task, 5)

    async def _receive(self) -> dict[str, Any]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def heard(self, word: bytes) -> bytes:
        """The next message with ``word`` in it."""
        while word not in (body := (await asyncio.wait_for(self.sent.get(), 5))["body"]):
            continue
        return bytes(body)

    async def next_event(self) -> dict[str, Any]:
        """The next event; comments and the retry line are passed over."""
        while True:
            lines = (await asyncio.wait_for(self.sent.get(), 5))["body"].decode().splitlines()
            fields = dict(line.split(": ", 1) for line in lines if ": " in line and not line.startswith(":"))
            if "data" in fields and fields["event"] != "ready":
                return {**fields, "data": json.loads(fields["data"])}


@pytest.mark.parametrize(
    ("actor", "grid_id", "unit_id", "hears"),
    [
        (OFFICER, 5, None, True),
        (OUTSIDER, 5, None, False),
        (DESK, None, None, True),
        (ELSEWHERE, 5, None, False),
        (CONTRACTOR, 5, None, False),
        (CONTRACTOR, 7, 9, True),
    ],
)
def test_a_page_hears_what_its_reader_may_see(
    actor: Actor, grid_id: int | None, unit_id: int | None, *, hears: bool
) -> None:
    listener = Listener(actor)
    listener.offer(News(1, DISTRICT, "case.moved", {"grid_id": grid_id, "owner_unit_id": unit_id}))
    assert listener.queue.empty() is not hears


def test_who_had_a_part_in_a_case_and_who_has_just_lost_it_hear_of_it() -> None:
    sent, lost = Listener(OUTSIDER), Listener(CONTRACTOR)
    news = News(1, DISTRICT, "case.moved", {"grid_id": 5, "user_ids": [OUTSIDER.user_id], "former_unit_id": 9})
    sent.offer(news)
    lost.offer(news)
    assert (sent.queue.qsize(), lost.queue.qsize()) == (1, 1)
    assert b"user_ids" not in sent.queue.get_nowait()


def test_a_page_that_does_not_read_is_told_to_start_anew() -> None:
    listener = Listener(DESK)
    for number in range(BACKLOG + 1):
        listener.offer(News(number, DISTRICT, "case.moved", {}))
    assert listener.queue.qsize() == 1
    assert listener.queue.get_nowait() == RESET


@pytest.mark.django_db(transaction=True)
def test_a_committed_event_arrives(monkeypatch: pytest.MonkeyPatch, monday_morning: datetime) -> None:
    async def play() -> dict[str, Any]:
        async with Page(OFFICER, monkeypatch) as page:
            assert page.start["status"] == 200
            assert b"event: ready" in (await page.heard(b"ready"))
            await sync_to_async(empty_a_bin_elsewhere)(monday_morning)
            return await page.next_event()

    event = asyncio.run(play())
    assert (event["event"], event["data"]["grid_id"]) == ("test.bin_emptied", 5)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_comes_back_hears_what_it_missed(monkeypatch: pytest.MonkeyPatch, monday_morning: datetime) -> None:
    empty_a_bin(monday_morning, grid_id=6)
    empty_a_bin(monday_morning, grid_id=5)

    async def play() -> dict[str, Any]:
        async with Page(OFFICER, monkeypatch, last_event_id="0") as page:
            return await page.next_event()

    assert asyncio.run(play())["data"]["grid_id"] == 5


@pytest.mark.django_db(transaction=True)
def test_a_page_that_missed_too_much_starts_anew(monkeypatch: pytest.MonkeyPatch, monday_morning: datetime) -> None:
    monkeypatch.setattr(source, "RESUME_LIMIT", 2)
    for _ in range(3):
        empty_a_bin(monday_morning)

    async def play() -> dict[str, Any]:
        async with Page(OFFICER, monkeypatch, last_event_id="0") as page:
            return await page.next_event()

    assert asyncio.run(play())["event"] == "reset"


def test_nobody_listens_without_logging_in(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> int:
        async with Page(None, monkeypatch) as page:
            return int(page.start["status"])

    assert asyncio.run(play()) == 401
