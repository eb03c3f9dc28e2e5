"""The ASGI application behind ``/movers/``: everything that moves, and then what has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.console.moving.hub import Hub
from gridwarden.console.stream import serving
from gridwarden.patrols.queries.movers import may_follow

if TYPE_CHECKING:
    from gridwarden.console.stream.serving import Receive, Say, Scope, Send
    from gridwarden.platform.access import Actor

_hub = Hub()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one request: the movers of the reader's district, 401 or 403 for those who may not see them."""
    await serving.serve(scope, receive, send, may_hear=may_follow, stream=_stream)


async def _stream(actor: Actor, say: Say) -> None:
    with _hub.watch(actor.district_id or 0) as watcher:
        await serving.pass_on(watcher.queue, say)
