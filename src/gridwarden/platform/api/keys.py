"""Make a write happen once, however often it is sent.

The key is a row inserted in the transaction of the change itself. So a crash leaves neither or both,
a refused request leaves nothing, and a repeated one finds the stored answer.
"""

from __future__ import annotations

import hashlib
import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection, transaction
from django.http import HttpResponse

from gridwarden.platform.api.models import StoredAnswer
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

#: Longest key that is taken.
MAX_KEY_LENGTH = 128
#: How long a request waits for another one with the same key before it is sent away.
PATIENCE_S = 3.0
_POLL_S = 0.05
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
#: Fields that differ between two sendings without changing what is asked for: the page's own token, the phone's clock.
_PASSING_FIELDS = frozenset({"csrfmiddlewaretoken", "sent_at"})
#: Headers that belong to the answer and are replayed with it.
_KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Trigger", "HX-Refresh", "HX-Location")

#: The advisory lock makes a second sender wait here, not inside the unique index, where it would
#: hold a connection for as long as the first one works.
_CLAIM = """
INSERT INTO api_storedanswer (user_id, key, fingerprint, at, status, headers, body)
SELECT %(user)s, %(key)s, %(fingerprint)s, %(at)s, 0, '{}', ''
WHERE pg_try_advisory_xact_lock(hashtextextended(%(key)s, %(user)s))
ON CONFLICT (user_id, key) DO NOTHING RETURNING id
"""


class KeyMissing(Invalid):
    """A client must send ``Idempotency-Key`` with every write."""

    code = "idempotency_key_missing"
    status = HTTPStatus.BAD_REQUEST


class KeyMalformed(Invalid):
    """The key is empty, too long, or holds characters that do not print."""

    code = "idempotency_key_malformed"
    status = HTTPStatus.BAD_REQUEST


class KeyReused(Conflict):
    """The key was used before for a different request."""

    code = "idempotency_key_reused"


class KeyInUse(Conflict):
    """The same request is being worked on at this moment."""

    code = "idempotency_key_in_use"
    retry_after_s: ClassVar[int] = 1


def checked(key: str) -> str:
    """Return ``key`` when it is usable."""
    if not 0 < len(key) <= MAX_KEY_LENGTH or not key.isascii() or not key.isprintable():
        raise KeyMalformed(f"A key has 1 to {MAX_KEY_LENGTH} printable ASCII characters.")
    return key


def fingerprint(request: HttpRequest) -> bytes:
    """Return a digest of what the request asks for: method, address and body."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type in _FORMS:
        digest.update(_parts(request))
    else:
        digest.update(request.body)
    return digest.digest()


def _parts(request: HttpRequest) -> bytes:
    """Digest a form by its parts: the boundary between them differs with every sending."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in _PASSING_FIELDS)
    files = []
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            sha = hashlib.sha256()
            for chunk in upload.chunks():
                sha.update(chunk)
            upload.seek(0)
            files.append((name, upload.name, sha.hexdigest()))
    return json.dumps([fields, files]).encode()


def answer_once(
    request: HttpRequest, key: str, produce: Callable[[], HttpResponse], *, user_id: int, at: datetime
) -> HttpResponse:
    """Return what ``produce`` answers, or the answer stored under ``key``.

    An answer with status 400 or above undoes whatever was written and is not stored.
    """
    wanted = fingerprint(request)
    with transaction.atomic():
        row_id = _claim(user_id, checked(key), wanted, at)
        if row_id is None:
            return _replay(user_id, key, wanted)
        response = produce()
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.set_rollback(True)
        else:
            _store(row_id, response)
        return response


def _claim(user_id: int, key: str, wanted: bytes, at: datetime) -> int | None:
    """Insert the key's row and return its id; None when its answer is already there."""
    deadline = time.monotonic() + PATIENCE_S
    parameters: dict[str, Any] = {"user": user_id, "key": key, "fingerprint": wanted, "at": at}
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, parameters)
            row = cursor.fetchone()
        if row is not None:
            return int(row[0])
        if StoredAnswer.objects.filter(user_id=user_id, key=key).exists():
            return None
        if time.monotonic() > deadline:
            raise KeyInUse("The same request is being worked on; ask again in a moment.")
        time.sleep(_POLL_S)


def _store(row_id: int, response: HttpResponse) -> None:
    headers = {name: response[name] for name in _KEPT_HEADERS if response.has_header(name)}
    StoredAnswer.objects.filter(pk=row_id).update(status=response.status_code, headers=headers, body=response.content)


def _replay(user_id: int, key: str, wanted: bytes) -> HttpResponse:
    stored = StoredAnswer.objects.get(user_id=user_id, key=key)
    if bytes(stored.fingerprint) != wanted:
        raise KeyReused("This key was used for a different request.")
    response = HttpResponse(bytes(stored.body), status=stored.status)
    for name, value in stored.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response
