"""The bell and the list of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.notifications import actions, queries
from gridwarden.platform.ui.numbers import key_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@login_needed
def notices(request: ActingRequest) -> HttpResponse:
    """Show what the reader was told, latest first; ``?unread=1`` leaves out what was opened."""
    only_unread = request.GET.get("unread") == "1"
    found = queries.notices_of(request.actor, only_unread=only_unread, cursor=request.GET.get("cursor"))
    values = {"page": found, "only_unread": only_unread, "latest": found.rows[0].id if found.rows else 0}
    return render(request, "notifications/list.html", values)


@require_safe
@login_needed
def bell(request: ActingRequest) -> HttpResponse:
    """Return the bell with the present number of unread notices, for the page's own polling."""
    return render(request, "notifications/_bell.html", {"actor": request.actor})


@require_POST
@login_needed
def open_notice(request: ActingRequest, notice_id: int) -> HttpResponse:
    """Note that the notice was read and lead to what it speaks of."""
    notice = actions.mark_read(by=request.actor, at=timezone.now(), notice_id=notice_id)
    return HttpResponseRedirect(queries.words_of(notice).url or reverse("notifications:list"))


@require_POST
@login_needed
def read_all(request: ActingRequest) -> HttpResponse:
    """Note that everything on the page was read."""
    actions.mark_all_read(by=request.actor, at=timezone.now(), up_to=key_of(request.POST.get("up_to")) or 0)
    return HttpResponseRedirect(reverse("notifications:list"))
