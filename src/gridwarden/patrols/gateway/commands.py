"""Commands of the desk on their way to terminals."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gridwarden.patrols.jt808.downlink import Command, Result

if TYPE_CHECKING:
    from gridwarden.patrols.gateway.asking import Asker

#: Takes what waits for one device, oldest first; a second gateway finds it taken.
_TAKE = """
UPDATE patrols_command SET state = 'sent', sent_at = %(now)s
WHERE id IN (
    SELECT id FROM patrols_command WHERE device_id = %(device)s AND state = 'waiting' AND expires_at > %(now)s
    ORDER BY id FOR UPDATE SKIP LOCKED
)
RETURNING id, message_id, body
"""
_SETTLE = """
UPDATE patrols_command SET state = %(state)s, answered_at = %(now)s WHERE id = %(id)s AND state = 'sent'
"""
_EXPIRE = "UPDATE patrols_command SET state = 'failed' WHERE state = 'waiting' AND expires_at <= %(now)s"


class Commands:
    """Takes commands out of the table and writes down what became of them."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    async def take(self, device_id: int) -> list[tuple[int, Command]]:
        """Return what waits for a device, each with its id; it counts as sent from now on."""
        rows = await self._asker.ask(_TAKE, {"device": device_id, "now": datetime.now(UTC)})
        return sorted((pk, Command(message_id, bytes(body))) for pk, message_id, body in rows)

    async def settle(self, command_id: int, result: int) -> None:
        """Write down the terminal's answer."""
        state = "done" if result == Result.DONE else "failed"
        await self._asker.ask(_SETTLE, {"state": state, "now": datetime.now(UTC), "id": command_id})

    async def expire(self) -> None:
        """Give up what has waited too long: words spoken an hour late mislead."""
        await self._asker.ask(_EXPIRE, {"now": datetime.now(UTC)})
