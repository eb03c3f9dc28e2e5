"""One POST with a time limit: what the gateways have in common."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from gridwarden.platform.notifications.ports import AddressGone, NotCarried, Rejected, Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A dead gateway must not hold the worker for longer.
TIMEOUT_S = 10
#: Answers longer than this are no answers of a gateway.
_MOST_BYTES = 64 * 1024
#: Refusals that pass with time.
_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_GONE = {HTTPStatus.GONE}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gateway said."""

    status: int
    body: dict[str, Any]


class _Stay(HTTPRedirectHandler):
    """A gateway that sends us elsewhere is set up wrongly; the message must not travel to strangers."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nobody."""


_opener = build_opener(_Stay)


def ask(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """POST ``body`` as JSON (GET without one) and return the answer, or raise why the message is not carried."""
    request = Request(url, data=body, headers={"Content-Type": "application/json", **(headers or {})})  # noqa: S310 - the operator's own setting
    try:
        with _opener.open(request, timeout=TIMEOUT_S) as response:
            return Answer(response.status, _json(response.read(_MOST_BYTES)))
    except HTTPError as error:
        with error:
            raise judged(error.code, error.read(500).decode(errors="replace")) from error
    except (OSError, HTTPException) as error:
        raise Unreachable(f"no answer: {type(error).__name__}") from error


def judged(status: int, said: str) -> NotCarried:
    """Return what a refusal by HTTP status means."""
    words = f"HTTP {status} {said.strip()[:200]}".strip()
    if status in _GONE:
        return AddressGone(words)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PASSING:
        return Rejected(words)
    return NotCarried(words)


def _json(raw: bytes) -> dict[str, Any]:
    try:
        said = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
