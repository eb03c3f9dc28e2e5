"""Where peers post their messages."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gridwarden.exchange.actions import receiving
from gridwarden.exchange.domain.envelope import NONCE, SIGNATURE, TIME, Envelope
from gridwarden.exchange.domain.messages import MOST_BYTES
from gridwarden.platform.accounts.addresses import network_of
from gridwarden.platform.api.limits import Limit, spend
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest

#: Messages from one network address in a minute; a peer that catches up is slower than this.
POSTS = Limit(name="exchange", uses=600, per_s=60)


@csrf_exempt
@require_POST
def inbox(request: ActingRequest, code: str) -> JsonResponse:
    """Take a signed message; the answer says whether it is new or known."""
    now = timezone.now()
    try:
        spend(POSTS, network_of(request), at=now)
        body = request.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
        sealed = Envelope(
            time=request.headers.get(TIME, ""),
            nonce=request.headers.get(NONCE, ""),
            signature=request.headers.get(SIGNATURE, ""),
        )
        status = receiving.receive(code=code, path=request.path, body=body, sealed=sealed, at=now)
    except Refusal as refusal:
        return _told(refusal.status, refusal.code, refusal.message)
    return JsonResponse({"status": status})


def _told(status: HTTPStatus, code: str, detail: str = "") -> JsonResponse:
    return JsonResponse({"status": "refused", "code": code, "detail": detail[:200]}, status=status)
