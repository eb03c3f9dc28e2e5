"""Terminals tell on while the gateway and the database are killed: what was acknowledged is there, once."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.patrols.driving.terminals import NotAdmitted, Terminal
from gridwarden.patrols.jt808 import Position
from gridwarden.patrols.jt808.positions import ACC, FIXED
from tests.faults.site import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.site import Site

pytestmark = pytest.mark.faults
VEHICLES = 20
POSITIONS = 150
NOW = datetime.now(UTC).replace(microsecond=0)
ENROL = """
INSERT INTO patrols_device (district_id, kind, name, plate, terminal, version, profile, enrolled_at)
SELECT (SELECT min(id) FROM grids_district), 'vehicle', 'V' || n, '', (13000000000 + n)::text, '2019', 'standard', now()
FROM generate_series(1, %s) n
"""


class Gateway:
    """The gateway of a site, to be killed and started again."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def start(self) -> None:
        command = [sys.executable, "-m", "gridwarden", "gateway", f"--tcp-port={self.port}", "--udp-port=0"]
        with (self._site.home / "gateway.log").open("ab") as log:
            self._process = subprocess.Popen(command, env=self._site.environment, cwd=PROJECT, stdout=log, stderr=log)

    def end(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)
        self._process.wait(30)


@pytest.fixture
def gateway(site: Site) -> Iterator[Gateway]:
    with site.database() as database:
        if database.execute("SELECT count(*) FROM grids_district").fetchone() == (0,):
            site.set_stage()
        database.execute("TRUNCATE patrols_fix, patrols_device CASCADE")
        database.execute(ENROL, [VEHICLES])
    gateway = Gateway(site)
    gateway.start()
    yield gateway
    gateway.end(signal.SIGTERM)


async def tell_all(number: str, port: int) -> set[datetime]:
    """Tell all positions until each is acknowledged, whatever happens to the line; return the moments."""
    moments = {NOW - timedelta(seconds=n) for n in range(POSITIONS)}
    acknowledged: set[datetime] = set()
    while acknowledged != moments:
        terminal = Terminal(number)
        with suppress(OSError, NotAdmitted, TimeoutError):
            await asyncio.wait_for(terminal.enter("127.0.0.1", port), 10)
            for at in sorted(moments - acknowledged):
                terminal.tell(Position(31.5, 120.3, at, 30.0, 90, 5, 0, ACC | FIXED, {}))
                await asyncio.sleep(0.05)
                if terminal.gone.is_set():
                    break
            for _ in range(100):
                if terminal.gone.is_set() or not terminal._open:
                    break
                await asyncio.sleep(0.05)
        acknowledged |= set(terminal.told.kept)
        terminal.leave()
        await asyncio.sleep(0.2)
    return acknowledged


async def disturb(site: Site, gateway: Gateway) -> None:
    """Kill the gateway, then the database, then both."""
    await asyncio.sleep(2)
    await asyncio.to_thread(gateway.end, signal.SIGKILL)
    await asyncio.to_thread(gateway.start)
    await asyncio.sleep(5)
    await asyncio.to_thread(site.crash_database)
    await asyncio.sleep(3)
    await asyncio.to_thread(gateway.end, signal.SIGKILL)
    await asyncio.to_thread(site.crash_database)
    await asyncio.to_thread(gateway.start)


def test_no_acknowledged_position_is_lost_and_none_is_there_twice(site: Site, gateway: Gateway) -> None:
    async def all_at_once() -> list[set[datetime]]:
        numbers = [str(13_000_000_000 + n) for n in range(1, VEHICLES + 1)]
        *told, _ = await asyncio.wait_for(
            asyncio.gather(*(tell_all(number, gateway.port) for number in numbers), disturb(site, gateway)), 120
        )
        return told  # type: ignore[return-value]

    told = asyncio.run(all_at_once())

    with site.database() as database:
        rows = database.execute(
            "SELECT d.terminal, f.at FROM patrols_fix f JOIN patrols_device d ON d.id = f.device_id ORDER BY 1, 2"
        ).fetchall()
    assert len(rows) == len(set(rows)) == VEHICLES * POSITIONS
    stored = [{at for terminal, at in rows if terminal == str(13_000_000_000 + n)} for n in range(1, VEHICLES + 1)]
    assert [moments - there for moments, there in zip(told, stored, strict=True)] == [set()] * VEHICLES


def test_asked_to_stop_the_gateway_commits_what_it_heard(site: Site, gateway: Gateway) -> None:
    async def stop_in_the_middle() -> Terminal:
        terminal = Terminal("13000000001")
        for _ in range(600):
            with suppress(OSError):
                await terminal.enter("127.0.0.1", gateway.port)
                break
            await asyncio.sleep(0.1)
        for n in range(200):
            terminal.tell(Position(31.5, 120.3, NOW - timedelta(hours=1, seconds=n), 30.0, 90, 5, 0, FIXED, {}))
        await asyncio.sleep(0.05)
        await asyncio.to_thread(gateway.end, signal.SIGTERM)
        await asyncio.wait_for(terminal.gone.wait(), 60)
        return terminal

    terminal = asyncio.run(stop_in_the_middle())
    with site.database() as database:
        rows = {at for (at,) in database.execute("SELECT at FROM patrols_fix").fetchall()}
    assert set(terminal.told.kept) <= rows
    gateway.start()
