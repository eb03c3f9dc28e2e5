"""Lines that mean harm, beside a terminal that goes on being served."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from gridwarden.patrols.actions import devices
from gridwarden.patrols.driving.terminals import NotAdmitted, Terminal
from gridwarden.patrols.gateway.hub import NOTED_PER_S
from gridwarden.patrols.gateway.running import connect
from gridwarden.patrols.gateway.server import MOST_WRITTEN_BYTES
from gridwarden.patrols.gateway.session import MOST_LATER, MOST_STRANGE
from gridwarden.patrols.gateway.store import Limits
from gridwarden.patrols.gateway.strangers import PATIENCE_S, Pace
from gridwarden.patrols.jt808 import Header, framing, header, positions
from gridwarden.patrols.jt808.contents import Batch, Registration, Up
from gridwarden.patrols.jt808.downlink import Admission
from gridwarden.patrols.jt808.header import Version
from gridwarden.patrols.jt808.packets import divide
from gridwarden.patrols.jt808.terminal import pack_batch, pack_registration
from gridwarden.patrols.models import Device, Fix
from gridwarden.platform.access import system_for
from tests.factories.patrols import DeviceFactory
from tests.integration.patrols.test_gateway import place, until

if TYPE_CHECKING:
    from gridwarden.patrols.gateway.hub import Hub
    from tests.integration.patrols.conftest import Gateway

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def device() -> Device:
    return DeviceFactory.create()


async def registered(terminal: Terminal, port: int, hardware: str) -> tuple[int, bytes]:
    """Register over a line of its own as ``hardware``; return the answer and the key."""
    await asyncio.get_running_loop().create_connection(lambda: terminal, "127.0.0.1", port)
    said = Registration(32, 206, "MAKER", "M-1", hardware, 2, "", Version.V2019)
    answer = await terminal._ask(Up.REGISTER, pack_registration(said))
    return answer[2], answer[3:]


def test_who_tells_the_number_of_another_terminal_gets_no_key(gateway: Gateway, device: Device) -> None:
    async def work(_hub: Hub, port: int, _udp: int) -> None:
        own, again, thief = (Terminal(device.terminal) for _ in range(3))
        first = await registered(own, port, "OWN")
        assert first[0] == Admission.ADMITTED
        assert await registered(thief, port, "THIEF") == (Admission.TERMINAL_TAKEN, b"")
        assert await registered(again, port, "OWN") == first
        by = system_for(device.district_id)
        await sync_to_async(devices.renew)(by=by, at=timezone.now(), device_id=device.pk)
        for _ in range(100):
            answer = await registered(Terminal(device.terminal), port, "NEW")
            if answer[0] == Admission.ADMITTED:
                break
            await asyncio.sleep(0.02)
        assert answer[0] == Admission.ADMITTED
        assert answer[1] != first[1]

    gateway.run(work)


def test_lines_without_a_key_give_way_and_end(gateway: Gateway, device: Device) -> None:
    gateway.most_strangers = 5
    terminal = Terminal(device.terminal)

    async def work(hub: Hub, port: int, udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        flood = [await asyncio.open_connection("127.0.0.1", port) for _ in range(40)]
        for n in range(40):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.sendto(framing.frame(header.build(Header(Up.HEARTBEAT, str(n + 1), 1), b"")), ("127.0.0.1", udp))
        assert await asyncio.wait_for(flood[0][0].read(1), 5) == b""
        await until(lambda: [len(door) for door in hub.doors] == [5, 5])
        assert len(hub.sessions) == 11
        overdue = [one for door in hub.doors for one in door.overdue(time.monotonic() + PATIENCE_S)]
        assert len(overdue) == 10
        assert terminal.told.acknowledged == 0
        terminal.tell(place())
        await until(lambda: terminal.told.acknowledged == 1)
        for _, writer in flood:
            writer.close()

    gateway.run(work)


def test_a_stranger_is_heard_for_a_while_and_notes_do_not_fill_the_disk(gateway: Gateway) -> None:
    asks = framing.frame(header.build(Header(Up.TIME_WANTED, "13900000000", 1), b""))

    async def work(hub: Hub, port: int, _udp: int) -> None:
        hub._noted = Pace(NOTED_PER_S, lambda: 0.0)
        for _ in range(10):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(asks * 5 * MOST_STRANGE)
            answers = await asyncio.wait_for(reader.read(), 5)
            assert answers.count(b"\x7e") == 2 * MOST_STRANGE
            writer.close()

    gateway.run(work)
    lines = [row for path in gateway.folder.glob("*.gz") for row in gzip.decompress(path.read_bytes()).splitlines()]
    assert len(lines) == NOTED_PER_S


def test_a_divided_batch_is_not_acknowledged_before_it_is_committed(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    late = Batch(is_late=True, positions=tuple(place(s) for s in range(60)), unread=0)
    seen: list[set[int]] = []

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        parts = divide(Header(Up.BATCH, device.terminal, 100, Version.V2019), pack_batch(late), 700)
        assert len(parts) == 3
        answers = {part[0].serial: asyncio.get_running_loop().create_future() for part in parts}
        terminal._answers |= answers
        assert terminal._transport is not None
        async with await connect() as guard:
            await guard.execute("LOCK TABLE patrols_fix IN EXCLUSIVE MODE")
            terminal._transport.write(b"".join(framing.frame(header.build(*part)) for part in parts))
            await until(answers[101].done)
            await asyncio.sleep(0.2)
            seen.append({serial for serial, answer in answers.items() if answer.done()})
        await until(answers[102].done)

    gateway.run(work)
    assert seen == [{100, 101}]
    assert Fix.objects.filter(device=device).count() == 60


def test_positions_that_are_left_out_hold_the_line_back_as_well(gateway: Gateway, device: Device) -> None:
    gateway.limits = Limits(rows=10, waiting=20, linger_s=0.01)
    terminal, tomorrow = Terminal(device.terminal), timezone.now() + timedelta(days=1)
    paused: list[bool] = []

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        (session,) = hub.sessions
        async with await connect() as guard:
            await guard.execute("LOCK TABLE patrols_fix IN EXCLUSIVE MODE")
            terminal.tell(place())
            await until(lambda: hub.store._waiting == 1)
            for _ in range(40):
                terminal.tell(place(time=tomorrow))
            await until(lambda: hub.store.is_full)
            paused.append(not session.line._transport.is_reading())  # type: ignore[attr-defined]
        await until(lambda: not terminal._open)

    gateway.run(work)
    assert paused == [True]
    assert Fix.objects.count() == 1


def test_who_comes_while_the_store_is_full_is_served_afterwards(gateway: Gateway, device: Device) -> None:
    gateway.limits = Limits(rows=10, waiting=20, linger_s=0.01)
    early, late = Terminal(device.terminal), Terminal(DeviceFactory.create(district=device.district).terminal)

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await early.enter("127.0.0.1", port)
        async with await connect() as guard:
            await guard.execute("LOCK TABLE patrols_fix IN EXCLUSIVE MODE")
            for seconds in range(40):
                early.tell(place(seconds))
            await until(lambda: hub.store.is_full)
            entering = asyncio.create_task(late.enter("127.0.0.1", port))
            _, gone = await asyncio.open_connection("127.0.0.1", port)
            await until(lambda: len(hub.store._paused) == 3)
            gone.transport.abort()
        await asyncio.wait_for(entering, 5)
        late.tell(place())
        await until(lambda: late.told.acknowledged == 1)
        assert hub.store._paused == set()

    gateway.run(work)


def test_what_comes_while_the_key_is_looked_at_waits_and_is_not_lost(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    more = 5 * MOST_LATER

    async def work(hub: Hub, port: int, _udp: int) -> None:
        _, key = await registered(terminal, port, "OWN")
        async with hub._asker._turn:
            shown = asyncio.create_task(terminal._ask(Up.AUTHENTICATE, bytes([len(key)]) + key + bytes(35)))
            await asyncio.sleep(0)
            for seconds in range(more):
                terminal.tell(place(seconds))
            await asyncio.sleep(0.2)
        await shown
        await until(lambda: terminal.told.acknowledged == more)

    gateway.run(work)
    assert Fix.objects.filter(device=device).count() == more


def test_a_terminal_that_has_hung_up_before_its_key_was_looked_at_is_not_there(
    gateway: Gateway, device: Device
) -> None:
    terminal = Terminal(device.terminal)

    async def work(hub: Hub, port: int, _udp: int) -> None:
        _, key = await registered(terminal, port, "OWN")
        async with hub.directory._turn:
            hub.directory._known.clear()
            asked = asyncio.create_task(terminal._ask(Up.AUTHENTICATE, bytes([len(key)]) + key + bytes(35)))
            await until(lambda: any(session._busy for session in hub.sessions))
            terminal.leave()
            await until(lambda: not hub.sessions)
        await asyncio.gather(asked, return_exceptions=True)
        await until(lambda: not any("_finish" in repr(task) for task in hub._tasks))
        assert hub._by_device == {}

    gateway.run(work)


def test_who_does_not_read_the_answers_is_cut_for_good(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    beat = framing.frame(header.build(Header(Up.HEARTBEAT, device.terminal, 1, Version.V2019), b""))

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        transport = terminal._transport
        assert transport is not None
        transport.pause_reading()
        for _ in range(400):
            if not hub.sessions or transport.is_closing():
                break
            transport.write(beat * (MOST_WRITTEN_BYTES // 8))
            await asyncio.sleep(0.01)
        await until(lambda: not hub.sessions)
        transport.abort()

    gateway.run(work)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_bytes_come_a_terminal_goes_on_being_served(gateway: Gateway, device: Device, seed: int) -> None:
    chance, terminal = Random(seed), Terminal(device.terminal)  # noqa: S311 - bytes, not secrets

    def noise() -> bytes:
        body = chance.randbytes(chance.randrange(60))
        payload = header.build(Header(chance.choice(list(Up)), str(chance.randrange(10**10)), 1), body)
        return chance.choice([framing.frame(payload), b"\x7e" + chance.randbytes(300), chance.randbytes(9000), b"\x7e"])

    async def work(hub: Hub, port: int, udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        for seconds in range(40):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"".join(noise() for _ in range(20)))
            writer.write_eof()
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.sendto(noise()[:1400], ("127.0.0.1", udp))
            terminal.tell(place(seconds))
            writer.close()
            del reader
        await until(lambda: terminal.told.acknowledged == 40)
        await until(lambda: len([one for one in hub.sessions if one.known]) == 1)

    gateway.run(work)
    assert Fix.objects.filter(device=device).count() == 40


def test_positions_beyond_the_globe_and_cut_items_harm_nothing(gateway: Gateway, device: Device) -> None:
    terminal = Terminal(device.terminal)
    good = positions.pack(place())
    odd = [
        b"\xff" * 28,
        b"\xff" * 22 + good[22:28],
        good[:28] + b"\x01\xff\x00",
        good[:22] + b"\x99\x99\x99\x99\x99\x99",
        good[:22] + b"\xab\xcd\xef\xab\xcd\xef",
    ]

    async def work(_hub: Hub, port: int, _udp: int) -> None:
        await terminal.enter("127.0.0.1", port)
        assert [(await terminal._ask(Up.POSITION, body))[4] for body in odd] == [0] * len(odd)
        assert (await terminal._ask(Up.POSITION, good[:20]))[4] == 2

    gateway.run(work)
    assert Fix.objects.filter(device=device).count() == 1


def test_two_lines_of_one_terminal_leave_the_newer(gateway: Gateway, device: Device) -> None:
    older, newer = Terminal(device.terminal), Terminal(device.terminal)

    async def work(hub: Hub, port: int, _udp: int) -> None:
        await older.enter("127.0.0.1", port)
        await newer.enter("127.0.0.1", port)
        await asyncio.wait_for(older.gone.wait(), 5)
        newer.tell(place())
        await until(lambda: newer.told.acknowledged == 1)
        with pytest.raises(NotAdmitted, match="TERMINAL_UNKNOWN"):
            await Terminal("13999999999").enter("127.0.0.1", port)
        assert {one.known.device_id for one in hub.sessions if one.known} == {device.pk}

    gateway.run(work)
