"""The ASGI application behind ``/events/``: who asks, what was missed, then what arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from gridwarden.console.stream import serving, source
from gridwarden.console.stream.hub import Hub
from gridwarden.console.stream.messages import RESET, ready
from gridwarden.console.stream.visibility import may_hear
from gridwarden.platform.events.queries import latest_id
from gridwarden.platform.ui.numbers import key_of

if TYPE_CHECKING:
    from gridwarden.console.stream.serving import Receive, Say, Scope, Send
    from gridwarden.platform.access import Actor

_hub = Hub()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one request: the stream for those logged in, 401 for others."""
    last_event_id = _resume_point(scope)

    async def stream(actor: Actor, say: Say) -> None:
        await _stream(actor, last_event_id, say)

    await serving.serve(scope, receive, send, may_hear=lambda actor: actor.district_id is not None, stream=stream)


def _latest_id() -> int:
    close_old_connections()
    try:
        return latest_id()
    finally:
        close_old_connections()


def _resume_point(scope: Scope) -> str:
    """Return the last event that the page saw: browsers say it in a header, our own reconnecting in the address."""
    asked: list[str] = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("last_event_id", [""])
    return serving.header(scope, "last-event-id") or asked[0]


async def _stream(actor: Actor, last_event_id: str, say: Say) -> None:
    with _hub.listen(actor) as listener:
        # First listen, then read what was before: nothing falls between the two.
        await _hub.hears()
        if (after_id := key_of(last_event_id)) is not None:
            await _catch_up(actor, after_id, say)
        else:
            await say(ready(await sync_to_async(_latest_id, thread_sensitive=False)()))
        await serving.pass_on(listener.queue, say)


async def _catch_up(actor: Actor, after_id: int, say: Say) -> None:
    rows = await source.missed(actor.district_id or 0, after_id)
    if rows is None:
        await say(RESET)
        return
    for news in rows:
        if may_hear(actor, news.district_id, news.payload):
            await say(news.encode())
