"""A gateway in the test's own process, on the test's own database."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.patrols.gateway.archive import Archive
from gridwarden.patrols.gateway.hub import Hub
from gridwarden.patrols.gateway.running import connect, key_for
from gridwarden.patrols.gateway.server import TcpDoor, UdpDoor
from gridwarden.patrols.gateway.store import Limits
from tests.factories import cast as cast_factory

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from pathlib import Path

    from gridwarden.patrols.gateway.directory import Known
    from gridwarden.patrols.jt808.contents import Media
    from tests.factories.cast import Cast


class Gateway:
    """The gateway of one test; photos that arrive are kept in ``photos``."""

    def __init__(self, folder: Path) -> None:
        self.photos: list[tuple[int, Media]] = []
        self.folder = folder
        self.connect: Callable[[], Awaitable[Any]] = connect
        self.limits = Limits(linger_s=0.01, longest_pause_s=0.2)
        self.most_strangers = 1000

    async def keep_photo(self, known: Known, media: Media) -> bool:
        """Remember a photo."""
        self.photos.append((known.device_id, media))
        return True

    def run(self, work: Callable[[Hub, int, int], Coroutine[Any, Any, None]]) -> Hub:
        """Run ``work(hub, tcp_port, udp_port)`` beside the gateway, and return the hub when all is committed."""
        return asyncio.run(self._run(work))

    async def _run(self, work: Callable[[Hub, int, int], Coroutine[Any, Any, None]]) -> Hub:
        loop = asyncio.get_running_loop()
        hub = Hub(self.connect, Archive(self.folder, timedelta(days=1)), self.keep_photo, key_for, self.limits)
        await hub.directory.load()
        running = loop.create_task(hub.run())
        server = await loop.create_server(TcpDoor(hub, self.most_strangers), "127.0.0.1", 0)
        door, _ = await loop.create_datagram_endpoint(lambda: UdpDoor(hub, self.most_strangers), ("127.0.0.1", 0))
        try:
            await asyncio.wait_for(
                work(hub, server.sockets[0].getsockname()[1], door.get_extra_info("sockname")[1]), timeout=30
            )
            await asyncio.wait_for(hub.store.drained(), timeout=10)
        finally:
            server.close()
            door.close()
            for session in list(hub.sessions):
                session.line.cut()
            await asyncio.sleep(0.05)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        return hub


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody of the fixed cast, in the database."""
    return cast_factory.build()


@pytest.fixture
def gateway(transactional_db: None, tmp_path: Path) -> Gateway:
    return Gateway(tmp_path)
