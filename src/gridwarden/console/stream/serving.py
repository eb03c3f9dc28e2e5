"""What every stream of events does: let in who may hear it, send until the page is gone, and end after a while."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.http import parse_cookie
from django.utils import timezone

from gridwarden.console.stream.messages import HEARTBEAT, RETRY
from gridwarden.platform.accounts.actors import actor_of_session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from gridwarden.platform.access import Actor

    Scope = dict[str, Any]
    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]
    #: Sends bytes to the page.
    Say = Callable[[bytes], Awaitable[None]]

HEARTBEAT_S = 15.0
#: A stream ends after this long; the browser connects again and its rights are looked up anew.
LIFETIME_S = 300.0


async def serve(
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    may_hear: Callable[[Actor], bool],
    stream: Callable[[Actor, Say], Awaitable[None]],
) -> None:
    """Serve one request: ``stream`` for those who may hear it, 401 or 403 for others."""
    actor = await sync_to_async(actor_of, thread_sensitive=False)(_headers(scope).get("cookie", ""))
    if actor is None or not may_hear(actor):
        await _refuse(send, HTTPStatus.UNAUTHORIZED if actor is None else HTTPStatus.FORBIDDEN)
        return
    await _start(send)

    async def say(chunk: bytes) -> None:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})

    await say(RETRY)
    streaming = asyncio.ensure_future(stream(actor, say))
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


async def pass_on(queue: asyncio.Queue[bytes], say: Say) -> None:
    """Say what is queued, for ever, and between that now and then that we are still here."""
    while True:
        try:
            message = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
        except TimeoutError:
            message = HEARTBEAT
        await say(message)


def header(scope: Scope, name: str) -> str:
    """Return a header of the request, empty without it; ``name`` in small letters."""
    return _headers(scope).get(name, "")


def actor_of(cookie: str) -> Actor | None:
    """Return who is logged in with this ``Cookie`` header."""
    close_old_connections()
    try:
        return actor_of_session(parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME), timezone.now())
    finally:
        close_old_connections()


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope.get("headers", [])}


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


async def _refuse(send: Send, status: HTTPStatus) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    words = b"log in first\n" if status is HTTPStatus.UNAUTHORIZED else b"not for you\n"
    await send({"type": "http.response.body", "body": words})
