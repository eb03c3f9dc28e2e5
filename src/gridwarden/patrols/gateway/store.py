"""Fixes on their way into the database: gathered, committed together, and only then acknowledged."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import psycopg

from gridwarden.patrols.actions.laying import Layer
from gridwarden.patrols.domain.fixes import is_storable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from gridwarden.patrols.domain.fixes import Fix

logger = logging.getLogger(__name__)


class Giver(Protocol):
    """Who hands in fixes, and can be told to wait."""

    def pause(self) -> None:
        """Read no more for now."""

    def resume(self) -> None:
        """Go on reading."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is gathered and for how long."""

    #: Most fixes in one transaction, and how long fewer wait for company.
    rows: int = 5000
    linger_s: float = 0.05
    #: So many fixes may wait; then those who bring more are paused until half of them are committed.
    waiting: int = 20_000
    #: How long fixes are kept: older ones are acknowledged and left out.
    keep: timedelta = timedelta(days=90)
    longest_pause_s: float = 5.0


@dataclass(slots=True)
class Counted:
    """What went through, for the figures."""

    committed: int = 0
    left_out: int = 0
    batches: int = 0


@dataclass(slots=True)
class _Entry:
    fixes: Sequence[Fix]
    done: Callable[[], None]


def _weight(entry: _Entry) -> int:
    """Return what an entry takes up: one of which nothing is kept waits for its turn as well."""
    return max(1, len(entry.fixes))


@dataclass(slots=True)
class Store:
    """Gathers fixes of all terminals into transactions. While the database is away, nothing is lost: all wait."""

    connect: Callable[[], Awaitable[psycopg.AsyncConnection]]
    limits: Limits = field(default_factory=Limits)
    counted: Counted = field(default_factory=Counted)
    _entries: list[_Entry] = field(default_factory=list)
    _waiting: int = 0
    _paused: set[Giver] = field(default_factory=set)
    _filled: asyncio.Event = field(default_factory=asyncio.Event)
    _emptied: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_full(self) -> bool:
        """Whether no more should come for now."""
        return self._waiting >= self.limits.waiting

    def take(self, fixes: Sequence[Fix], done: Callable[[], None], giver: Giver) -> None:
        """Take fixes; ``done`` is called once all of them are committed."""
        now = datetime.now(UTC)
        kept = [fix for fix in fixes if is_storable(fix, now, self.limits.keep)]
        self.counted.left_out += len(fixes) - len(kept)
        self._entries.append(_Entry(kept, done))
        self._waiting += _weight(self._entries[-1])
        self._filled.set()
        if self.is_full:
            self.hold(giver)

    def hold(self, giver: Giver) -> None:
        """Have somebody wait until there is room again."""
        self._paused.add(giver)
        giver.pause()

    def let_go(self, giver: Giver) -> None:
        """Forget somebody who has gone."""
        self._paused.discard(giver)

    async def run(self) -> None:
        """Commit what comes, until cancelled."""
        pause_s = 0.1
        while True:
            try:
                async with await self.connect() as connection:
                    layer = Layer(connection)
                    pause_s = 0.1
                    await self._commit_all(layer)
            except psycopg.OperationalError as error:
                logger.warning("the database is away, %d fixes wait: %s", self._waiting, error)
                await asyncio.sleep(pause_s)
                pause_s = min(self.limits.longest_pause_s, pause_s * 2)

    async def drained(self) -> None:
        """Wait until everything that was taken is committed."""
        if self._entries:
            self._emptied.clear()
            await self._emptied.wait()

    async def _commit_all(self, layer: Layer) -> None:
        while True:
            await self._filled.wait()
            if self._waiting < self.limits.rows:
                await asyncio.sleep(self.limits.linger_s)
            entries = self._next()
            await self._commit(layer, entries)
            del self._entries[: len(entries)]
            for entry in entries:
                self._waiting -= _weight(entry)
                entry.done()
            if not self._entries:
                self._filled.clear()
                self._emptied.set()
            self._let_go_on()

    def _next(self) -> list[_Entry]:
        """Return the entries of the next transaction, at least one."""
        rows = 0
        for n, entry in enumerate(self._entries):
            rows += len(entry.fixes)
            if rows >= self.limits.rows:
                return self._entries[: n + 1]
        return self._entries[:]

    async def _commit(self, layer: Layer, entries: Sequence[_Entry]) -> None:
        fixes = [fix for entry in entries for fix in entry.fixes]
        if not fixes:
            return
        try:
            await layer.lay(fixes, datetime.now(UTC))
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            await self._commit_parts(layer, entries, error)
            return
        self.counted.batches += 1
        self.counted.committed += len(fixes)

    async def _commit_parts(self, layer: Layer, entries: Sequence[_Entry], error: psycopg.Error) -> None:
        """One entry that the database refuses must not hold up the others for ever: find it and leave it out."""
        if len(entries) == 1:
            logger.error("the database refuses %r: %s", entries[0].fixes, error)
            self.counted.left_out += len(entries[0].fixes)
            return
        half = len(entries) // 2
        await self._commit(layer, entries[:half])
        await self._commit(layer, entries[half:])

    def _let_go_on(self) -> None:
        if self._paused and self._waiting <= self.limits.waiting // 2:
            for giver in self._paused:
                giver.resume()
            self._paused.clear()
