"""The terminals that are enrolled, at hand in memory: every message asks whose it is."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gridwarden.patrols.domain.devices import digest, fits
from gridwarden.patrols.gateway.strangers import Pace
from gridwarden.patrols.jt808.downlink import Admission
from gridwarden.patrols.jt808.profiles import PROFILES, STANDARD

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.patrols.gateway.asking import Asker
    from gridwarden.patrols.jt808.contents import Registration
    from gridwarden.patrols.jt808.profiles import Profile

_FIND = """
SELECT id, district_id, terminal, plate, profile, key_digest, registered_at FROM patrols_device
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
#: So many unknown numbers a second are asked for; the database tells of new devices by itself.
ASKED_PER_S = 50


@dataclass(slots=True)
class Known:
    """An enrolled terminal."""

    device_id: int
    district_id: int
    terminal: str
    plate: str
    profile: Profile
    key_digest: bytes | None
    registered_at: datetime | None

    def shows(self, key: str) -> bool:
        """Tell whether ``key`` is the one that the terminal got."""
        return fits(key, self.key_digest)


class Directory:
    """Finds terminals by their number. Reading and registering take turns, so that neither undoes the other."""

    def __init__(self, asker: Asker, key_for: Callable[[str], str]) -> None:
        self._asker = asker
        self._key_for = key_for
        self._turn = asyncio.Lock()
        self._pace = Pace(ASKED_PER_S)
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
        if not self._pace.spend():
            return None
        async with self._turn:
            for one in await self._read(terminal):
                self._learn(one)
                return one
        if len(self._unknown) >= MOST_UNKNOWN:
            self._unknown.clear()
        self._unknown[terminal] = time.monotonic() + UNKNOWN_FOR_S
        return None

    async def register(self, terminal: str, said: Registration) -> tuple[Admission, str]:
        """Admit a terminal and return its key, of which only the digest is kept.

        The key follows from what the terminal says of its hardware and from when it was first admitted: the same one
        gets it as often as it asks, and another one that tells its number gets none until the desk renews the key.
        """
        if await self.find(terminal) is None:
            return Admission.TERMINAL_UNKNOWN, ""
        async with self._turn:
            known = self._known.get(terminal)
            if known is None:
                return Admission.TERMINAL_UNKNOWN, ""
            if known.key_digest is not None:
                key = self._key_of(known, said, known.registered_at)
                return (Admission.ADMITTED, key) if known.shows(key) else (Admission.TERMINAL_TAKEN, "")
            now = datetime.now(UTC)
            key = self._key_of(known, said, now)
            values = {"digest": digest(key), "version": said.version.value, "now": now, "id": known.device_id}
            await self._asker.ask(_REGISTER, values)
            known.key_digest, known.registered_at = digest(key), now
            return Admission.ADMITTED, key

    def _key_of(self, known: Known, said: Registration, since: datetime | None) -> str:
        moment = since.astimezone(UTC).isoformat() if since else ""
        return self._key_for("\0".join((str(known.device_id), moment, said.maker, said.model, said.terminal_id)))

    def _learn(self, one: Known) -> None:
        self._known[one.terminal], self._numbers[one.device_id] = one, one.terminal
        self._unknown.pop(one.terminal, None)

    async def _read(self, terminal: str | None, device_id: int | None = None) -> list[Known]:
        rows = await self._asker.ask(_FIND, {"terminal": terminal, "id": device_id})
        return [
            Known(pk, district, number, plate, PROFILES.get(profile, STANDARD), bytes(kept) if kept else None, since)
            for pk, district, number, plate, profile, kept, since in rows
        ]
