"""Read committed events: those that arrive, and those that a page missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.console.stream.messages import News
from gridwarden.platform import connecting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import psycopg

#: A page that missed more than this loads itself anew.
RESUME_LIMIT = 1000
#: Ids are given before they commit, so a page reads a little back; hearing twice is harmless.
RESUME_OVERLAP = 50
_COLUMNS = "SELECT id, district_id, name, payload FROM events_eventrow"


async def connect() -> psycopg.AsyncConnection[Any]:
    """Open a connection of our own, outside Django's pool: listening holds it for ever."""
    return await connecting.connect_async(autocommit=True)


async def start_listening(listener: psycopg.AsyncConnection[Any]) -> None:
    """Let ``listener`` hear every event whose transaction commits from now on."""
    await listener.execute("LISTEN gridwarden_events")


async def arriving(listener: psycopg.AsyncConnection[Any], reader: psycopg.AsyncConnection[Any]) -> AsyncIterator[News]:
    """Yield events as their transactions commit; ``listener`` listens already."""
    async for notification in listener.notifies():
        row_id = int(notification.payload.partition(":")[2])
        row = await (await reader.execute(f"{_COLUMNS} WHERE id = %s", [row_id])).fetchone()
        if row is not None:
            yield News(*row)


async def missed(district_id: int, after_id: int) -> list[News] | None:
    """Return what a district's page missed since ``after_id``, or None when it missed too much."""
    async with await connect() as reader:
        cursor = await reader.execute(
            f"{_COLUMNS} WHERE district_id = %s AND id > %s ORDER BY id LIMIT %s",
            [district_id, after_id - RESUME_OVERLAP, RESUME_LIMIT + 1],
        )
        rows = [News(*row) for row in await cursor.fetchall()]
    return rows if len(rows) <= RESUME_LIMIT else None
