"""The stream of everything that moves: who may follow it, what it says first, and what it says then."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone

from gridwarden.console.moving import app, hub
from gridwarden.console.moving.feed import Feed
from gridwarden.console.stream import serving
from gridwarden.patrols.models import Live
from gridwarden.platform.access import Actor, Permission
from tests.factories.grids import middle_of
from tests.factories.patrols import DeviceFactory, tell

if TYPE_CHECKING:
    from gridwarden.patrols.models import Device

LON, LAT = middle_of(0, 0)


def follower(district_id: int, *permissions: Permission) -> Actor:
    return Actor(name="desk", user_id=1, district_id=district_id, permissions=frozenset(permissions))


async def heard(actor: Actor | None, monkeypatch: pytest.MonkeyPatch, moves: Any = None) -> list[Any]:
    """The status and, for those who may follow, the first message and the one after ``moves``."""
    monkeypatch.setattr(serving, "actor_of", lambda _cookie: actor)
    sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    left = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await left.wait()
        return {"type": "http.disconnect"}

    task = asyncio.create_task(app.application({"headers": []}, receive, sent.put))
    found: list[Any] = [(await asyncio.wait_for(sent.get(), 10))["status"]]
    if found[0] == 200:
        found.append(await _message(sent))
        await sync_to_async(moves)()
        found.append(await _message(sent))
    left.set()
    await asyncio.wait_for(task, 10)
    return found


async def _message(sent: asyncio.Queue[dict[str, Any]]) -> dict[str, Any]:
    while True:
        lines = (await asyncio.wait_for(sent.get(), 20))["body"].decode().splitlines()
        if lines and lines[0] == "event: movers":
            return dict(json.loads(lines[1].removeprefix("data: ")))


def drive(device: Device, lon: float) -> None:
    tell(device, [(timezone.now(), lon, LAT, 20.0)])
    connection.close()


@pytest.mark.parametrize(
    ("actor", "status"), [(None, 401), (follower(1), 403), (Actor(name="nobody", user_id=1, district_id=None), 403)]
)
def test_others_are_refused(actor: Actor | None, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(heard(actor, monkeypatch)) == [status]


@pytest.mark.django_db(transaction=True)
def test_a_map_is_told_everything_and_then_what_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "TICK_S", 0.1)
    car = DeviceFactory.create(name="洒水车01")
    other = DeviceFactory.create(district=car.district)
    phone = DeviceFactory.create(district=car.district, kind="phone", terminal="", key_digest=b"0" * 32)
    away = DeviceFactory.create()
    now = timezone.now()
    for device in (car, other, phone, away):
        tell(device, [(now - timedelta(minutes=1), LON, LAT, 20.0)])
    Live.objects.create(device=phone, state="off_duty", since=now)
    actor = follower(car.district_id, Permission.DEVICE_SEE)
    status, first, second = asyncio.run(heard(actor, monkeypatch, lambda: drive(car, LON + 0.001)))
    assert status == 200
    assert first["whole"]
    assert {row[0] for row in first["put"]} == {car.pk, other.pk}, "nobody follows people off duty or elsewhere"
    assert first["names"][str(car.pk)] == ["vehicle", "洒水车01"]
    assert [(row[0], row[1]) for row in second["put"]] == [(car.pk, round(LON + 0.001, 6))]


def test_a_map_that_does_not_keep_up_is_told_the_whole() -> None:
    watcher = hub.Watcher()
    for number in range(hub.BACKLOG + 1):
        watcher.offer(b"%d" % number, Feed())
    assert watcher.queue.qsize() == 1
    assert b'"whole":true' in watcher.queue.get_nowait()
