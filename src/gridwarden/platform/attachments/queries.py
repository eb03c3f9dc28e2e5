"""Find photos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from gridwarden.platform.attachments.access import may_see
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.attachments.refusals import PhotoUnknown

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """A photo as pages and the API show it; no place and no device in it."""

    id: UUID
    width: int
    height: int
    sha256: str
    uploaded_at: datetime
    full_url: str
    thumb_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraClaim:
    """What camera or phone claimed about a photo: for those who judge evidence. The place is WGS-84."""

    taken_at: datetime | None
    lon: float | None
    lat: float | None
    device: str
    noted_by: str


def photo(actor: Actor, photo_id: UUID) -> Attachment:
    """Return the photo, or refuse as unknown to those who may not see it."""
    found = Attachment.objects.filter(pk=photo_id).first()
    if found is None or not may_see(actor, found):
        raise PhotoUnknown("There is no such photo.")
    return found


def claim_of(one: Attachment) -> CameraClaim:
    """Return what the camera claimed."""
    return CameraClaim(
        taken_at=one.taken_at, lon=one.taken_lon, lat=one.taken_lat, device=one.device, noted_by=one.noted_by
    )


def row_of(one: Attachment) -> PhotoRow:
    """Return the photo as a row."""
    return PhotoRow(
        id=one.pk,
        width=one.width,
        height=one.height,
        sha256=one.sha256,
        uploaded_at=one.uploaded_at,
        full_url=url_of(one.pk, Size.FULL),
        thumb_url=url_of(one.pk, Size.THUMB),
    )


def url_of(photo_id: UUID, size: Size) -> str:
    """Return the address under which a photo is served."""
    return reverse("attachments:photo", args=(photo_id, size.value))
