"""Entry point of the server: the streams, and every page and API call, under one address."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gridwarden.config.bridge import WsgiBridge
from gridwarden.config.wsgi import application as pages

if TYPE_CHECKING:
    from gridwarden.config.bridge import Receive, Scope, Send

#: Pages share the interpreter, so more threads than this only wait for each other and for the database.
THREADS = int(os.environ.get("GRIDWARDEN_THREADS", "6"))
WAITING = 200
NEWS, MOVERS = "/events/", "/movers/"

_bridge = WsgiBridge(pages, threads=THREADS, waiting=WAITING)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Send a request to a stream or to the pages."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["path"] == NEWS:
        from gridwarden.console.stream import application as news  # noqa: PLC0415 - needs Django set up

        await news(scope, receive, send)
    elif scope["path"] == MOVERS:
        from gridwarden.console.moving import application as movers  # noqa: PLC0415 - needs Django set up

        await movers(scope, receive, send)
    else:
        await _bridge(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    """Take part in the server's start and stop; there is nothing to prepare."""
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return
