"""The terminals that are enrolled, at hand in memory: every message asks whose it is."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gridwarden.patrols.domain.devices import digest, fits, new_key
from gridwarden.patrols.jt808.profiles import PROFILES, STANDARD

if TYPE_CHECKING:
    from gridwarden.patrols.gateway.asking import Asker
    from gridwarden.patrols.jt808.header import Version
    from gridwarden.patrols.jt808.profiles import Profile

_FIND = """
SELECT id, district_id, terminal, plate, profile, key_digest FROM patrols_device
WHERE terminal <> '' AND retired_at IS NULL AND (%(terminal)s::text IS NULL OR terminal = %(terminal)s)
  AND (%(id)s::bigint IS NULL OR id = %(id)s)
"""
_REGISTER = """
UPDATE patrols_device SET key_digest = %(digest)s, version = %(version)s, registered_at = %(now)s
WHERE id = %(id)s AND retired_at IS NULL
"""
#: So long an unknown number stays unknown, so that strangers do not cost a query for each message.
UNKNOWN_FOR_S = 10.0
MOST_UNKNOWN = 10_000


@dataclass(slots=True)
class Known:
    """An enrolled terminal."""

    device_id: int
    district_id: int
    terminal: str
    plate: str
    profile: Profile
    key_digest: bytes | None

    def shows(self, key: str) -> bool:
        """Tell whether ``key`` is the one that the terminal got."""
        return fits(key, self.key_digest)


class Directory:
    """Finds terminals by their number. Reading and registering take turns, so that neither undoes the other."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._turn = asyncio.Lock()
        self._known: dict[str, Known] = {}
        self._numbers: dict[int, str] = {}
        self._unknown: dict[str, float] = {}

    async def load(self) -> None:
        """Read all terminals anew."""
        async with self._turn:
            self._known, self._numbers, self._unknown = {}, {}, {}
            for one in await self._read(None):
                self._learn(one)

    async def renew(self, device_id: int) -> None:
        """Read one terminal anew: it was enrolled, retired, or lost its key."""
        async with self._turn:
            rows = await self._read(None, device_id)
            self._known.pop(self._numbers.pop(device_id, ""), None)
            for one in rows:
                self._learn(one)

    def at_hand(self, terminal: str) -> Known | None:
        """Return the terminal if it is in memory."""
        return self._known.get(terminal)

    async def find(self, terminal: str) -> Known | None:
        """Return the terminal, asking the database when memory does not know it."""
        if terminal in self._known or self._unknown.get(terminal, 0.0) > time.monotonic():
            return self._known.get(terminal)
        async with self._turn:
            for one in await self._read(terminal):
                self._learn(one)
                return one
        if len(self._unknown) >= MOST_UNKNOWN:
            self._unknown.clear()
        self._unknown[terminal] = time.monotonic() + UNKNOWN_FOR_S
        return None

    async def register(self, terminal: str, version: Version) -> str | None:
        """Give a terminal a new key, of which only the digest is kept, and return it; None when it is not enrolled."""
        if await self.find(terminal) is None:
            return None
        async with self._turn:
            known, key = self._known.get(terminal), new_key()
            if known is None:
                return None
            values = {"digest": digest(key), "version": version.value, "now": datetime.now(UTC), "id": known.device_id}
            await self._asker.ask(_REGISTER, values)
            known.key_digest = digest(key)
            return key

    def _learn(self, one: Known) -> None:
        self._known[one.terminal], self._numbers[one.device_id] = one, one.terminal
        self._unknown.pop(one.terminal, None)

    async def _read(self, terminal: str | None, device_id: int | None = None) -> list[Known]:
        rows = await self._asker.ask(_FIND, {"terminal": terminal, "id": device_id})
        return [
            Known(pk, district, number, plate, PROFILES.get(profile, STANDARD), bytes(kept) if kept else None)
            for pk, district, number, plate, profile, kept in rows
        ]
