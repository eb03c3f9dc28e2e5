"""Short questions to the database, one after the other over one connection."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    import psycopg


class Asker:
    """Runs single statements that commit by themselves, in the order in which they were asked."""

    def __init__(self, connect: Callable[[], Awaitable[psycopg.AsyncConnection]]) -> None:
        self._connect = connect
        self._connection: psycopg.AsyncConnection | None = None
        self._turn = asyncio.Lock()

    async def ask(self, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows; a connection that broke is opened again for the next question.

        Raises ``psycopg.Error``.
        """
        async with self._turn:
            if self._connection is None or self._connection.closed:
                self._connection = await self._connect()
                await self._connection.set_autocommit(True)
            cursor = await self._connection.execute(statement, values)
            return await cursor.fetchall() if cursor.description else []

    async def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            await self._connection.close()
