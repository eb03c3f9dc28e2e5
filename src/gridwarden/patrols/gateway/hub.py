"""What all lines share: store, directory, commands, archive, and who is there."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psycopg

from gridwarden.patrols.actions.commands import CHANNEL as COMMANDS
from gridwarden.patrols.domain.devices import CHANNEL as DEVICES
from gridwarden.patrols.gateway.asking import Asker
from gridwarden.patrols.gateway.commands import Commands
from gridwarden.patrols.gateway.directory import Directory
from gridwarden.patrols.gateway.store import Limits, Store
from gridwarden.patrols.gateway.strangers import Pace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from gridwarden.patrols.gateway.archive import Archive
    from gridwarden.patrols.gateway.directory import Known
    from gridwarden.patrols.gateway.session import Session
    from gridwarden.patrols.gateway.strangers import Strangers
    from gridwarden.patrols.jt808.contents import Media

logger = logging.getLogger(__name__)

#: A terminal that says nothing for so long is gone; heartbeats come every minute or so.
SILENT_AFTER_S = 600.0
LOOK_EVERY_S = 5.0
#: So many frames a second are archived of all lines without a key together, or strangers could fill the disk.
NOTED_PER_S = 100


class Hub:
    """The middle of the gateway."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[psycopg.AsyncConnection]],
        archive: Archive,
        keep_photo: Callable[[Known, Media], Awaitable[bool]],
        key_for: Callable[[str], str],
        limits: Limits | None = None,
    ) -> None:
        self._connect = connect
        self.archive = archive
        self.keep_photo = keep_photo
        self.store = Store(connect, limits or Limits())
        self._asker = Asker(connect)
        self.directory = Directory(self._asker, key_for)
        self.commands = Commands(self._asker)
        self.sessions: set[Session] = set()
        self.doors: list[Strangers] = []
        self._noted = Pace(NOTED_PER_S)
        self._by_device: dict[int, Session] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Have ``work`` done beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def is_noted(self) -> bool:
        """Whether one more frame of a line without a key goes into the archive."""
        return self._noted.spend()

    def arrived(self, session: Session) -> None:
        """Note that a terminal is there; an older line of the same terminal is cut."""
        if session.known is None:
            return
        for strangers in self.doors:
            strangers.discard(session)
        older = self._by_device.get(session.known.device_id)
        self._by_device[session.known.device_id] = session
        if older is not None and older is not session:
            older.end()

    def left(self, session: Session) -> None:
        """Forget a line that has ended."""
        session.is_over = True
        self.store.let_go(session.line)
        self.sessions.discard(session)
        for strangers in self.doors:
            strangers.discard(session)
        if session.known is not None and self._by_device.get(session.known.device_id) is session:
            del self._by_device[session.known.device_id]

    async def run(self) -> None:
        """Load what is known, then store, listen and look after the lines until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.store.run())
                group.create_task(self._listen())
                group.create_task(self._look())
                group.create_task(self._write_archive())
        finally:
            await self._asker.close()

    async def _listen(self) -> None:
        """Hear of commands and of changed devices; after a broken connection everything is read anew."""
        while True:
            try:
                async with await self._connect() as connection:
                    await connection.set_autocommit(True)
                    await connection.execute(f"LISTEN {COMMANDS}")
                    await connection.execute(f"LISTEN {DEVICES}")
                    await self.directory.load()
                    for session in list(self._by_device.values()):
                        self.spawn(session.tell())
                    async for news in connection.notifies():
                        await self._hear(news.channel, news.payload)
            except psycopg.OperationalError as error:
                logger.warning("no news from the database: %s", error)
                await asyncio.sleep(1.0)

    async def _hear(self, channel: str, payload: str) -> None:
        session = self._by_device.get(int(payload)) if payload.isdigit() else None
        if channel == DEVICES and payload.isdigit():
            await self.directory.renew(int(payload))
            if session is not None and self._is_stale(session):
                session.end()
        elif session is not None:
            self.spawn(session.tell())

    def _is_stale(self, session: Session) -> bool:
        """Whether the terminal was retired or lost its key while it was on the line."""
        if session.known is None:
            return False
        now = self.directory.at_hand(session.known.terminal)
        return now is None or now.key_digest != session.known.key_digest

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            now = time.monotonic()
            for session in list(self.sessions):
                session.ask_for_missing(now)
                if now - session.heard_at > SILENT_AFTER_S:
                    session.end()
            for strangers in self.doors:
                for session in strangers.overdue(now):
                    session.end()
            try:
                await self.commands.expire()
            except psycopg.OperationalError as error:
                logger.warning("commands could not be looked through: %s", error)

    async def _write_archive(self) -> None:
        try:
            while True:
                await asyncio.sleep(1.0)
                await asyncio.to_thread(self.archive.flush, datetime.now(UTC))
        finally:
            self.archive.close()
