"""Fan one listener out to every open page of this process."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psycopg

from gridwarden.console.stream import source
from gridwarden.console.stream.messages import RESET
from gridwarden.console.stream.visibility import may_hear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.console.stream.messages import News
    from gridwarden.platform.access import Actor

logger = logging.getLogger(__name__)

#: A page that falls behind by this many messages is told to load itself anew.
BACKLOG = 500
_RECONNECT_S = 1.0


@dataclass(eq=False)
class Listener:
    """One open page."""

    actor: Actor
    queue: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(maxsize=BACKLOG))

    def offer(self, news: News) -> None:
        """Queue ``news`` if the page may hear it; a page that does not read is told to start anew."""
        if not may_hear(self.actor, news.district_id, news.payload):
            return
        if self.queue.full():
            self.start_anew()
        else:
            self.queue.put_nowait(news.encode())

    def start_anew(self) -> None:
        """Replace all that waits by the one message to load the page again."""
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(RESET)


class Hub:
    """All open pages of a process and the task that listens for them."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._hears = asyncio.Event()

    @contextlib.contextmanager
    def listen(self, actor: Actor) -> Iterator[Listener]:
        """Hear everything that ``actor`` may hear while the block runs."""
        if self._task is None or self._task.done():
            self._hears = asyncio.Event()
            self._task = asyncio.create_task(self._run())
        listener = Listener(actor)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def hears(self) -> None:
        """Wait until the listener listens: what commits from now on arrives, what was before can be read."""
        await self._hears.wait()

    async def _run(self) -> None:
        while True:
            try:
                await self._pass_on()
            except (psycopg.Error, OSError):
                logger.exception("the event stream lost its database; trying again")
                # What was published meanwhile is unknown: every page starts anew.
                for listener in self._listeners:
                    listener.start_anew()
                await asyncio.sleep(_RECONNECT_S)

    async def _pass_on(self) -> None:
        async with await source.connect() as listening, await source.connect() as reading:
            await source.start_listening(listening)
            self._hears.set()
            try:
                async for news in source.arriving(listening, reading):
                    for listener in tuple(self._listeners):
                        listener.offer(news)
            finally:
                self._hears.clear()
