"""The ASGI application behind ``/events/``: who asks, what was missed, then what arrives."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.http import parse_cookie
from django.utils import timezone

from gridwarden.console.stream import source
from gridwarden.console.stream.hub import Hub
from gridwarden.console.stream.messages import HEARTBEAT, RESET, RETRY, ready
from gridwarden.console.stream.visibility import may_hear
from gridwarden.platform.accounts.actors import actor_of_session
from gridwarden.platform.events.queries import latest_id
from gridwarden.platform.ui.numbers import key_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from gridwarden.platform.access import Actor

    Scope = dict[str, Any]
    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT_S = 15.0
#: A stream ends after this long; the browser connects again and its rights are looked up anew.
LIFETIME_S = 300.0
_hub = Hub()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one request: the stream for those logged in, 401 for others."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope.get("headers", [])}
    actor = await sync_to_async(_actor_of, thread_sensitive=False)(headers.get("cookie", ""))
    if actor is None or actor.district_id is None:
        await _refuse(send)
        return
    await _start(send)
    streaming = asyncio.create_task(_stream(actor, _resume_point(headers, scope), send))
    gone = asyncio.create_task(_until_gone(receive))
    await asyncio.wait({streaming, gone}, timeout=LIFETIME_S, return_when=asyncio.FIRST_COMPLETED)
    for task in (streaming, gone):
        task.cancel()
    results = await asyncio.gather(streaming, gone, return_exceptions=True)
    failure = next((result for result in results if isinstance(result, Exception)), None)
    if failure is not None:
        raise failure
    if gone.cancelled():
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _actor_of(cookie: str) -> Actor | None:
    close_old_connections()
    try:
        return actor_of_session(parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME), timezone.now())
    finally:
        close_old_connections()


def _latest_id() -> int:
    close_old_connections()
    try:
        return latest_id()
    finally:
        close_old_connections()


def _resume_point(headers: dict[str, str], scope: Scope) -> str:
    """Return the last event that the page saw: browsers say it in a header, our own reconnecting in the address."""
    asked: list[str] = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("last_event_id", [""])
    return headers.get("last-event-id") or asked[0]


async def _stream(actor: Actor, last_event_id: str, send: Send) -> None:
    with _hub.listen(actor) as listener:
        await _body(send, RETRY)
        # First listen, then read what was before: nothing falls between the two.
        await _hub.hears()
        if (after_id := key_of(last_event_id)) is not None:
            await _catch_up(actor, after_id, send)
        else:
            await _body(send, ready(await sync_to_async(_latest_id, thread_sensitive=False)()))
        while True:
            try:
                message = await asyncio.wait_for(listener.queue.get(), HEARTBEAT_S)
            except TimeoutError:
                message = HEARTBEAT
            await _body(send, message)


async def _catch_up(actor: Actor, after_id: int, send: Send) -> None:
    rows = await source.missed(actor.district_id or 0, after_id)
    if rows is None:
        await _body(send, RESET)
        return
    for news in rows:
        if may_hear(actor, news.district_id, news.payload):
            await _body(send, news.encode())


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


async def _start(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": headers})


async def _body(send: Send, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": HTTPStatus.UNAUTHORIZED, "headers": headers})
    await send({"type": "http.response.body", "body": b"log in first\n"})
