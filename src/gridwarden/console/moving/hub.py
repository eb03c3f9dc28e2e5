"""Read what moves every two seconds at most, once for all open maps of a district."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg
from django.utils import timezone

from gridwarden.console.moving.feed import Feed
from gridwarden.patrols.actions.laying import CHANNEL
from gridwarden.patrols.queries.movers import movers
from gridwarden.platform import connecting

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

#: Between two looks lies at least this much, however many positions arrive.
TICK_S = 2.0
#: States change without a new position too; so often at least is looked.
LOOK_S = 10.0
#: A map that is so many messages behind is told everything anew.
BACKLOG = 5
_RECONNECT_S = 1.0
_SLICE_S = 0.5


@dataclass(eq=False)
class Watcher:
    """One open map."""

    queue: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(maxsize=BACKLOG))

    def offer(self, message: bytes, feed: Feed) -> None:
        """Queue what changed; a map that does not keep up gets the whole instead of all that it missed."""
        if not self.queue.full():
            self.queue.put_nowait(message)
            return
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(feed.whole())


@dataclass
class _District:
    """The maps of one district; the feed is empty until the first look."""

    feed: Feed = field(default_factory=Feed)
    watchers: set[Watcher] = field(default_factory=set)
    is_read: bool = False


class Hub:
    """All open maps of a process, and the task that looks for them while there are any."""

    def __init__(self) -> None:
        self._districts: dict[int, _District] = defaultdict(_District)
        self._task: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def watch(self, district_id: int) -> Iterator[Watcher]:
        """Be told what moves in a district while the block runs, everything first."""
        watcher, district = Watcher(), self._districts[district_id]
        if district.is_read:
            watcher.queue.put_nowait(district.feed.whole())
        district.watchers.add(watcher)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        try:
            yield watcher
        finally:
            district.watchers.discard(watcher)
            if not district.watchers:
                self._districts.pop(district_id, None)

    async def _run(self) -> None:
        while self._districts:
            try:
                await self._follow()
            except (psycopg.Error, OSError):
                logger.exception("the map of movers lost its database; trying again")
                await asyncio.sleep(_RECONNECT_S)

    async def _follow(self) -> None:
        async with (
            await connecting.connect_async(autocommit=True) as listening,
            await connecting.connect_async(autocommit=True) as reading,
        ):
            await listening.execute(f"LISTEN {CHANNEL}")
            while self._districts:
                for district_id, district in tuple(self._districts.items()):
                    await _look(reading, district_id, district)
                await asyncio.sleep(TICK_S)
                await self._until_moved(listening)

    async def _until_moved(self, listening: psycopg.AsyncConnection[Any]) -> None:
        """Wait for a position, but not while the first map of a district waits, and not for ever."""
        for _ in range(round((LOOK_S - TICK_S) / _SLICE_S)):
            if not all(district.is_read for district in self._districts.values()):
                return
            async for _moved in listening.notifies(timeout=_SLICE_S, stop_after=1):
                return


async def _look(reading: psycopg.AsyncConnection[Any], district_id: int, district: _District) -> None:
    message = district.feed.change(await movers(reading, district_id, timezone.now()))
    if not district.is_read:
        district.is_read = True
        message = district.feed.whole()
    if message is not None:
        for watcher in tuple(district.watchers):
            watcher.offer(message, district.feed)
