"""What a district sets: the texts of its messages, and what goes out over its channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.notifications.actions import governing
from gridwarden.platform.notifications.labels import CHANNELS, REACHES
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.queries import texts
from gridwarden.platform.notifications.queries.reach import rules
from gridwarden.platform.notifications.ways import carriers
from gridwarden.platform.notifications.web.forms import RuleForm, TextForm
from gridwarden.platform.notifications.wording import kind_of
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.platform.notifications.ports import Message
    from gridwarden.platform.notifications.queries.texts import Text
    from gridwarden.platform.notifications.wording import Kind


@require_safe
@needs(Permission.MESSAGES_MANAGE)
def all_texts(request: ActingRequest) -> HttpResponse:
    """List every kind of notice with its texts, the district's own marked."""
    values = {"rows": texts.kinds_with_own(request.actor), "channels": CHANNELS.items(), "language": _language(request)}
    return render(request, "notifications/texts.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MESSAGES_MANAGE)
def text(request: ActingRequest, kind: str, channel: str, language: str) -> HttpResponse:
    """Show, try, change or take back one text."""
    known = kind_of(kind)
    if known is None or channel not in set(Channel) or language not in dict(settings.LANGUAGES):
        raise governing.NoSuchKind("There is no such text.")
    way = Channel(channel)
    present = texts.text_for(request.actor.district_id or 0, kind, way, language)
    if request.method == "POST" and request.POST.get("do") == "restore":
        governing.restore_text(by=request.actor, at=timezone.now(), kind=kind, channel=way, language=language)
        messages.success(request, _("The usual text is sent again."))
        return redirect("notifications:text", kind, channel, language)
    form = TextForm(request.POST or None, channel=way, initial={"subject": present.subject, "body": present.body})
    shown = present
    if request.method == "POST" and form.is_valid():
        shown = form.text()
        if _kept(request, form, known, way, language):
            return redirect("notifications:text", kind, channel, language)
    values = {
        "form": form,
        "kind": kind,
        "channel": CHANNELS[way],
        "language": dict(settings.LANGUAGES)[language],
        "languages": [(code, name, code == language) for code, name in settings.LANGUAGES],
        "channel_key": channel,
        "is_own": present.is_own,
        "values": texts.known_values(known, way),
        "preview": _preview(known, way, shown, language, form),
    }
    is_refused = request.method == "POST" and bool(form.errors)
    return render(request, "notifications/text.html", values, status=422 if is_refused else 200)


def _kept(request: ActingRequest, form: TextForm, kind: Kind, channel: Channel, language: str) -> bool:
    """Keep the text, or only check it for its preview; return whether it was kept."""
    try:
        if request.POST.get("do") == "preview":
            governing.check_text(kind.name, channel, form.text())
            return False
        governing.write_text(
            by=request.actor,
            at=timezone.now(),
            kind=kind.name,
            channel=channel,
            language=language,
            text=form.text(),
        )
    except Invalid as refusal:
        onto_form(form, refusal)
        return False
    messages.success(request, _("Messages of this kind read so from now on."))
    return True


def _preview(kind: Kind, channel: Channel, shown: Text, language: str, form: TextForm) -> Message | None:
    return None if form.errors else texts.preview(kind, channel, shown, language)


def _language(request: ActingRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MESSAGES_MANAGE)
def channels(request: ActingRequest) -> HttpResponse:
    """Show what goes out over which channel, and set it."""
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        governing.set_rule(
            by=request.actor,
            at=timezone.now(),
            channel=Channel(form.cleaned_data["channel"]),
            is_open=form.cleaned_data["is_open"],
            reach=form.reach_given(),
            per_minute=form.cleaned_data["per_minute"],
        )
        messages.success(request, _("Saved."))
        return redirect("notifications:channels")
    there = carriers()
    rows = [
        (CHANNELS[channel], channel in there, rule, REACHES[rule.reach])
        for channel, rule in rules(request.actor.district_id or 0).items()
    ]
    values = {"rows": rows, "form": form}
    return render(request, "notifications/channels.html", values, status=422 if request.method == "POST" else 200)
