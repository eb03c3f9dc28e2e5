"""Ask a gateway over HTTP: one GET with a time limit, a bound on the answer, and no redirects."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from gridwarden.video.domain.sources import VideoAway, VideoRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A camera is invited over its own network, which takes some seconds; WVP itself gives up after 10.
TIMEOUT_S = 15
_MOST_BYTES = 4 * 1024 * 1024


class _Stay(HTTPRedirectHandler):
    """A gateway that sends us elsewhere is set up wrongly; its key must not travel to strangers."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nobody."""


_opener = build_opener(_Stay)


def ask(url: str, query: Mapping[str, str], headers: Mapping[str, str] | None = None) -> bytes:
    """Return the answer's body. Raises ``VideoAway``; the address is not told, for it may carry a secret."""
    full = f"{url}?{urlencode(query)}" if query else url
    try:
        with _opener.open(Request(full, headers=dict(headers or {})), timeout=TIMEOUT_S) as response:  # noqa: S310 - the operator's own setting
            body: bytes = response.read(_MOST_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise VideoRefused("The video gateway cannot.", said=f"HTTP {error.code}") from error
    except (OSError, HTTPException) as error:
        raise VideoAway(f"The video gateway does not answer: {type(error).__name__}.") from error
    if len(body) > _MOST_BYTES:
        raise VideoAway("The video gateway's answer has no end.")
    return body


def data_of(body: bytes) -> dict[str, Any]:
    """Return ``data`` of an answer of the form ``{code, msg, data}``, in which code 0 means well."""
    try:
        said = json.loads(body)
    except ValueError as error:
        raise VideoAway("The video gateway's answer is no JSON.") from error
    if not isinstance(said, dict):
        raise VideoAway("The video gateway's answer is no object.")
    if said.get("code", 0) != 0:
        raise VideoRefused("The video gateway cannot.", said=str(said.get("msg", ""))[:200])
    data = said.get("data")
    return data if isinstance(data, dict) else said
