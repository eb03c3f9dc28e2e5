"""What a draft changes, and its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.menu.actions import publishing
from gridwarden.menu.web.forms import PublishForm
from gridwarden.menu.web.views.bench import bench_values, draft_of
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.MENU_EDIT)
def comparison(request: ActingRequest) -> HttpResponse:
    """Show what the draft changes against the latest version."""
    return render(request, "menu/comparison.html", bench_values(request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
@submitted_once
def publish(request: ActingRequest) -> HttpResponse:
    """Publish the draft from a day on."""
    form = PublishForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            published = publishing.publish(
                by=request.actor, at=timezone.now(), menu_id=draft_of(request.actor).id, **form.cleaned_data
            )
        except (Invalid, Conflict) as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("Version %(number)s is published.") % {"number": published.version})
            return HttpResponseRedirect(reverse("menu:version", args=[published.version]))
    values = {**bench_values(request.actor), "form": form}
    return render(request, "menu/publish.html", values, status=422 if form.is_bound else 200)
