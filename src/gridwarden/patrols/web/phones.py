"""Where tracking apps on phones tell their places; the token in the address says which phone it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gridwarden.patrols.actions import phones
from gridwarden.patrols.domain.phones import ReportUnreadable, from_json, from_query
from gridwarden.patrols.queries.devices import phone_of
from gridwarden.platform.api.limits import Limit, TooMany, spend

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gridwarden.patrols.domain.fixes import Fix

#: Apps that were without a network tell what they kept one by one.
_PACE = Limit(name="phone", uses=600, per_s=60)
MOST_BYTES = 16 * 1024


@csrf_exempt
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Take one report of Traccar Client (query or JSON) or OwnTracks.

    404 to unknown tokens, 429 to those in a hurry, 400 with a reason for what cannot be read; a message without a place
    is taken and left alone.
    """
    device_id = phone_of(token)
    if device_id is None:
        raise Http404("There is no such phone.")
    now = timezone.now()
    try:
        spend(_PACE, str(device_id), at=now)
        told = _told(request, device_id)
    except TooMany as refusal:
        return HttpResponse(status=429, headers={"Retry-After": str(refusal.retry_after_s)})
    except ReportUnreadable as refusal:
        return HttpResponse(str(refusal), status=400, content_type="text/plain; charset=utf-8")
    if told is not None:
        phones.keep(told, at=now, for_=timedelta(days=settings.PATROL_FIX_DAYS))
    return JsonResponse([], safe=False)


def _told(request: HttpRequest, device_id: int) -> Fix | None:
    now = timezone.now()
    if request.method == "POST":
        length = request.headers.get("Content-Length") or "0"
        if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
            raise ReportUnreadable(f"At most {MOST_BYTES} bytes are read.")
        if (request.content_type or "").endswith("json"):
            return from_json(device_id, request.body, now)
    said = request.POST if request.method == "POST" and request.POST else request.GET
    return from_query(device_id, said.dict(), now)
