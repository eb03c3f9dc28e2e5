"""The page on which everybody says how they want to be told, and the worker of the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.notifications.actions import choosing, subscribing
from gridwarden.platform.notifications.labels import CHANNELS
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.queries import own
from gridwarden.platform.notifications.queries.addresses import own_addresses
from gridwarden.platform.notifications.web.forms import PreferenceForm
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

#: A subscription is a few hundred bytes long.
_MOST_CHARACTERS = 4000


@require_http_methods(["GET", "HEAD", "POST"])
@login_needed
def preferences(request: ActingRequest) -> HttpResponse:
    """Show and set language, quiet hours and addresses."""
    channels = own.open_channels(request.actor)
    form = PreferenceForm(request.POST or None, channels=channels, initial=_present(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request.actor, form)
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("notifications:preferences")
    values = {
        "form": form,
        "rows": own.choices(request.actor) if channels else [],
        "channels": [CHANNELS[channel] for channel in channels],
        "devices": own.devices(request.actor),
    }
    return render(request, "notifications/preferences.html", values, status=422 if request.method == "POST" else 200)


def _present(actor: Actor) -> dict[str, object]:
    row = own.preference(actor)
    addresses = {channel.value: address for channel, address in own_addresses(actor.user_id or 0).items()}
    if row is None:
        return {"language": settings.LANGUAGE_CODE, **addresses}
    return {"language": row.language, "quiet_from": row.quiet_from, "quiet_to": row.quiet_to, **addresses}


def _keep(actor: Actor, form: PreferenceForm) -> None:
    given = form.cleaned_data
    addresses = {channel: given[channel.value].strip() for channel in form.channels}
    choosing.keep(
        by=actor,
        language=given["language"],
        quiet_from=given["quiet_from"],
        quiet_to=given["quiet_to"],
        addresses=addresses,
    )


@require_POST
@login_needed
def choices(request: ActingRequest) -> HttpResponse:
    """Set which kinds come over which channels."""
    ticked = set(request.POST.getlist("wanted"))
    offered = {
        (row.kind, channel): f"{row.kind}/{channel}" in ticked
        for row in own.choices(request.actor)
        for channel, _is_wanted in row.wanted
    }
    choosing.choose(by=request.actor, wanted=offered)
    messages.success(request, _("Saved."))
    return redirect("notifications:preferences")


@require_POST
@login_needed
def subscribe(request: ActingRequest) -> HttpResponse:
    """Take the subscription that a browser has made."""
    subscribing.subscribe(
        by=request.actor,
        at=timezone.now(),
        subscription=request.POST.get("subscription", "")[:_MOST_CHARACTERS],
        device=request.POST.get("device", ""),
    )
    return HttpResponse(status=204)


@require_POST
@login_needed
def unsubscribe(request: ActingRequest) -> HttpResponse:
    """Show no more messages in one of the reader's browsers."""
    subscribing.unsubscribe(by=request.actor, subscription_id=key_of(request.POST.get("device")) or 0)
    messages.success(request, _("This device shows no more messages."))
    return redirect("notifications:preferences")


@require_safe
def worker(request: ActingRequest) -> HttpResponse:
    """Serve the browser's worker from an address that lets it look after every page."""
    return HttpResponse(
        _script(),
        content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"},
    )


def _script() -> bytes:
    name = "dist/worker.js"
    found = finders.find(name)
    if found:
        with open(found, "rb") as file:  # noqa: PTH123 - the finder's own kind of path
            return file.read()
    if not staticfiles_storage.exists(name):
        raise Http404(Channel.PUSH)
    with staticfiles_storage.open(name) as kept:
        return bytes(kept.read())
