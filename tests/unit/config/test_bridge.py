"""The bridge from the ASGI server to WSGI pages."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.config import bridge
from gridwarden.config.bridge import WsgiBridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def scope(path: str = "/", headers: tuple[tuple[bytes, bytes], ...] = (), method: str = "GET") -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"a=1",
        "headers": list(headers),
        "client": ("192.0.2.7", 4000),
        "server": ("gridwarden.example", 443),
        "scheme": "https",
        "http_version": "1.1",
    }


async def exchange(
    served: WsgiBridge, request: dict[str, Any], messages: Iterable[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    waiting = list(messages) or [{"type": "http.request", "body": b""}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await served(request, receive, send)
    return sent


def ask(application: Application, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
    served = WsgiBridge(application, threads=2, waiting=2)
    return asyncio.run(exchange(served, *args, **kwargs))


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read()
    start_response("201 Created", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def test_an_answer_of_one_piece_is_sent_with_its_status_and_headers() -> None:
    head, end = ask(echo, scope(method="POST"), [{"type": "http.request", "body": b"hello"}])
    assert head["status"] == 201
    assert (b"content-length", b"5") in head["headers"]
    assert end == {"type": "http.response.body", "body": b"hello", "more_body": False}


def test_a_body_in_several_pieces_arrives_whole() -> None:
    pieces = [{"type": "http.request", "body": b"a" * 700_000, "more_body": True} for _ in range(3)]
    end = ask(echo, scope(method="POST"), [*pieces, {"type": "http.request", "body": b"!"}])[-1]
    assert end["body"] == b"a" * 2_100_000 + b"!"


def test_a_client_that_leaves_before_its_body_is_complete_is_not_answered() -> None:
    pieces = [{"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.disconnect"}]
    assert ask(echo, scope(method="POST"), pieces) == []


def test_a_body_larger_than_anything_we_take_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "LARGEST_BODY_BYTES", 10)
    head, _ = ask(echo, scope(method="POST"), [{"type": "http.request", "body": b"x" * 11}])
    assert head["status"] == 413


def test_the_environment_tells_where_the_request_came_from() -> None:
    seen: dict[str, Any] = {}

    def look(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        seen.update(environ)
        start_response("204 No Content", [])
        return []

    headers = (
        (b"host", b"gridwarden.example"),
        (b"content-type", b"text/html"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
    )
    ask(look, scope("/网格/", headers))
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/网格/"
    assert (seen["HTTP_HOST"], seen["CONTENT_TYPE"]) == ("gridwarden.example", "text/html")
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"], seen["QUERY_STRING"]) == ("192.0.2.7", "https", "a=1")


def test_a_header_with_an_underscore_cannot_pass_for_one_with_a_dash() -> None:
    seen: dict[str, Any] = {}

    def look(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        seen.update(environ)
        start_response("204 No Content", [])
        return []

    ask(look, scope(headers=((b"x_forwarded_for", b"10.0.0.1"), (b"x-forwarded-for", b"192.0.2.1"))))
    assert seen["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"


def test_a_stream_is_sent_piece_by_piece_from_one_thread_and_closed() -> None:
    threads: set[int] = set()

    class Stream:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            for piece in (b"one", b"two", b"three"):
                threads.add(threading.get_ident())
                yield piece

        def close(self) -> None:
            threads.add(threading.get_ident())
            self.closed = True

    stream = Stream()

    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/csv")])
        return stream

    sent = ask(application, scope())
    assert [message["body"] for message in sent[1:]] == [b"one", b"two", b"three", b""]
    assert stream.closed
    assert len(threads) == 1


def test_an_application_that_fails_is_closed_and_the_failure_is_reported() -> None:
    def broken(_environ: dict[str, Any], _start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(broken, scope())


def test_requests_beyond_the_queue_are_turned_away_at_once() -> None:
    release = threading.Event()

    def slow(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        release.wait(10)
        return echo(environ, start_response)

    async def crowd() -> list[int]:
        served = WsgiBridge(slow, threads=1, waiting=1)
        patient = [asyncio.create_task(exchange(served, scope())) for _ in range(2)]
        await asyncio.sleep(0.05)
        turned_away = await exchange(served, scope())
        release.set()
        return [turned_away[0]["status"], *[sent[0]["status"] for sent in await asyncio.gather(*patient)]]

    assert asyncio.run(crowd()) == [503, 201, 201]
