"""Connections beside Django's own: for listening, and for programs that never come to Django's end of a request."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection

#: What Django adds for its own cursors; everything else, ``sslmode`` among it, belongs to how the server is reached.
_DJANGOS_OWN = frozenset({"context", "cursor_factory", "prepare_threshold"})


def parameters() -> dict[str, Any]:
    """Return how the default database is reached, for ``psycopg.connect``."""
    return {key: value for key, value in connection.get_connection_params().items() if key not in _DJANGOS_OWN}


def connect(**more: Any) -> psycopg.Connection[Any]:
    """Open a connection of the caller's own, such as ``autocommit=True``; the caller closes it."""
    return psycopg.connect(**{**parameters(), **more})


async def connect_async(**more: Any) -> psycopg.AsyncConnection[Any]:
    """Open an asynchronous connection of the caller's own; inside ``async with`` it commits at the end."""
    return await psycopg.AsyncConnection.connect(**{**parameters(), **more})
