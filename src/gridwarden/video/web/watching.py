"""The page on which a camera plays, and what its player asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.maps.config import MapConfig, MapMode, Pin
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.transport.headers import content_policy
from gridwarden.platform.ui.parts import Photo
from gridwarden.platform.ui.refusals import words_for
from gridwarden.video.actions import watching
from gridwarden.video.labels import KINDS
from gridwarden.video.queries import pictures, sources

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.VIDEO_SEE)
def player(request: ActingRequest, source_id: int) -> HttpResponse:
    """Show a camera; it begins to send when the person says so."""
    row = sources.one(request.actor, source_id)
    may_edit = row.retired_at is None and request.actor.may(Permission.VIDEO_EDIT)
    kept = [
        Photo(url=one.full_url, thumb=one.thumb_url, alt=f"{row.name} {localtime(one.uploaded_at):%m-%d %H:%M}")
        for one in pictures.of_source(row.id)
    ]
    pin = Pin(lon=row.lon, lat=row.lat, label=row.name) if row.lon is not None and row.lat is not None else None
    place = MapConfig(mode=MapMode.MINI, pin=pin) if pin else None
    values = {"row": row, "kind": KINDS[row.kind], "pictures": kept, "place": place, "may_edit": may_edit}
    answer = render(request, "video/player.html", values)
    films = watching.origins(sources.address_of(request.actor, source_id))
    answer["Content-Security-Policy"] = content_policy(settings.TILE_SERVER, films)
    return answer


@require_POST
@needs(Permission.VIDEO_SEE)
def watch(request: ActingRequest, source_id: int) -> HttpResponse:
    """Have the camera send and say where it plays."""
    try:
        stream = watching.watch(by=request.actor, at=timezone.now(), source_id=source_id, is_secure=request.is_secure())
    except Refusal as refusal:
        words = [words_for(refusal), str(refusal.fields.get("said", ""))]
        return JsonResponse({"refusal": " ".join(filter(None, words))}, status=refusal.status)
    return JsonResponse({"stream": stream})


@require_POST
@needs(Permission.VIDEO_EDIT)
@submitted_once
def stop(request: ActingRequest, source_id: int) -> HttpResponse:
    """Have the camera stop for everybody."""
    watching.stop(by=request.actor, source_id=source_id)
    messages.success(request, _("The camera was told to stop."))
    return redirect("video:source", source_id)


@require_POST
@needs(Permission.VIDEO_SEE)
@submitted_once
def picture(request: ActingRequest, source_id: int) -> HttpResponse:
    """Keep a picture of the camera."""
    watching.keep_picture(by=request.actor, at=timezone.now(), source_id=source_id)
    messages.success(request, _("The picture is kept."))
    return redirect("video:source", source_id)
