"""Terminals on the line."""

from __future__ import annotations

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from gridwarden.patrols.actions import commands, devices
from gridwarden.patrols.domain.fixes import FixFlag
from gridwarden.patrols.driving.terminals import NotAdmitted, Terminal
from gridwarden.patrols.gateway.running import APPLICATION_NAME, connect
from gridwarden.patrols.gateway.session import MOST_FAULTS
from gridwarden.patrols.gateway.store import Limits
from gridwarden.patrols.jt808 import Header, Position, Version, framing, header, positions
from gridwarden.patrols.jt808.contents import Batch, Media, MediaEvent, Up
from gridwarden.patrols.jt808.packets import divide
from gridwarden.patrols.jt808.positions import ACC, FIXED
from gridwarden.patrols.jt808.profiles import LENIENT
from gridwarden.patrols.jt808.terminal import pack_batch, pack_media
from gridwarden.patrols.models import Command, Device, Fix, LastPosition
from gridwarden.platform.access import system_for
from tests.factories.patrols import DeviceFactory

if TYPE_CHECKING:
    from gridwarden.patrols.gateway.hub import Hub
    from tests.integration.patrols.conftest import Gateway

NOW = datetime.now(UTC).replace(microsecond=0)


def place(seconds: int = 0, **change: Any) -> Position:
    """Return a position some seconds ago."""
    at = NOW - timedelta(seconds=seconds)
    return Position(31.5, 120.3, at, 36.0, 90, 5, 0, ACC | FIXED, {})._replace(**change)


async def until(done: Any) -> None:
    """Wait until ``done()``."""
    for _ in range(500):
        if done():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("It does not come about.")


@pytest.fixture
def device(transactional_db: None) -> Device:
    return DeviceFactory.create()


@pytest.mark.parametrize("version", [Version.V2013, Version.V2019])
def test_a_terminal_registers_shows_its_key_and_its_positions_are_kept(
    gateway: Gateway, device: Device, version: Version
) -> None:
    terminal = Terminal(device.terminal, version=version)

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        for seconds in range(5):
            terminal.tell(place(seconds))
        await until(lambda: terminal.told.acknowledged == 5)

    gateway.run(work)
    device.refresh_from_db()
    assert device.version == version.value
    assert device.registered_at is not None
    assert set(Fix.objects.filter(device=device).values_list("at", flat=True)) == set(terminal.told.kept)
    last = LastPosition.objects.get(device=device)
    assert (last.at, last.place.x, last.place.y, last.course_deg) == (NOW, 120.3, 31.5, 90)


def test_what_is_told_twice_is_kept_once_and_acknowledged_twice(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        for _ in range(3):
            terminal.tell(place())
            terminal.tell(place(60))
        await until(lambda: terminal.told.acknowledged == 6)

    gateway.run(work)
    assert Fix.objects.filter(device=device).count() == 2
    assert LastPosition.objects.get(device=device).at == NOW


def test_nothing_is_acknowledged_before_it_is_committed(gateway: Gateway, device: Device) -> None:
    terminal, seen = Terminal(device.terminal), []

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        async with await connect() as guard:
            await guard.execute("LOCK TABLE patrols_fix IN EXCLUSIVE MODE")
            terminal.tell(place())
            await asyncio.sleep(0.5)
            seen.append(terminal.told.acknowledged)
        await until(lambda: terminal.told.acknowledged == 1)

    gateway.run(work)
    assert seen == [0]


def test_an_unknown_terminal_and_a_false_key_get_nowhere(gateway: Gateway, device: Device) -> None:
    stranger, liar = Terminal("13999999999"), Terminal(device.terminal)

    async def work(hub: Hub, port: int, _udp: int) -> None:
        with pytest.raises(NotAdmitted, match="TERMINAL_UNKNOWN"):
            await stranger.enter("127.0.0.1", port)
        await asyncio.get_running_loop().create_connection(lambda: liar, "127.0.0.1", port)
        answer = await liar._ask(Up.AUTHENTICATE, b"\x03key" + bytes(35))
        assert answer[4] == 1
        for seconds in range(MOST_FAULTS):
            liar.tell(place(seconds))
        await asyncio.wait_for(liar.gone.wait(), 5)
        assert hub.sessions.isdisjoint({liar})

    gateway.run(work)
    assert not Fix.objects.exists()
    assert (stranger.told.acknowledged, liar.told.acknowledged) == (0, 0)


def test_a_terminal_cannot_speak_for_another(gateway: Gateway, device: Device) -> None:
    other, terminal = DeviceFactory.create(district=device.district), Terminal(device.terminal)

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        terminal.number = other.terminal
        terminal.tell(place())
        await until(lambda: not terminal._open)

    gateway.run(work)
    assert not Fix.objects.exists()
    assert terminal.told.acknowledged == 0


def test_late_positions_come_in_batches_and_do_not_move_the_vehicle_back(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    late = Batch(is_late=True, positions=tuple(place(s) for s in (600, 590, 580)), unread=0)

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        terminal.tell(place())
        await terminal._ask(Up.BATCH, pack_batch(late))

    gateway.run(work)
    assert Fix.objects.filter(device=device, flags=0b1011).count() == 3
    assert LastPosition.objects.get(device=device).at == NOW


def test_a_makers_stored_position_is_kept_as_late(gateway: Gateway, transactional_db: None) -> None:
    device = DeviceFactory.create(profile=LENIENT.name)
    terminal = Terminal(device.terminal)
    begin = f"{NOW:%d%m%y%H%M%S}" + "31305000" + "12018600" + "07" + "12" + "2d" + "14" + "09" + "0000000f" + "50"
    body = bytes.fromhex(begin.ljust(70, "0"))

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        await terminal._ask(Up.LOCATOR, body)
        await terminal._ask(Up.LOCATOR_LATE, body[:5] + bytes([body[5] ^ 1]) + body[6:])

    gateway.run(work)
    kept = Fix.objects.filter(device=device).values_list("flags", flat=True)
    assert sorted(bool(flags & FixFlag.LATE) for flags in kept) == [False, True]


def test_positions_of_impossible_moments_are_acknowledged_and_left_out(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    odd = (place(-3600), place(200 * 86_400), place(time=None), place(1, lat=91.0), place(2, course_deg=65_000))

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        answers = [await terminal._ask(Up.POSITION, positions.pack(one)) for one in odd]
        assert [answer[4] for answer in answers] == [0] * len(odd)

    gateway.run(work)
    assert list(Fix.objects.values_list("at", "course_deg")) == [(NOW - timedelta(seconds=2), 0)]


def test_a_photo_comes_in_parts_and_missing_ones_are_asked_for(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    photo = Media(MediaEvent(7, 0, 0, 1, 2), place(), b"\xff\xd8" + bytes(range(256)) * 20)
    heard: list[int] = []

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        head = Header(Up.MEDIA, device.terminal, 100, Version.V2019)
        parts = [framing.frame(header.build(*part)) for part in divide(head, pack_media(photo), 900)]
        assert terminal._transport is not None
        terminal._transport.write(b"".join(parts[:2] + parts[3:]))
        (session,) = hub.sessions
        await until(lambda: session._assembler and session._assembler._open)
        terminal.data_received = lambda data: heard.extend(_ids(data))  # type: ignore[method-assign]
        session.ask_for_missing(1e12)
        await until(lambda: 0x8003 in heard)
        terminal._transport.write(parts[2])
        await until(lambda: 0x8800 in heard)

    gateway.run(work)
    ((owner, kept),) = gateway.photos
    assert (owner, kept.data, kept.about) == (device.pk, photo.data, photo.about)


def _ids(data: bytes) -> list[int]:
    return [header.parse(framing.opened(wire))[0].message_id for wire in framing.Splitter().feed(data)]


def test_words_reach_the_driver_at_once_or_when_the_vehicle_is_back(gateway: Gateway, device: Device) -> None:
    by, terminal = system_for(device.district_id), Terminal(device.terminal)
    early = commands.speak(by=by, at=timezone.now(), device_id=device.pk, text="请到人民路")
    stale = commands.speak(by=by, at=timezone.now() - timedelta(hours=1), device_id=device.pk, text="昨天的话")
    given: list[int] = []

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        await until(lambda: terminal.told.commands == 1)
        say = sync_to_async(commands.speak)
        given.append(await say(by=by, at=timezone.now(), device_id=device.pk, text="请回电"))
        await until(lambda: terminal.told.commands == 2)
        await until(lambda: not any(session._sent for session in hub.sessions))
        await hub.commands.expire()
        await asyncio.sleep(0.2)

    gateway.run(work)
    states = dict(Command.objects.values_list("pk", "state"))
    assert states == {early: "done", stale: "failed", given[0]: "done"}


def test_a_terminal_that_is_retired_is_cut(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        by = system_for(device.district_id)
        await sync_to_async(devices.retire)(by=by, at=timezone.now(), device_id=device.pk)
        await asyncio.wait_for(terminal.gone.wait(), 5)
        with pytest.raises(NotAdmitted):
            await Terminal(device.terminal).enter("127.0.0.1", port)

    gateway.run(work)


def test_while_the_database_is_away_all_wait_and_nothing_is_lost(gateway: Gateway, device: Device) -> None:
    terminal, away = Terminal(device.terminal), asyncio.Event()

    async def sometimes() -> Any:
        if away.is_set():
            raise psycopg.OperationalError("away")
        return await connect()

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        away.set()
        async with await connect() as killer:
            await killer.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = %s",
                [APPLICATION_NAME],
            )
        for seconds in range(20):
            terminal.tell(place(seconds))
        await asyncio.sleep(0.5)
        away.clear()
        await until(lambda: terminal.told.acknowledged == 20)
        assert hub.store.counted.committed >= 20

    gateway.connect = sometimes
    gateway.run(work)
    assert Fix.objects.filter(device=device).count() == 20


def test_a_full_store_holds_the_line_back(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    gateway.limits = Limits(rows=10, waiting=20, linger_s=0.01)
    most: list[int] = []

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        for seconds in range(500):
            terminal.tell(place(seconds))
            if seconds % 50 == 0:
                await asyncio.sleep(0.01)
                most.append(hub.store._waiting)
        await until(lambda: terminal.told.acknowledged == 500)

    gateway.run(work)
    assert Fix.objects.filter(device=device).count() == 500


def test_datagrams_are_served_like_connections(gateway: Gateway, device: Device) -> None:
    answers: asyncio.Queue[bytes] = asyncio.Queue()

    class Sender(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, addr: object) -> None:
            for wire in framing.Splitter().feed(data):
                answers.put_nowait(framing.opened(wire))

    async def work(_hub: Hub, _port: int, udp: int) -> None:
        loop = asyncio.get_running_loop()
        door, _ = await loop.create_datagram_endpoint(Sender, remote_addr=("127.0.0.1", udp))

        async def ask(message_id: int, body: bytes) -> bytes:
            door.sendto(framing.frame(header.build(Header(message_id, device.terminal, 1), body)))
            return header.parse(await asyncio.wait_for(answers.get(), 5))[1]

        key = await ask(Up.REGISTER, bytes(36) + b"\x02")
        assert (await ask(Up.AUTHENTICATE, key[3:]))[4] == 0
        assert (await ask(Up.POSITION, positions.pack(place())))[4] == 0
        door.close()

    gateway.run(work)
    assert Fix.objects.filter(device=device).count() == 1


def test_every_frame_is_archived_as_it_came(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        await terminal._ask(Up.HEARTBEAT, b"")

    gateway.run(work)
    (path,) = gateway.folder.glob("frames-*.log.gz")
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    assert [line.split()[2][2:6] for line in lines] == ["0100", "0102", "0002"]
