"""The reporter's page: what has become of it, without an account."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gridwarden.cases.labels import STATES, STEPS
from gridwarden.intake.domain.codes import is_code, normalise
from gridwarden.intake.queries import reports
from gridwarden.platform.accounts.addresses import client_address
from gridwarden.platform.api.limits import Limit, spend
from gridwarden.platform.ui.parts import Moment

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

#: Looks at codes from one address; guessing one of 30^10 codes takes for ever at this pace.
LOOKS = Limit(name="track", uses=60, per_s=3600)


@require_safe
def ask(request: ActingRequest) -> HttpResponse:
    """Ask for the code."""
    typed = request.GET.get("code", "").strip()
    code = normalise(typed)
    if not code:
        return render(request, "intake/ask.html")
    if not is_code(code):
        return _unknown(request, typed)
    return HttpResponseRedirect(reverse("intake:track", args=[code]))


@require_safe
def track(request: ActingRequest, code: str) -> HttpResponse:
    """Show how the case behind a code stands and what was replied."""
    spend(LOOKS, client_address(request), at=timezone.now())
    try:
        found = reports.track(code)
    except reports.NoReport:
        return _unknown(request, code)
    replies = [
        Moment(at=reply.at, title=STEPS[reply.move], quote=reply.text, icon="message-2") for reply in found.replies
    ]
    return render(request, "intake/track.html", {"found": found, "state": STATES[found.state], "replies": replies})


def _unknown(request: ActingRequest, typed: str) -> HttpResponse:
    """Show the form again with the code as typed, so that one wrong sign is mended in place."""
    values = {"typed": typed, "is_unknown": True}
    return render(request, "intake/ask.html", values, status=HTTPStatus.NOT_FOUND)
