"""Pages of groups: the list, one with its messages, and the recordings."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.attachments import forms as photo_forms
from gridwarden.platform.events.queries import latest_id
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.parts import Photo
from gridwarden.platform.ui.refusals import words_for
from gridwarden.radio.actions import talking
from gridwarden.radio.domain.talk import (
    LONGEST_VOICE_S,
    MOST_LETTERS,
    MOST_VOICE_BYTES,
    GroupKind,
    VoiceNote,
    VoiceWrong,
    Where,
)
from gridwarden.radio.labels import GROUPS
from gridwarden.radio.queries import membership, talk

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.radio.queries.talk import MessageRow


@require_safe
@needs(Permission.TALK)
def group_list(request: ActingRequest) -> HttpResponse:
    """Show the groups in reach: those that talk by the latest word, unread ones marked, then the silent ones."""
    now = timezone.now()
    rows = talk.groups(request.actor, now)
    said = sorted((row for row in rows if row.last_at), key=lambda row: row.last_at or now, reverse=True)
    quiet = [
        (label, [row for row in rows if row.where.kind is kind and not row.last_at]) for kind, label in GROUPS.items()
    ]
    values = {
        "said": [(row, GROUPS[row.where.kind]) for row in said],
        "quiet": [(label, found) for label, found in quiet if found],
        "since": latest_id(),
    }
    return render(request, "radio/groups.html", values)


@require_safe
@needs(Permission.TALK)
def talk_page(request: ActingRequest, kind: str, about_id: int) -> HttpResponse:
    """Show a group's messages."""
    return _shown(request, _where(kind, about_id), "radio/talk.html")


@require_safe
@needs(Permission.TALK)
def messages_part(request: ActingRequest, kind: str, about_id: int) -> HttpResponse:
    """Show the messages alone, after news."""
    return _shown(request, _where(kind, about_id), "radio/_messages.html")


@require_POST
@needs(Permission.TALK)
@submitted_once
def say(request: ActingRequest, kind: str, about_id: int) -> HttpResponse:
    """Say something."""
    where, now = _where(kind, about_id), timezone.now()
    membership.name_of(request.actor, where, now)
    try:
        photo_ids = photo_forms.stored(request, "photos", now)
        talking.say(
            by=request.actor, at=now, where=where, text=request.POST.get("text", ""), photo_ids=photo_ids,
            voice=_voice(request),
        )  # fmt: skip
    except Invalid as refusal:
        return _shown(request, where, "radio/talk.html", refusal)
    return redirect("radio:talk", kind, about_id)


@require_POST
@needs(Permission.TALK)
def read(request: ActingRequest, kind: str, about_id: int) -> HttpResponse:
    """Note that somebody has the messages before their eyes."""
    talking.read(by=request.actor, at=timezone.now(), where=_where(kind, about_id))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
@needs(Permission.TALK)
def voice(request: ActingRequest, message_id: int) -> HttpResponse:
    """Send a recording; it never changes, and no page may be made of it."""
    found = talk.voice_of(request.actor, message_id, timezone.now())
    answer = HttpResponse(bytes(found.data), content_type=found.media_type)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def _where(kind: str, about_id: int) -> Where:
    if kind not in set(GroupKind):
        raise Http404("There is no such kind of group.")
    return Where(GroupKind(kind), about_id)


def _shown(request: ActingRequest, where: Where, template: str, refusal: Invalid | None = None) -> HttpResponse:
    now = timezone.now()
    since = latest_id()
    name = membership.name_of(request.actor, where, now)
    page = talk.messages(request.actor, where, now, cursor=request.GET.get("cursor"))
    values: dict[str, Any] = {
        "name": name, "kind": GROUPS[where.kind], "where": where, "page": page, "since": since,
        "words": [_drawn(row, request.actor.user_id, now) for row in reversed(page.rows)],
        "back": reverse("cases:page", args=[where.id]) if where.kind is GroupKind.CASE else reverse("radio:groups"),
        "longest_s": LONGEST_VOICE_S, "most_letters": MOST_LETTERS,
        "refusal": words_for(refusal) if refusal else "", "text": request.POST.get("text", ""),
    }  # fmt: skip
    return render(request, template, values, status=refusal.status if refusal else 200)


def _drawn(row: MessageRow, user_id: int | None, now: datetime) -> dict[str, Any]:
    photos = [
        Photo(url=one.full_url, thumb=one.thumb_url, alt=f"{row.author_name} {row.at:%m-%d %H:%M}")
        for one in row.photos
    ]
    return {
        "row": row, "photos": photos, "is_mine": row.author_id == user_id,
        "is_today": localtime(row.at).date() == localtime(now).date(),
    }  # fmt: skip


def _voice(request: ActingRequest) -> VoiceNote | None:
    sent = request.FILES.get("voice")
    if not sent:
        return None
    if (sent.size or 0) > MOST_VOICE_BYTES:
        raise VoiceWrong("The recording is too long.", voice="too_long")
    seconds = request.POST.get("voice_s", "")
    if not (seconds.isdecimal() and len(seconds) < 5):  # noqa: PLR2004 - digits, before they are read
        raise VoiceWrong("The recording's length is not told.", voice="no_recording")
    return VoiceNote(sent.read(), max(1, int(seconds)))
