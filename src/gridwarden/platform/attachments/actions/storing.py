"""Take a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.actions.fingerprinting import fingerprint
from gridwarden.platform.attachments.imaging import Limits, Photo, clean
from gridwarden.platform.attachments.imaging.exif import Noter
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.imaging.exif import CameraNotes


def store(
    *, by: Actor, at: datetime, data: bytes, filename: str, district_id: int, phone: CameraNotes | None = None
) -> Attachment:
    """Clean and store the photo in ``data``; it belongs to nothing yet and only ``by`` may see it.

    ``phone`` is what the phone noted beside the file; it counts where the camera noted neither time nor place.
    Sent again by the same person before it belongs to anything, the same photo is returned. The files are
    written before the row commits: a crash leaves files without a row, which a job collects, never the reverse.
    """
    photo = clean(data, filename, zone=timezone.get_default_timezone(), limits=limits())
    known = _waiting(by, district_id, photo.original_sha256)
    if known is not None:
        return known
    photo_id = uuid4()
    files.write(files.path_of(district_id, photo_id, files.Size.FULL), photo.jpeg)
    files.write(files.path_of(district_id, photo_id, files.Size.THUMB), photo.thumb)
    try:
        with transaction.atomic():
            return _recorded(photo_id, photo, phone, by=by, at=at, district_id=district_id)
    except IntegrityError:
        # The same photo arrived twice at once; the other one has won.
        files.remove(district_id, photo_id)
        winner = _waiting(by, district_id, photo.original_sha256)
        if winner is None:
            raise
        return winner


def limits() -> Limits:
    """Return how much is taken in this installation."""
    return Limits(
        max_bytes=settings.PHOTO_MAX_BYTES,
        max_pixels=settings.PHOTO_MAX_PIXELS,
        stored_side_px=settings.PHOTO_STORED_SIDE_PX,
    )


def _waiting(by: Actor, district_id: int, original_sha256: str) -> Attachment | None:
    if by.user_id is None:
        return None
    return Attachment.objects.filter(
        district_id=district_id, uploaded_by_id=by.user_id, original_sha256=original_sha256, owner_type=""
    ).first()


def _recorded(
    photo_id: UUID, photo: Photo, phone: CameraNotes | None, *, by: Actor, at: datetime, district_id: int
) -> Attachment:
    camera = photo.notes
    notes, noter = (phone, Noter.PHONE) if phone and phone.tells and not camera.tells else (camera, Noter.CAMERA)
    stored = Attachment.objects.create(
        id=photo_id,
        district_id=district_id,
        sha256=photo.sha256,
        thumb_sha256=photo.thumb_sha256,
        original_sha256=photo.original_sha256,
        kind=photo.kind,
        width=photo.width,
        height=photo.height,
        bytes=len(photo.jpeg),
        original_bytes=photo.original_bytes,
        taken_at=notes.taken_at,
        taken_lon=notes.lon,
        taken_lat=notes.lat,
        device=camera.device,
        noted_by=noter if notes.tells else "",
        clock_ahead_s=(phone.clock - at).total_seconds() if phone and phone.clock else None,
        is_mocked=phone.is_mocked if phone else None,
        uploaded_by_id=by.user_id,
        uploaded_at=at,
    )
    fingerprint(stored, photo.thumb)
    record(
        "photo.stored",
        by=by,
        at=at,
        subject_type="photo",
        subject_id=None,
        district_id=district_id,
        photo=str(photo_id),
        sha256=photo.sha256,
        original_sha256=photo.original_sha256,
    )
    return stored
