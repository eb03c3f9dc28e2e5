"""The page behind the QR code: what the party was served, and its photos of the correction."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.inspections.actions import corrections
from gridwarden.inspections.domain import drawing
from gridwarden.inspections.domain.words import NoticeState, PaperKind
from gridwarden.inspections.labels import NOTICE_STATES, NOTICE_TONES, PAPER_KINDS
from gridwarden.inspections.queries import public, visibility
from gridwarden.inspections.queries.surroundings import around
from gridwarden.platform.accounts.addresses import network_of
from gridwarden.platform.api.limits import Limit, spend
from gridwarden.platform.attachments import uploads
from gridwarden.platform.attachments.actions import limits
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import words_for

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest

#: Looks at papers and photos sent, for each address and hour.
LOOKS = Limit(name="paper", uses=120, per_s=3600)
SENDS = Limit(name="correction", uses=12, per_s=3600)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: ActingRequest, code: str) -> HttpResponse:
    """Show a paper to whoever bears its code, and take photos of the correction."""
    now = timezone.now()
    spend(LOOKS, network_of(request), at=now)
    status, refusal = HTTPStatus.OK, ""
    if request.method == "POST":
        try:
            _take(request, code)
        except Refusal as refused:
            visibility.by_code(code)
            status, refusal = refused.status, words_for(refused)
        else:
            return HttpResponseRedirect(f"{reverse('inspections:public', args=[code])}?sent=1")
    shown = public.paper(code)
    values = {
        "paper": shown,
        "code": code,
        "kind": PAPER_KINDS[shown.kind],
        "is_order": shown.kind is PaperKind.ORDER,
        "state": NOTICE_STATES[shown.state],
        "tone": NOTICE_TONES[shown.state],
        "is_open": shown.state is NoticeState.ISSUED,
        "room": max(0, corrections.MOST - shown.sent),
        "refusal": refusal,
        "has_sent": "sent" in request.GET,
    }
    response = render(request, "inspections/public.html", values, status=status)
    response["Referrer-Policy"] = "same-origin"  # the code must not leave with a link, the form needs its origin
    response["X-Robots-Tag"] = "noindex"
    return response


def _take(request: ActingRequest, code: str) -> None:
    now = timezone.now()
    spend(SENDS, network_of(request), at=now)
    sent = request.FILES.getlist("photos")[: corrections.MOST + 1]
    photos = [(file.name or "", uploads.read(file, limits())) for file in sent]
    corrections.receive(code=code, at=now, photos=photos, note=request.POST.get("note", "")[:300])


@require_safe
def map_of(request: ActingRequest, code: str) -> HttpResponse:
    """Draw the place of the paper."""
    spend(LOOKS, network_of(request), at=timezone.now())
    svg = drawing.svg(around(visibility.by_code(code)))
    return HttpResponse(svg, headers={"Content-Type": "image/svg+xml", "Cache-Control": "private, max-age=3600"})
