"""Send photos before the report that they belong to."""

from __future__ import annotations

from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.permissions import limited, requires
from gridwarden.platform.attachments import uploads
from gridwarden.platform.attachments.actions import limits, store
from gridwarden.platform.attachments.api.schemas import PhotoBody
from gridwarden.platform.attachments.phone import PhoneNotes
from gridwarden.platform.attachments.queries import PhotoRow, row_of

router = Router()


@router.post("", response={201: PhotoBody}, operation_id="store_photo", summary="Store a photo")
@requires(Permission.CASE_REPORT, Permission.CASE_HANDLE, Permission.CASE_CHECK, Permission.CASE_VERIFY)
@limited(uploads.ALLOWANCE)
def store_photo(request: ActingRequest, photo: File[UploadedFile], notes: Form[PhoneNotes]) -> Status[PhotoRow]:
    """Take a JPEG, PNG, HEIC or WebP photo; name its `id` in the report or step that it shows.

    The stored photo holds no notes of the camera; its place and time are kept apart. The same photo sent
    again before it belongs to anything is answered with the same `id`. Where the file holds neither, the
    phone's own time and place (WGS-84) can be sent beside it.
    """
    stored = store(
        by=request.actor,
        at=timezone.now(),
        data=uploads.read(photo, limits()),
        filename=photo.name or "",
        district_id=request.actor.district_id or 0,
        phone=notes.as_notes(),
    )
    return Status(201, row_of(stored))
