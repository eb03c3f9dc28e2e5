"""Serve photos to those who may see them, and take them from forms."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.limits import spend
from gridwarden.platform.attachments import files, uploads
from gridwarden.platform.attachments.actions import limits, store
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.queries import photo, row_of
from gridwarden.platform.attachments.refusals import PhotoEmpty, PhotoUnknown

if TYPE_CHECKING:
    from uuid import UUID

    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.platform.attachments.models import Attachment

#: Photos never change, but the right to see them may end: the browser alone keeps them, for a day.
_CACHE = "private, max-age=86400, immutable"
_SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'none'"


@require_safe
def show(request: ActingRequest, photo_id: UUID, size: str) -> HttpResponse:
    """Serve one size of a photo; who may not see it learns nothing, not even that it exists."""
    if size not in set(Size):
        raise PhotoUnknown("There is no such size.")
    found = photo(request.actor, photo_id)
    which = Size(size)
    etag = quote_etag(found.sha256 if which is Size.FULL else found.thumb_sha256)
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged if isinstance(unchanged, HttpResponseNotModified) else _file(found, which)
    response["ETag"] = etag
    response["Cache-Control"] = _CACHE
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _file(found: Attachment, size: Size) -> HttpResponse:
    """Return the file, or name it to the front server where that serves files."""
    headers = {
        "Content-Type": "image/jpeg",
        "Content-Disposition": f'inline; filename="{found.pk}-{size}.jpg"',
    }
    if settings.MEDIA_ACCEL_PREFIX:
        place = files.relative(found.district_id, found.pk, size)
        return HttpResponse(headers={**headers, "X-Accel-Redirect": f"{settings.MEDIA_ACCEL_PREFIX}{place}"})
    try:
        data = files.path_of(found.district_id, found.pk, size).read_bytes()
    except FileNotFoundError as error:
        raise PhotoUnknown("The photo's file is missing.") from error
    return HttpResponse(data, headers=headers)


@require_POST
@needs(Permission.CASE_REPORT, Permission.CASE_HANDLE, Permission.CASE_CHECK, Permission.CASE_VERIFY)
def upload(request: ActingRequest) -> HttpResponse:
    """Take one photo from a form and answer with the fragment that shows it; a refusal flies as a message."""
    now = timezone.now()
    sent = request.FILES.get("photo")
    if sent is None:
        raise PhotoEmpty("No photo was sent.")
    spend(uploads.ALLOWANCE, str(request.actor.user_id), at=now)
    stored = store(
        by=request.actor,
        at=now,
        data=uploads.read(sent, limits()),
        filename=sent.name or "",
        district_id=request.actor.district_id or 0,
    )
    return render(request, "attachments/_photo.html", {"photo": row_of(stored)}, status=HTTPStatus.CREATED)
