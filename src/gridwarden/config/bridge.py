"""Serve a WSGI application from an ASGI server: each request runs from end to end in one thread of a pool.

Django's own ASGI handler changes threads for every synchronous middleware and view; here a request
changes once. Staying in one thread also returns its database connection to the pool when the last
byte of a streamed answer has gone.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import IO, Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

#: Bodies beyond this go to a temporary file while they arrive.
IN_MEMORY_BYTES = 1 << 20
#: No photo and no imported file is larger; the pages set closer limits for themselves.
LARGEST_BODY_BYTES = 256 << 20
#: A client that takes nothing for this long is given up.
SEND_TIMEOUT_S = 60
#: Headers whose name stays bare in the environment.
_BARE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class _TooLargeError(Exception):
    """The body is larger than anything the product takes."""


class WsgiBridge:
    """An ASGI application that answers with a WSGI one."""

    def __init__(self, application: WsgiApplication, *, threads: int, waiting: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        #: Requests beyond this are turned away at once, which is kinder than an answer after a minute.
        self._most = threads + waiting
        self._present = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._present >= self._most:
            await _refuse(send, HTTPStatus.SERVICE_UNAVAILABLE, "Busy, please try again. 系统繁忙，请稍后再试。\n")
            return
        self._present += 1
        try:
            with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as body:
                if await _read(receive, body):
                    await self._answer(scope, body, send)
        except _TooLargeError:
            await _refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large. 内容过大。\n")
        finally:
            self._present -= 1

    async def _answer(self, scope: Scope, body: IO[bytes], send: Send) -> None:
        loop = asyncio.get_running_loop()
        answer = _Answer(self._application, _environ(scope, body), loop, send)
        rest = await loop.run_in_executor(self._threads, answer.run)
        for message in rest:
            await send(message)


class _Answer:
    """One answer; a body of one piece goes back to the loop in one hop, a stream is sent piece by piece."""

    def __init__(
        self, application: WsgiApplication, environ: Environ, loop: asyncio.AbstractEventLoop, send: Send
    ) -> None:
        self._application = application
        self._environ = environ
        self._loop = loop
        self._send = send
        self._head: dict[str, Any] = {}
        self._started = False

    def run(self) -> list[dict[str, Any]]:
        """Run the application; return the messages that are still to be sent."""
        chunks = self._application(self._environ, self._start_response)
        try:
            return self._collect(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()

    def _collect(self, chunks: Iterable[bytes]) -> list[dict[str, Any]]:
        held = b""
        for chunk in chunks:
            if held:
                self._stream(held)
            held = chunk
            if self._has_no_length():
                self._stream(held)
                held = b""
        end = {"type": "http.response.body", "body": held, "more_body": False}
        return [end] if self._started else [self._head, end]

    def _has_no_length(self) -> bool:
        """Whether the answer is made while it is sent, so that no piece of it should wait for the next."""
        return not any(name == b"content-length" for name, _ in self._head["headers"])

    def _stream(self, chunk: bytes) -> None:
        if not self._started:
            self._started = True
            self._now(self._head)
        self._now({"type": "http.response.body", "body": chunk, "more_body": True})

    def _now(self, message: dict[str, Any]) -> None:
        asyncio.run_coroutine_threadsafe(_awaited(self._send(message)), self._loop).result(SEND_TIMEOUT_S)

    def _start_response(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        self._head = {
            "type": "http.response.start",
            "status": int(status[:3]),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        }


async def _awaited(sending: Awaitable[None]) -> None:
    """Await what a server calls awaitable, which need not be a coroutine."""
    await sending


async def _read(receive: Receive, body: IO[bytes]) -> bool:
    """Take the body in; False when the client left before it was complete."""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        if body.tell() > LARGEST_BODY_BYTES:
            raise _TooLargeError
        if not message.get("more_body"):
            body.seek(0)
            return True


def _environ(scope: Scope, body: IO[bytes]) -> Environ:
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        # WSGI wants the bytes of the path dressed as latin-1.
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        _add_header(environ, raw_name.decode("latin-1").lower(), raw_value.decode("latin-1"))
    return environ


def _add_header(environ: Environ, name: str, value: str) -> None:
    if "_" in name:
        return  # X_Real_IP would pass for X-Real-IP
    key = _BARE.get(name) or "HTTP_" + name.upper().replace("-", "_")
    if key in environ:
        separator = "; " if key == "HTTP_COOKIE" else ","
        value = environ[key] + separator + value
    environ[key] = value


async def _refuse(send: Send, status: HTTPStatus, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"2"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
